package dev.interlace.plugins.alignment.transport;

import static dev.interlace.plugins.alignment.transport.Draws.normal;
import static dev.interlace.plugins.alignment.transport.Draws.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.transport.GromovWasserstein.Options;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matching;
import dev.interlace.testkit.MatcherContract;
import dev.interlace.testkit.PlantedMatching;
import dev.interlace.testkit.Problems;
import dev.interlace.testkit.Problems.Given;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GromovWassersteinTest extends MatcherContract<Options> {
    @Override
    protected GromovWasserstein method() {
        return new GromovWasserstein();
    }

    @Override
    protected Given given() {
        return Given.STRUCTURES;
    }

    private Matching match(MatchProblem problem, Map<String, ?> changes) {
        return method().match(problem, method().descriptor().schema().parse(changes), FitContext.seeded(1));
    }

    @Test
    void theEvenCouplingOfTwoPairsMatchesTheArithmetic() {
        // C = (0, 1; 1, 0), D = (0, 3; 3, 0); a huge epsilon keeps P = 1/4. (C_ik - D_jl)^2 over the four kinds of (i =
        // k, j = l):
        // both equal 0, only left differs 1, only right differs 9, both differ 4, each with weight 1/4
        Matching found = match(
                MatchProblem.ofStructures(
                        Nd4j.createFromArray(new double[][] {{0, 1}, {1, 0}}),
                        Nd4j.createFromArray(new double[][] {{0, 3}, {3, 0}})),
                Map.of("epsilon", 1e6, "starts", 1));
        assertEquals((0 + 1 + 9 + 4) / 4.0, found.value(), 1e-6);
        assertArrayEquals(
                new double[] {0.25, 0.25, 0.25, 0.25},
                Host.doubles(found.coupling().orElseThrow()),
                1e-6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theValueIsTheSumOverAllQuadruples(long seed) {
        INDArray left = distances(normal(seed, 5, 2, 0));
        INDArray right = distances(normal(seed + 10, 7, 2, 0));
        Matching found = match(MatchProblem.ofStructures(left, right), Map.of("epsilon", 0.1));
        double[] p = Host.doubles(found.coupling().orElseThrow());
        double sum = 0;
        for (int ij = 0; ij < 35; ij++) {
            for (int kl = 0; kl < 35; kl++) {
                double difference = left.getDouble(ij / 7, kl / 7) - right.getDouble(ij % 7, kl % 7);
                sum += difference * difference * p[ij] * p[kl];
            }
        }
        assertEquals(sum, found.value(), 1e-6, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void anIsometryCostsNothingAndItsPointsFindEachOther(long seed) {
        PlantedMatching planted = new Problems(seed).planted(15, 15, Given.STRUCTURES);
        Matching found = match(planted.problem(), Map.of());
        assertEquals(0, found.value(), 1e-4, "seed " + seed + ": " + found);
        assertArrayEquals(planted.truth(), found.rightOf(), "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void itIsNoWorseThanTheBestOfAllMatchings(long seed) {
        INDArray left = distances(normal(seed, 6, 2, 0));
        INDArray right = distances(normal(seed + 10, 6, 2, 0));
        double best = best(left, right, new int[6], 0);
        Matching found = match(MatchProblem.ofStructures(left, right), Map.of("epsilon", 0.002, "starts", 10));
        assertTrue(found.value() <= best + 0.01 * best, "seed " + seed + ": " + found.value() + " against " + best);
    }

    private static double best(INDArray left, INDArray right, int[] to, int next) {
        if (next == to.length) {
            double sum = 0;
            for (int i = 0; i < to.length; i++) {
                for (int k = 0; k < to.length; k++) {
                    sum += Math.pow(left.getDouble(i, k) - right.getDouble(to[i], to[k]), 2);
                }
            }
            return sum / to.length / to.length;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < to.length; j++) {
            boolean free = true;
            for (int i = 0; i < next; i++) {
                free &= to[i] != j;
            }
            if (free) {
                to[next] = j;
                least = Math.min(least, best(left, right, to, next + 1));
            }
        }
        return least;
    }

    private static INDArray distances(INDArray points) {
        double[] flat = Host.doubles(points);
        return Nd4j.createFromArray(GroundCost.EUCLIDEAN.between(flat, flat, (int) points.size(1)))
                .reshape('c', points.size(0), points.size(0));
    }

    @Test
    void oneStepIsReportedAsUnconverged() {
        MatchProblem problem = new Problems(3).planted(10, 10, Given.STRUCTURES).problem();
        Matching found = match(problem, Map.of("epsilon", 2, "maxIterations", 1, "starts", 1, "tolerance", 0));
        assertFalse(found.converged(), found.toString());
        assertEquals(1, found.iterations());
    }

    @Test
    void directedStructuresAreRejected() {
        INDArray directed = Nd4j.createFromArray(new double[][] {{0, 1}, {2, 0}});
        INDArray fine = Nd4j.createFromArray(new double[][] {{0, 1}, {1, 0}});
        requireMessage(
                "match/gromov-wasserstein: the left structure must be symmetric, got 2.0 for 1 to 0 and 1.0 back; take the"
                        + " mean of both directions",
                () -> match(MatchProblem.ofStructures(directed, fine), Map.of()));
    }

    @Test
    void theDefaultComesWithinAHundredthOfTheExactValue() {
        // POT's conditional gradients, the best of 21 starts
        Matching found = match(
                MatchProblem.ofStructures(GoldenTransport.matrix("left"), GoldenTransport.matrix("right")), Map.of());
        assertTrue(found.converged(), found.toString());
        assertTrue(found.value() <= 1.01 * GoldenTransport.number("gromov"), found.toString());
    }
}
