package dev.interlace.plugins.alignment.transport;

import static dev.interlace.plugins.alignment.transport.Draws.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.transport.SinkhornMatcher.Options;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Masses;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matching;
import dev.interlace.spi.Supervision;
import dev.interlace.testkit.MatcherContract;
import dev.interlace.testkit.Problems.Given;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SinkhornMatcherTest extends MatcherContract<Options> {
    @Override
    protected SinkhornMatcher method() {
        return new SinkhornMatcher();
    }

    @Override
    protected Given given() {
        return Given.SIMILARITY;
    }

    private Matching match(MatchProblem problem, Map<String, ?> changes) {
        return method().match(problem, method().descriptor().schema().parse(changes), FitContext.seeded(1));
    }

    private static INDArray negative(double[][] costs) {
        return Nd4j.createFromArray(costs).neg();
    }

    @Test
    void twoItemsMatchTheArithmetic() {
        // costs (0, 1; 1, 0) / epsilon 1/2: P = (s, t; t, s), s + t = 1/2, s / t = exp(2)
        double t = 0.5 / (1 + Math.exp(2));
        Matching found = match(
                MatchProblem.ofSimilarity(negative(new double[][] {{0, 1}, {1, 0}})),
                Map.of("epsilonUnit", "ABSOLUTE", "epsilon", 0.5));
        assertArrayEquals(
                new double[] {0.5 - t, t, t, 0.5 - t},
                Host.doubles(found.coupling().orElseThrow()),
                1e-9);
        assertArrayEquals(new int[] {0, 1}, found.rightOf());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSmallEpsilonGivesTheBestOfAllMatchings(long seed) {
        double[] flat = Host.doubles(Draws.normal(seed, 7, 7, 0));
        double[][] costs = new double[7][];
        Arrays.setAll(costs, i -> Arrays.copyOfRange(flat, 7 * i, 7 * i + 7));
        Matching found = match(MatchProblem.ofSimilarity(negative(costs)), Map.of("epsilon", 0.002));
        double own = 0;
        for (int i = 0; i < 7; i++) {
            own += costs[i][found.rightOf()[i]] / 7;
        }
        assertEquals(Draws.cheapest(costs), own, 1e-12, "seed " + seed);
        assertTrue(found.converged(), "seed " + seed + ": " + found);
    }

    @Test
    void knownPairsKeepTheirMassAndTheRestIsShared() {
        MatchProblem problem = MatchProblem.ofSimilarity(negative(new double[][] {{0, 9, 9}, {9, 0, 9}, {9, 9, 0}}))
                .withKnown(Supervision.seeds(new int[] {0}, new int[] {2}));
        Matching found = match(problem, Map.of());
        assertArrayEquals(new int[] {2, 1, 0}, found.rightOf());
        double[] coupling = Host.doubles(found.coupling().orElseThrow());
        assertEquals(1 / 3.0, coupling[2], 1e-12);
        assertEquals(1 / 3.0, coupling[4], 1e-4);
        assertEquals(1, Arrays.stream(coupling).sum(), 1e-12);
        Matching all = match(problem.withKnown(Supervision.paired()), Map.of());
        assertArrayEquals(new int[] {0, 1, 2}, all.rightOf());
    }

    @Test
    void anItemWithoutACounterpartIsLeftOverUnlessAllMassMustMove() {
        MatchProblem problem = MatchProblem.ofSimilarity(negative(new double[][] {{0, 1}, {1, 0}, {50, 50}}));
        Map<String, ?> relaxed = Map.of("epsilonUnit", "ABSOLUTE", "epsilon", 0.1, "mass", "RELAXED", "relaxation", 1);
        double[] exact = Host.doubles(
                match(problem, Map.of("mass", "BOTH_SIDES")).coupling().orElseThrow());
        double[] stays = Host.doubles(match(problem, relaxed).coupling().orElseThrow());
        assertEquals(1 / 3.0, exact[4] + exact[5], 1e-6, "mass of the far item, all moves");
        assertTrue(stays[4] + stays[5] < 1e-6, "mass of the far item, relaxed: " + (stays[4] + stays[5]));
        double[] left =
                Host.doubles(match(problem, Map.of("epsilon", 0.001)).coupling().orElseThrow());
        assertArrayEquals(new double[] {0.5, 0, 0, 0.5, 0, 0}, left, 1e-6, "the far item is left over");
        assertTrue(stays[0] > 0.3 && stays[3] > 0.3, "the others move: " + Arrays.toString(stays));
    }

    @Test
    void theBarycentricMapSendsEveryItemToItsPartnersPoint() {
        MatchProblem problem = MatchProblem.ofSimilarity(negative(new double[][] {{9, 0, 9}, {0, 9, 9}, {9, 9, 0}}));
        INDArray points = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        INDArray images = BarycentricMap.of(match(problem, Map.of()), points);
        assertArrayEquals(new double[] {3, 4, 1, 2, 5, 6}, Host.doubles(images), 1e-6);
        Matching blurred = match(problem, Map.of("epsilon", 1e6));
        double[] middle = Host.doubles(BarycentricMap.of(blurred, points));
        assertArrayEquals(new double[] {3, 4, 3, 4, 3, 4}, middle, 1e-4);
        requireMessage(
                "BarycentricMap: the coupling has 3 right items, the points are [2, 2]",
                () -> BarycentricMap.of(blurred, Nd4j.zeros(2, 2)));
        requireMessage(
                "BarycentricMap needs a matching with a coupling; this method's matching says all, so take the row rightOf[i]"
                        + " instead",
                () -> BarycentricMap.of(new Matching(new int[] {0}, Optional.empty(), 0, 0, true), points));
    }

    @Test
    void itemsMoveTheirMass() {
        // masses 3/4 and 1/4 on both sides, nothing to choose between: the coupling is the product
        MatchProblem problem = MatchProblem.ofSimilarity(Nd4j.zeros(2, 2))
                .withMasses(new Masses(new double[] {3, 1}, new double[] {1, 3}));
        Matching found = match(problem, Map.of("mass", "BOTH_SIDES"));
        assertArrayEquals(
                new double[] {3 / 16.0, 9 / 16.0, 1 / 16.0, 3 / 16.0},
                Host.doubles(found.coupling().orElseThrow()),
                1e-9);
        requireMessage(
                "match/sinkhorn: items that differ in mass have no smaller side; set the option mass to BOTH_SIDES or"
                        + " RELAXED, got SMALLER_SIDE",
                () -> match(problem, Map.of()));
        requireMessage(
                "match/sinkhorn takes masses or known pairs, not both; leave one of them out",
                () -> match(
                        problem.withKnown(Supervision.seeds(new int[] {0}, new int[] {0})),
                        Map.of("mass", "BOTH_SIDES")));
    }

    @Test
    void tooFewIterationsAreReported() {
        MatchProblem problem = MatchProblem.ofSimilarity(Draws.normal(4, 20, 20, 0));
        Matching found = match(problem, Map.of("epsilon", 1e-4, "maxIterations", 20));
        assertFalse(found.converged(), found.toString());
        assertEquals(20, found.iterations());
    }

    @Test
    void twoKnownPartnersOfOneItemAreRejected() {
        MatchProblem problem = MatchProblem.ofSimilarity(Nd4j.zeros(3, 3))
                .withKnown(Supervision.seeds(new int[] {0, 0}, new int[] {1, 2}));
        requireMessage(
                "match/sinkhorn: the known pair 0 - 2 names an item that another known pair has",
                () -> match(problem, Map.of()));
        requireMessage(
                "match/sinkhorn: known pairs by row need equal sides, got 2 left and 3 right items",
                () -> match(MatchProblem.ofSimilarity(Nd4j.zeros(2, 3)).withKnown(Supervision.paired()), Map.of()));
    }

    @Test
    void similaritiesThatAreAllLowMoveLittleMassWhereZeroCostsNothing() {
        INDArray s = Nd4j.createFromArray(
                new double[][] {{0.9, 0.1, 0.2, 0.3}, {0.0, 0.8, -0.4, 0.1}, {0.2, -0.1, 0.5, 0.6}});
        Map<String, Object> zero = Map.of(
                "mass", "RELAXED", "costless", "ZERO", "epsilonUnit", "ABSOLUTE", "epsilon", 0.1, "tolerance", 1e-12);
        // by POT 0.9.7: ot.unbalanced.sinkhorn_unbalanced(a, b, -s, reg=0.1, reg_m=1, reg_type='kl')
        assertEquals(1.3291725586685574, moved(s, zero), 1e-9);
        assertEquals(0.31853758129489124, moved(s.sub(3), zero), 1e-9);
        Map<String, Object> best =
                Map.of("mass", "RELAXED", "epsilonUnit", "ABSOLUTE", "epsilon", 0.1, "tolerance", 1e-12);
        assertEquals(moved(s, best), moved(s.sub(3), best), 1e-9);
    }

    private double moved(INDArray similarity, Map<String, ?> changes) {
        double mass = 0;
        for (double one : Host.doubles(
                match(MatchProblem.ofSimilarity(similarity), changes).coupling().orElseThrow())) {
            mass += one;
        }
        return mass;
    }
}
