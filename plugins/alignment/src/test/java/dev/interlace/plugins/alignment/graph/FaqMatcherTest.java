package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.Graph;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matching;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class FaqMatcherTest {
    private static Matching match(MatchProblem problem, int starts) {
        return new FaqMatcher().match(problem, new FaqMatcher.Options(starts, 30, 0.03, 1), FitContext.seeded(1));
    }

    @Test
    void aPathIsLaidOnAPath() {
        // left 0 - 1 - 2 - 3 with weights 1, 2, 3; right the same path with its nodes numbered backwards
        double[][] left = {{0, 1, 0, 0}, {1, 0, 2, 0}, {0, 2, 0, 3}, {0, 0, 3, 0}};
        double[][] right = {{0, 3, 0, 0}, {3, 0, 2, 0}, {0, 2, 0, 1}, {0, 0, 1, 0}};
        Matching found = match(MatchProblem.ofStructures(Nd4j.createFromArray(left), Nd4j.createFromArray(right)), 1);
        assertArrayEquals(new int[] {3, 2, 1, 0}, found.rightOf());
        assertEquals(2 * (1 + 4 + 9), found.value(), 0); // each edge counts in both directions
        assertTrue(found.converged());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isomorphicGraphsAreRecoveredWithAFewKnownPairs(long seed) {
        int n = 40;
        int known = 5;
        SplittableRandom random = new SplittableRandom(seed);
        int[] place = new SeedSource(seed).permutation(n);
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (random.nextInt(4) == 0) {
                    edges.add(new int[] {i, j});
                }
            }
        }
        Graph left = Graph.undirected(n, edges.toArray(int[][]::new));
        Graph right = Graph.undirected(
                n, edges.stream().map(e -> new int[] {place[e[0]], place[e[1]]}).toArray(int[][]::new));
        int[] first = IntStream.range(0, known).toArray();
        Supervision seeds = Supervision.seeds(first, Arrays.copyOf(place, known));
        Matching found = match(MatchProblem.ofGraphs(left, right).withKnown(seeds), 1);
        assertArrayEquals(place, found.rightOf(), "seed " + seed);
        assertEquals(left.edges(), found.value(), 0, "every edge lies on an edge; seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 12, 20})
    void valuesAreAtLeastThoseOfAnotherProgram(int nodes) {
        MatchProblem problem = MatchProblem.ofStructures(
                Nd4j.createFromArray(GoldenGraph.matrix("faq." + nodes + ".left")),
                Nd4j.createFromArray(GoldenGraph.matrix("faq." + nodes + ".right")));
        if (nodes > 10) {
            double[][] known = GoldenGraph.matrix("faq." + nodes + ".known");
            problem = problem.withKnown(Supervision.seeds(
                    Arrays.stream(known).mapToInt(pair -> (int) pair[0]).toArray(),
                    Arrays.stream(known).mapToInt(pair -> (int) pair[1]).toArray()));
        }
        double value = GoldenGraph.number("faq." + nodes + ".value");
        double one = match(problem, 1).value();
        double several = match(problem, 8).value();
        // entries of 0 and 1 leave ties among assignments, which may be broken another way; one start may end
        // elsewhere, not far
        assertTrue(one >= 0.8 * value, one + " against " + value);
        assertTrue(several >= value, several + " against " + value);
        assertTrue(several >= one, "the best of several starts is no worse than the first");
    }

    @Test
    void similaritiesAcrossDecideWhereStructuresDoNot() {
        // a triangle fits itself in six ways
        double[][] triangle = {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}};
        double[][] across = {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}};
        MatchProblem problem = MatchProblem.ofStructures(Nd4j.createFromArray(triangle), Nd4j.createFromArray(triangle))
                .withSimilarity(Nd4j.createFromArray(across));
        Matching found = match(problem, 1);
        assertArrayEquals(new int[] {2, 0, 1}, found.rightOf());
        assertEquals(6 + 3, found.value(), 1e-12);
    }

    @Test
    void allPairsKnownLeavesNothingToDo() {
        MatchProblem problem = MatchProblem.ofStructures(Nd4j.eye(2), Nd4j.eye(2))
                .withKnown(Supervision.seeds(new int[] {0, 1}, new int[] {1, 0}));
        assertArrayEquals(new int[] {1, 0}, match(problem, 3).rightOf());
    }

    @Test
    void aProblemWithoutStructuresIsRejected() {
        assertEquals(
                "match/faq reads the structures, which this problem lacks; make it with MatchProblem.ofStructures",
                assertThrows(IllegalArgumentException.class, () -> match(MatchProblem.ofSimilarity(Nd4j.eye(2)), 1))
                        .getMessage());
    }
}
