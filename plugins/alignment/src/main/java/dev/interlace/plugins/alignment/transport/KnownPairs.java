package dev.interlace.plugins.alignment.transport;

import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The certain pairs of a matching problem.
 *
 * @param rightOf {@code [n]}, the known partner of each left item, -1 where none is known
 * @param freeLeft left items without one
 * @param freeRight right items without one
 */
@SuppressWarnings("ArrayRecordComponent") // item numbers; never compared
record KnownPairs(int[] rightOf, int[] freeLeft, int[] freeRight) {
    static KnownPairs of(String method, MatchProblem problem) {
        int n = problem.leftItems();
        int m = problem.rightItems();
        int[] rightOf = new int[n];
        Arrays.fill(rightOf, -1);
        boolean[] taken = new boolean[m];
        if (problem.known() instanceof Supervision.Paired) {
            if (n != m) {
                throw new IllegalArgumentException(
                        method + ": known pairs by row need equal sides, got " + n + " left and " + m + " right items");
            }
            return new KnownPairs(IntStream.range(0, n).toArray(), new int[0], new int[0]);
        }
        if (problem.known() instanceof Supervision.Seeds seeds) {
            for (int k = 0; k < seeds.left().length; k++) {
                int i = seeds.left()[k];
                int j = seeds.right()[k];
                if (rightOf[i] >= 0 || taken[j]) {
                    throw new IllegalArgumentException(method + ": the known pair " + i + " - " + j
                            + " names an item that another known pair has");
                }
                rightOf[i] = j;
                taken[j] = true;
            }
        }
        return new KnownPairs(
                rightOf,
                IntStream.range(0, n).filter(i -> rightOf[i] < 0).toArray(),
                IntStream.range(0, m).filter(j -> !taken[j]).toArray());
    }
}
