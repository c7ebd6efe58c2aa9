package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimplexWeightsTest {
    /** The search stops when a step gains less than 1e-12, which leaves weights good to about the root of that. */
    private static final double TOLERANCE = 1e-4;

    private static boolean[][] all(int members, int rows) {
        boolean[][] present = new boolean[members][rows];
        for (boolean[] member : present) {
            Arrays.fill(member, true);
        }
        return present;
    }

    private static int[] rows(int n) {
        return IntStream.range(0, n).toArray();
    }

    @Test
    void twoMembersMatchTheHandComputedOptimum() {
        // f(w) = log(0.2 + 0.6 w) + log(0.8 - 0.6 w) + log(0.2 + 0.6 w), w = weight of the first member:
        // 2 * 0.6 / (0.2 + 0.6 w) = 0.6 / (0.8 - 0.6 w)  =>  1.6 - 1.2 w = 0.2 + 0.6 w  =>  w = 1.4 / 1.8 = 7/9
        double[][] q = {{0.8, 0.2, 0.8}, {0.2, 0.8, 0.2}};
        double[] w = SimplexWeights.fit(q, all(2, 3), rows(3));
        assertEquals(7.0 / 9, w[0], TOLERANCE);
        assertEquals(2.0 / 9, w[1], TOLERANCE);
    }

    @Test
    void theObjectiveIsTheMeanLogProbabilityUnderTheMembersThatArePresent() {
        // row 0: 1/4 * 0.8 + 3/4 * 0.4 = 0.5 of mass 1; row 1, the first alone: 1/4 * 0.4 = 0.1 of mass 1/4
        double[][] q = {{0.8, 0.4}, {0.4, 0}};
        boolean[][] present = {{true, true}, {true, false}};
        double[] w = {0.25, 0.75};
        double expected = (Math.log(0.5) + Math.log(0.4)) / 2;
        assertEquals(expected, SimplexWeights.objective(w, q, present, rows(2)), 1e-15);
        assertEquals(0, SimplexWeights.objective(w, q, present, rows(0)), "of no rows");
    }

    @Test
    void aMemberThatIsAlwaysBetterGetsEverything() {
        double[] w = SimplexWeights.fit(new double[][] {{0.9, 0.8}, {0.3, 0.1}}, all(2, 2), rows(2));
        assertArrayEquals(new double[] {1, 0}, w, 1e-3);
    }

    @Test
    void rowsThatHaveOneMemberSayNothingOfTheWeights() {
        // the second member is present in row 0 alone, with the first; where only one is present the pool is that
        // member's
        boolean[][] present = {{true, true, true}, {true, false, false}};
        double[][] q = {{0.5, 0.9, 0.9}, {0.5, 0, 0}};
        double[] w = SimplexWeights.fit(q, present, rows(3));
        assertArrayEquals(new double[] {0.5, 0.5}, w, TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noPointOfAGridOnTheSimplexIsBetter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] q = new double[3][40];
        for (double[] member : q) {
            for (int i = 0; i < member.length; i++) {
                member[i] = random.nextDouble(0.01, 1);
            }
        }
        double[] w = SimplexWeights.fit(q, all(3, 40), rows(40));
        assertEquals(1, w[0] + w[1] + w[2], 1e-12, "seed " + seed);
        double found = SimplexWeights.objective(w, q, all(3, 40), rows(40));
        for (int a = 0; a <= 50; a++) {
            for (int b = 0; b <= 50 - a; b++) {
                double[] grid = {a / 50.0, b / 50.0, (50 - a - b) / 50.0};
                double value = SimplexWeights.objective(grid, q, all(3, 40), rows(40));
                assertTrue(value <= found + 1e-7, "seed " + seed + ": " + Arrays.toString(grid) + " is better");
            }
        }
    }
}
