package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.fusion.LateFusion.Calibration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratorTest {
    /** Bisection and Newton stop when a step is lost in rounding. */
    private static final double EXACT = 1e-6;

    @Test
    void theTemperatureOfTwoRowsIsTheHandComputedOne() {
        // p = (0.8, 0.2) three times, right twice: softmax(b log p) = 4^b / (1 + 4^b) must be 2/3, so 4^b = 2, b = 1/2,
        // T = 2
        double[][] p = {{0.8, 0.2}, {0.8, 0.2}, {0.8, 0.2}};
        Calibrator calibrator = Calibrator.fit(Calibration.TEMPERATURE, p, new int[] {0, 0, 1});
        assertEquals(2, calibrator.temperature(), EXACT);
        assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0}, calibrator.apply(new double[] {0.8, 0.2}), EXACT);
    }

    @Test
    void isotonicPoolsTheViolators() {
        // of class 0: scores 0.1, 0.2, 0.3, 0.4 with hits 0, 1, 0, 1: the middle two are pooled to 1/2
        double[][] p = {{0.1, 0.9}, {0.2, 0.8}, {0.3, 0.7}, {0.4, 0.6}};
        Calibrator calibrator = Calibrator.fit(Calibration.ISOTONIC, p, new int[] {1, 0, 1, 0});
        // class 1 mirrors it: scores 0.6, 0.7, 0.8, 0.9 with hits 0, 1, 0, 1; 0.25 lies in the pooled block of both
        assertArrayEquals(new double[] {0.5, 0.5}, calibrator.apply(new double[] {0.25, 0.75}), EXACT);
        assertArrayEquals(new double[] {0, 1}, calibrator.apply(new double[] {0.05, 0.95}), EXACT);
        assertArrayEquals(new double[] {1, 0}, calibrator.apply(new double[] {0.9, 0.1}), EXACT);
        // halfway between 0.1 (0) and 0.2 (1/2): 1/4; class 1 at 0.85 halfway between 1/2 and 1: 3/4
        assertArrayEquals(new double[] {0.25, 0.75}, calibrator.apply(new double[] {0.15, 0.85}), EXACT);
    }

    @Test
    void plattMatchesAClosedFormOnTwoScores() {
        // log-odds of class 0 are +ln 4 and -ln 4. Of 4 rows at +ln 4 three are hits, of 4 at -ln 4 one is: N+ = 4, N-
        // = 4, targets
        // 5/6 and 1/6. A logistic with two free numbers reaches the mean target of each score:
        // (3 * 5/6 + 1/6) / 4 = 2/3 and (5/6 + 3 * 1/6) / 4 = 1/3, so a ln 4 + b = ln 2, -a ln 4 + b = -ln 2, a = 1/2,
        // b = 0
        double[][] p = {{0.8, 0.2}, {0.8, 0.2}, {0.8, 0.2}, {0.8, 0.2}, {0.2, 0.8}, {0.2, 0.8}, {0.2, 0.8}, {0.2, 0.8}};
        Calibrator calibrator = Calibrator.fit(Calibration.PLATT, p, new int[] {0, 0, 0, 1, 0, 1, 1, 1});
        assertArrayEquals(new double[] {0.5, 0}, calibrator.curves().get(0), EXACT);
        assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0}, calibrator.apply(new double[] {0.8, 0.2}), EXACT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noTemperatureOfAGridIsBetter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] p = new double[30][3];
        int[] labels = new int[30];
        for (int row = 0; row < p.length; row++) {
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                p[row][c] = random.nextDouble(0.01, 1);
                sum += p[row][c];
            }
            for (int c = 0; c < 3; c++) {
                p[row][c] /= sum;
            }
            labels[row] = random.nextInt(4) == 0 ? random.nextInt(3) : largest(p[row]);
        }
        double found = loss(Calibrator.fit(Calibration.TEMPERATURE, p, labels), p, labels);
        for (double b = 0.02; b < 90; b *= 1.05) {
            double other = loss(new Calibrator(Calibration.TEMPERATURE, List.of(new double[] {b})), p, labels);
            assertTrue(found <= other + 1e-9, "seed " + seed + ": 1/T = " + b + " is better");
        }
    }

    private static int largest(double[] p) {
        int best = 0;
        for (int c = 0; c < p.length; c++) {
            best = p[c] > p[best] ? c : best;
        }
        return best;
    }

    private static double loss(Calibrator calibrator, double[][] p, int[] labels) {
        double sum = 0;
        for (int row = 0; row < p.length; row++) {
            sum -= Math.log(calibrator.apply(p[row])[labels[row]]);
        }
        return sum / p.length;
    }

    @ParameterizedTest
    @EnumSource(Calibration.class)
    void everyKindGivesProbabilitiesAtTheEdges(Calibration kind) {
        double[][] certain = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}; // every row right and certain, and one row only
        for (double[][] p : new double[][][] {certain, {{1, 0, 0}}, {}}) {
            int[] labels = p.length == 3 ? new int[] {0, 1, 2} : new int[p.length];
            Calibrator calibrator = Calibrator.fit(kind, p, labels);
            for (double[] row : new double[][] {{1, 0, 0}, {0, 0, 1}, {0.2, 0.3, 0.5}}) {
                double sum = 0;
                for (double q : calibrator.apply(row)) {
                    assertTrue(q >= 0 && q <= 1, kind + " gives " + q);
                    sum += q;
                }
                assertEquals(1, sum, 1e-12, kind.name());
            }
        }
    }

    @Test
    void withoutRowsNothingIsChanged() {
        double[] p = {0.2, 0.3, 0.5};
        assertArrayEquals(
                p,
                Calibrator.fit(Calibration.PLATT, new double[0][], new int[0]).apply(p),
                0);
    }
}
