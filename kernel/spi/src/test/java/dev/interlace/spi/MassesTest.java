package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MassesTest {
    private static final Masses MASSES = new Masses(new double[] {1, 3}, new double[] {5, 5, 10});

    @Test
    void aSideSumsToOneWhateverWasGiven() {
        assertArrayEquals(new double[] {0.25, 0.75}, MASSES.left());
        assertArrayEquals(new double[] {0.25, 0.25, 0.5}, MASSES.right());
        assertEquals(new Masses(new double[] {2, 6}, new double[] {1, 1, 2}), MASSES);
    }

    @Test
    void whatIsNoMassIsRejected() {
        double[] one = {1};
        assertMessage(
                "Masses.left must be in (0, inf), got 0.0 for point 1; leave out points that do not count",
                () -> new Masses(new double[] {1, 0}, one));
        assertMessage(
                "Masses.right must be in (0, inf), got NaN for point 0; leave out points that do not count",
                () -> new Masses(one, new double[] {Double.NaN}));
        assertMessage(
                "Masses.right must be at least one number with a finite sum, got a sum of 0.0",
                () -> new Masses(one, new double[0]));
    }

    @Test
    void aProblemTakesOneMassForEachItem() {
        MatchProblem problem = MatchProblem.ofSimilarity(Nd4j.zeros(2, 3));
        assertEquals(MASSES, problem.withMasses(MASSES).masses().orElseThrow());
        assertMessage(
                "MatchProblem: there are 2 left and 3 right items, got 1 and 3 masses",
                () -> problem.withMasses(new Masses(new double[] {1}, new double[] {1, 1, 1})));
        assertEquals(problem, problem.requireAlike("match/mine"));
        assertMessage(
                "match/mine counts all items alike and takes no masses; leave them out, or use match/sinkhorn,"
                        + " match/gromov-wasserstein or match/fused-gromov-wasserstein",
                () -> problem.withMasses(MASSES).requireAlike("match/mine"));
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
