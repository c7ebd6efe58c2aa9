package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matching;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Supervision;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class HungarianMatcherTest {
    private static final MatchProblem HUB =
            MatchProblem.ofSimilarity(Nd4j.createFromArray(new double[][] {{9, 8, 0}, {9, 1, 0}, {9, 6, 4}}));

    private static Matching match(MatchProblem problem) {
        return new HungarianMatcher().match(problem, new NoOptions(), FitContext.seeded(1));
    }

    @Test
    void aHubGoesToWhomItMattersMost() {
        // everybody's most similar item is 0; 8 + 9 + 4 = 21 is the most in total
        Matching found = match(HUB);
        assertArrayEquals(new int[] {1, 0, 2}, found.rightOf());
        assertEquals(21, found.value(), 0);
        assertEquals(3, found.iterations());
    }

    @Test
    void aKnownPairIsKeptAndCounted() {
        Matching found = match(HUB.withKnown(Supervision.seeds(new int[] {0}, new int[] {0})));
        assertArrayEquals(new int[] {0, 2, 1}, found.rightOf()); // 9, then 0 + 6 beats 1 + 4
        assertEquals(15, found.value(), 0);
    }

    @Test
    void knownPairsThatMeetAreRejected() {
        MatchProblem twice = HUB.withKnown(Supervision.seeds(new int[] {0, 1}, new int[] {2, 2}));
        assertEquals(
                "match/hungarian: known pairs must be one to one, but 1 - 2 names an item that is in another pair",
                assertThrows(IllegalArgumentException.class, () -> match(twice)).getMessage());
        assertEquals(
                "match/hungarian: all pairs are known already; give Supervision.seeds for the known ones, or unpaired()",
                assertThrows(IllegalArgumentException.class, () -> match(HUB.withKnown(Supervision.paired())))
                        .getMessage());
    }

    @Test
    void whatTheProblemLacksIsSaid() {
        MatchProblem structures = MatchProblem.ofStructures(Nd4j.eye(2), Nd4j.eye(2));
        assertEquals(
                "match/hungarian reads the similarity, which this problem lacks; make it with MatchProblem.ofSimilarity",
                assertThrows(IllegalArgumentException.class, () -> match(structures))
                        .getMessage());
        MatchProblem broken = MatchProblem.ofSimilarity(Nd4j.createFromArray(new double[][] {{1, Double.NaN}}));
        assertEquals(
                "match/hungarian: the similarity must be finite, got NaN in row 0, column 1",
                assertThrows(IllegalArgumentException.class, () -> match(broken))
                        .getMessage());
    }
}
