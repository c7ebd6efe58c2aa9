package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MatchingTest {
    private static Matching matching(int... rightOf) {
        return new Matching(rightOf, Optional.empty(), 0, 1, true);
    }

    @Test
    void accuracyCountsTheItemsThatHaveATruth() {
        // right, wrong, not matched, without a truth
        assertEquals(1.0 / 3, matching(2, 0, -1, 1).accuracy(new int[] {2, 1, 3, -1}), 1e-12);
    }

    @Test
    void aRightItemIsMatchedOnce() {
        Rejections.requireMessage(
                "Matching.rightOf must name each right item at most once or be -1, got 0 for left item 1",
                () -> matching(0, 0));
        Rejections.requireMessage(
                "Matching.accuracy: no left item has a truth", () -> matching(0).accuracy(new int[] {-1}));
    }

    @Test
    void graphsBecomeSquareMatrices() {
        MatchProblem problem = MatchProblem.ofGraphs(
                Graph.undirected(3, new int[][] {{0, 1}}), Graph.undirected(2, new int[][] {{0, 1}}));
        assertEquals(3, problem.leftItems());
        assertEquals(2, problem.rightItems());
        assertArrayEquals(
                new float[] {0, 1, 0, 1, 0, 0, 0, 0, 0},
                problem.left().orElseThrow().ravel().toFloatVector());
    }

    @Test
    void partsThatDoNotFitAreRejected() {
        Rejections.requireMessage(
                "MatchProblem.right must be square, got [2, 3]",
                () -> MatchProblem.ofStructures(Nd4j.ones(3, 3), Nd4j.ones(2, 3)));
        Rejections.requireMessage(
                "MatchProblem: the similarity is [2, 3], the structures say [3, 2]",
                () -> MatchProblem.ofStructures(Nd4j.ones(3, 3), Nd4j.ones(2, 2))
                        .withSimilarity(Nd4j.ones(2, 3)));
        Rejections.requireMessage(
                "MatchProblem: there are 3 left and 2 right items, got the known pair 0 - 2",
                () -> MatchProblem.ofSimilarity(Nd4j.ones(3, 2))
                        .withKnown(Supervision.seeds(new int[] {0}, new int[] {2})));
    }
}
