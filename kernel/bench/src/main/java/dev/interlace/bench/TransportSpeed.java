package dev.interlace.bench;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times {@code match/sinkhorn} on a cost matrix that {@code compare_transport.py} wrote, and gives its coupling's cost
 * back.
 *
 * <p>Arguments: the file of n x n costs (little-endian doubles), n, epsilon, iterations, runs. Prints the median in
 * milliseconds of a match with exactly that many iterations, and the cost of the coupling.
 */
public final class TransportSpeed {
    private TransportSpeed() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        int n = Integer.parseInt(arguments[1]);
        double[] costs = new double[n * n];
        ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[0])))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(costs);
        INDArray similarity = Nd4j.createFromArray(costs).reshape('c', n, n).neg();
        Map<String, ?> options = Map.of(
                "epsilonUnit", "ABSOLUTE", "epsilon", arguments[2], "maxIterations", arguments[3], "tolerance", 0);
        Matcher<?> sinkhorn = null;
        for (Matcher<?> matcher : ServiceLoader.load(Matcher.class)) {
            sinkhorn = matcher.descriptor().id().equals("match/sinkhorn") ? matcher : sinkhorn;
        }
        if (sinkhorn == null) {
            throw new IllegalStateException("match/sinkhorn is not on the class path");
        }
        List<Long> times = new ArrayList<>();
        double cost = 0;
        for (int run = -1; run < Integer.parseInt(arguments[4]); run++) {
            long before = System.nanoTime();
            Matching matching = match(sinkhorn, MatchProblem.ofSimilarity(similarity), options);
            if (run >= 0) {
                times.add(System.nanoTime() - before);
            }
            double[] coupling = Host.doubles(matching.coupling().orElseThrow());
            cost = 0;
            for (int k = 0; k < costs.length; k++) {
                cost += coupling[k] * costs[k];
            }
        }
        times.sort(null);
        System.out.printf(Locale.ROOT, "%.3f %.12g%n", times.get(times.size() / 2) / 1e6, cost);
    }

    private static <O extends Record> Matching match(Matcher<O> matcher, MatchProblem problem, Map<String, ?> options) {
        return matcher.match(problem, matcher.descriptor().schema().parse(options), FitContext.seeded(1));
    }
}
