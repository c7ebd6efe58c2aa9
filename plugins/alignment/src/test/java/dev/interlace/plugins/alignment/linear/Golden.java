package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Supervision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The reference values of {@code linear.txt}, and small fits. */
final class Golden {
    /** Two solvers of well-conditioned problems of some columns, in double precision. */
    static final double SOLVERS = 1e-8;

    /** Embeddings are given in single precision. */
    static final double SINGLE = 1e-5;

    private static final Map<String, INDArray> ALL = read();

    private Golden() {}

    static INDArray get(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    static double[] values(String name) {
        return Host.doubles(get(name));
    }

    private static Map<String, INDArray> read() {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("linear.txt"))) {
            Map<String, INDArray> all = new HashMap<>();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] words = line.split(" ");
                double[] values = Arrays.stream(words)
                        .skip(3)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                long[] shape = {Long.parseLong(words[1]), Long.parseLong(words[2])};
                all.put(words[0], Nd4j.createFromArray(values).reshape('c', shape));
            });
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <O extends Record & Comparison.Chosen> LinearModel fit(
            LinearAlignment<O> method, INDArray left, INDArray right, Map<String, ?> options) {
        AlignmentModel model = method.fit(
                Features.vector("left", left),
                Features.vector("right", right),
                Supervision.paired(),
                method.descriptor().schema().parse(options),
                FitContext.seeded(1));
        return (LinearModel) model;
    }

    static double[] series(LinearModel model, String name) {
        return model.history().get(name).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    static INDArray random(long seed, int rows, int columns) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[rows * columns];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextGaussian();
        }
        return Nd4j.createFromArray(x).reshape('c', new long[] {rows, columns});
    }
}
