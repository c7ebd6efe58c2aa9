package dev.interlace.plugins.alignment.transport;

import static dev.interlace.plugins.alignment.transport.Draws.normal;
import static dev.interlace.plugins.alignment.transport.Draws.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.transport.FusedGromovWasserstein.Options;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Masses;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matching;
import dev.interlace.spi.Supervision;
import dev.interlace.testkit.MatcherContract;
import dev.interlace.testkit.PlantedMatching;
import dev.interlace.testkit.Problems;
import dev.interlace.testkit.Problems.Given;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FusedGromovWassersteinTest extends MatcherContract<Options> {
    /** POT's value is an upper bound, and the entropy may add a hundredth. */
    private static final double ABOVE = 1.01;

    @Override
    protected FusedGromovWasserstein method() {
        return new FusedGromovWasserstein();
    }

    @Override
    protected Given given() {
        return Given.STRUCTURES;
    }

    private Matching match(MatchProblem problem, Map<String, ?> changes) {
        return method().match(problem, method().descriptor().schema().parse(changes), FitContext.seeded(1));
    }

    private static MatchProblem golden() {
        return new MatchProblem(
                Optional.of(GoldenTransport.matrix("features").neg()),
                Optional.of(GoldenTransport.matrix("left")),
                Optional.of(GoldenTransport.matrix("right")),
                Supervision.unpaired());
    }

    @Test
    void theEvenCouplingMatchesTheArithmetic() {
        // structures as in GromovWassersteinTest: (0 + 1 + 9 + 4) / 4 = 3.5; features: mean of 0, 2, 4, 6 is 3;
        // 0.75 * 3 + 0.25 * 3.5 = 3.125
        MatchProblem problem = MatchProblem.ofStructures(
                        Nd4j.createFromArray(new double[][] {{0, 1}, {1, 0}}),
                        Nd4j.createFromArray(new double[][] {{0, 3}, {3, 0}}))
                .withSimilarity(Nd4j.createFromArray(new double[][] {{0, -2}, {-4, -6}}));
        Map<String, Object> options = new HashMap<>(Map.of("epsilon", 1e6, "starts", 1, "alpha", 0.25));
        options.put("balance", "AS_GIVEN");
        assertEquals(3.125, match(problem, options).value(), 1e-5);
        options.put("balance", "EVEN_COSTS"); // both costs are 1 now
        assertEquals(1, match(problem, options).value(), 1e-5);
    }

    @ParameterizedTest
    @CsvSource({"fused-half, 0.5", "fused-tenth, 0.1"})
    void itIsNoWorseThanTheReferenceSolver(String name, double alpha) {
        Matching found = match(golden(), Map.of("alpha", alpha, "balance", "AS_GIVEN", "starts", 20));
        double reference = GoldenTransport.number(name);
        assertTrue(found.converged(), found.toString());
        assertTrue(found.value() <= ABOVE * reference, found + " against " + reference);
        assertEquals(cost(found, golden(), alpha), found.value(), 1e-6, "the value is that of the coupling");
    }

    @Test
    void withMassesItIsNoWorseThanTheReferenceSolver() {
        double[] left = new double[12];
        double[] right = new double[18];
        Arrays.setAll(left, i -> i + 1);
        Arrays.setAll(right, j -> j + 1);
        MatchProblem problem = golden().withMasses(new Masses(left, right));
        Matching found = match(problem, Map.of("balance", "AS_GIVEN", "starts", 20));
        double reference = GoldenTransport.number("fused-masses");
        assertTrue(found.value() <= ABOVE * reference, found + " against " + reference);
        double[] coupling = Host.doubles(found.coupling().orElseThrow());
        double[] rows = new double[12];
        for (int k = 0; k < coupling.length; k++) {
            rows[k / 18] += coupling[k];
        }
        assertArrayEquals(new Masses(left, right).left(), rows, 1e-9, "every item moves its mass");
        Matching alone = new GromovWasserstein()
                .match(
                        MatchProblem.ofStructures(GoldenTransport.matrix("left"), GoldenTransport.matrix("right"))
                                .withMasses(new Masses(left, right)),
                        new GromovWasserstein().descriptor().schema().parse(Map.of("starts", 60)),
                        FitContext.seeded(1));
        assertTrue(alone.value() <= ABOVE * GoldenTransport.number("gromov-masses"), alone.toString());
    }

    private static double cost(Matching found, MatchProblem problem, double alpha) {
        double[] p = Host.doubles(found.coupling().orElseThrow());
        double[] s = Host.doubles(problem.similarity().orElseThrow());
        double[] left = Host.doubles(problem.left().orElseThrow());
        double[] right = Host.doubles(problem.right().orElseThrow());
        int n = problem.leftItems();
        int m = problem.rightItems();
        double largest = Arrays.stream(s).max().orElseThrow();
        double sum = 0;
        for (int ij = 0; ij < n * m; ij++) {
            sum += (1 - alpha) * (largest - s[ij]) * p[ij];
            for (int kl = 0; kl < n * m; kl++) {
                double difference = left[ij / m * n + kl / m] - right[ij % m * m + kl % m];
                sum += alpha * difference * difference * p[ij] * p[kl];
            }
        }
        return sum;
    }

    @Test
    void structuresAloneAreGromovWassersteinAndFeaturesAloneTransport() {
        MatchProblem structures =
                new Problems(21).planted(10, 10, Given.STRUCTURES).problem();
        Matching gromov = new GromovWasserstein()
                .match(structures, new GromovWasserstein().descriptor().schema().defaults(), FitContext.seeded(1));
        Matching fused = match(structures, Map.of("alpha", 1, "balance", "AS_GIVEN"));
        assertArrayEquals(gromov.rightOf(), fused.rightOf());
        assertEquals(gromov.value(), fused.value(), 1e-12);
        PlantedMatching planted = new Problems(21).planted(10, 10, Given.SIMILARITY);
        INDArray any = structures.left().orElseThrow();
        MatchProblem both = MatchProblem.ofStructures(any, any)
                .withSimilarity(planted.problem().similarity().orElseThrow());
        assertArrayEquals(planted.truth(), match(both, Map.of("alpha", 0)).rightOf());
    }

    @Test
    void featuresTellApartWhatStructureLeavesSymmetric() {
        // four corners of a square: eight turns and mirrors cost nothing by structure alone
        INDArray corners =
                Nd4j.createFromArray(new double[][] {{0, 1, 2, 1}, {1, 0, 1, 2}, {2, 1, 0, 1}, {1, 2, 1, 0}});
        double[][] near = new double[4][4];
        for (int i = 0; i < 4; i++) {
            near[i][(i + 1) % 4] = i == 0 || i == 1 ? 1 : 0; // two corners show their partner, two nothing
        }
        MatchProblem problem = MatchProblem.ofStructures(corners, corners).withSimilarity(Nd4j.createFromArray(near));
        assertArrayEquals(new int[] {1, 2, 3, 0}, match(problem, Map.of()).rightOf());
    }

    @Test
    void whatItCannotTakeIsRejected() {
        MatchProblem golden = golden();
        requireMessage(
                "match/fused-gromov-wasserstein takes no known pairs; leave them out here, or use a method that"
                        + " learns from them",
                () -> match(golden.withKnown(Supervision.seeds(new int[] {0}, new int[] {0})), Map.of()));
        INDArray broken = normal(1, 12, 18, 0).putScalar(0, 1, Double.NaN);
        requireMessage(
                "match/fused-gromov-wasserstein: similarities must be finite, got NaN for left item 0 and right item 1",
                () -> match(golden.withSimilarity(broken), Map.of()));
    }
}
