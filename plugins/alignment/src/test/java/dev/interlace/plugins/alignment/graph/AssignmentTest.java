package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentTest {
    /** Sums of a few numbers of order 1 in double precision. */
    private static final double TOLERANCE = 1e-9;

    private static Assignment least(double[][] cost) {
        return Assignment.leastCost(cost, () -> {});
    }

    @Test
    void aSmallAssignmentIsRight() {
        // the least of each row is in column 0 both times; 2 + 1 beats 1 + 3
        Assignment found = least(new double[][] {{1, 2}, {1, 3}});
        assertArrayEquals(new int[] {1, 0}, found.rightOf());
        assertEquals(3, found.cost(), 0);
        assertEquals(2, found.augmentations());
    }

    @Test
    void withMoreRowsThanColumnsTheDearestStayAlone() {
        Assignment found = least(new double[][] {{5}, {-1}, {2}});
        assertArrayEquals(new int[] {-1, 0, -1}, found.rightOf());
        assertEquals(-1, found.cost(), 0);
    }

    @Test
    void theGreatestGainIsTheLeastOfNegativeCost() {
        Assignment found = Assignment.greatestGain(new double[][] {{1, 2, 0}, {4, 6, 1}}, () -> {});
        assertArrayEquals(new int[] {0, 1}, found.rightOf()); // 1 + 6 beats 2 + 4
        assertEquals(7, found.cost(), 0);
    }

    @Test
    void nothingToAssignIsAllowed() {
        assertEquals(0, least(new double[0][]).rightOf().length);
        assertArrayEquals(new int[] {-1}, least(new double[1][0]).rightOf());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noOtherAssignmentCostsLess(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 1; n <= 7; n++) {
            for (int m = Math.max(1, n - 1); m <= Math.min(7, n + 1); m++) {
                double[][] cost = new double[n][m];
                for (double[] row : cost) {
                    Arrays.setAll(row, c -> random.nextInt(10) - 4); // small numbers, so that there are ties
                }
                Assignment found = least(cost);
                double best =
                        n <= m ? bruteForce(cost, 0, new boolean[m]) : bruteForce(transposed(cost), 0, new boolean[n]);
                assertEquals(best, found.cost(), TOLERANCE, n + " x " + m + ", seed " + seed);
                assertEquals(
                        Math.min(n, m),
                        Arrays.stream(found.rightOf())
                                .filter(j -> j >= 0)
                                .distinct()
                                .count(),
                        "everyone of the smaller side, once; seed " + seed);
            }
        }
    }

    private static double[][] transposed(double[][] cost) {
        double[][] t = new double[cost[0].length][cost.length];
        for (int i = 0; i < cost.length; i++) {
            for (int j = 0; j < t.length; j++) {
                t[j][i] = cost[i][j];
            }
        }
        return t;
    }

    private static double bruteForce(double[][] cost, int row, boolean[] taken) {
        if (row == cost.length) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                best = Math.min(best, cost[row][j] + bruteForce(cost, row + 1, taken));
                taken[j] = false;
            }
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(strings = {"8x8", "6x13", "15x4", "30x30"})
    void costsAreThoseOfAnotherProgram(String size) {
        assertEquals(
                GoldenGraph.number("assignment." + size + ".cost"),
                least(GoldenGraph.matrix("assignment." + size)).cost(),
                TOLERANCE);
    }

    @Test
    void hugeAndTinyCostsAreKeptApart() {
        Assignment found = least(new double[][] {{1e12, 1e12 + 1}, {1e12, 1e12 + 3}});
        assertTrue(
                found.rightOf()[1] == 0, "row 1 would pay 3 more, row 0 only 1: " + Arrays.toString(found.rightOf()));
    }
}
