package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxRegressionTest {
    /** The search ends where no entry of the gradient is above 1e-7. */
    private static final double TOLERANCE = 1e-5;

    @Test
    void withoutInformationItGivesTheClassShares() {
        double[][] x = {{0}, {0}, {0}, {0}};
        SoftmaxRegression fit = SoftmaxRegression.fit(x, new int[] {0, 1, 1, 1}, 2, 1, (done, value) -> {});
        assertArrayEquals(new double[] {0.25, 0.75}, fit.predict(new double[] {0}), TOLERANCE);
    }

    @Test
    void oneFeatureMatchesTheHandComputedOptimum() {
        // x = +1 twice and -1 twice, one row of each the other way round would be no signal; here 3 of 4 agree on each
        // side:
        // by symmetry b = 0 and W = (w, -w); with q = 1 / (1 + exp(-2w)) the stationary point is q - 3/4 + ridge * w =
        // 0
        double[][] x = {{1}, {1}, {1}, {1}, {-1}, {-1}, {-1}, {-1}};
        double ridge = 0.1;
        SoftmaxRegression fit =
                SoftmaxRegression.fit(x, new int[] {0, 0, 0, 1, 1, 1, 1, 0}, 2, ridge, (done, value) -> {});
        double w = fit.w()[0];
        assertEquals(0.75, 1 / (1 + Math.exp(-2 * w)) + ridge * w, TOLERANCE);
        assertEquals(-w, fit.w()[1], TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theGradientVanishesAtTheEnd(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = new double[25][4];
        int[] labels = new int[25];
        for (int row = 0; row < 25; row++) {
            for (int f = 0; f < 4; f++) {
                x[row][f] = random.nextGaussian();
            }
            labels[row] = random.nextInt(3);
        }
        double ridge = 0.01;
        SoftmaxRegression fit = SoftmaxRegression.fit(x, labels, 3, ridge, (done, value) -> {});
        for (int f = 0; f < 4; f++) {
            for (int c = 0; c < 3; c++) {
                double slope = ridge * fit.w()[f * 3 + c];
                for (int row = 0; row < 25; row++) {
                    slope += (fit.predict(x[row])[c] - (labels[row] == c ? 1 : 0)) * x[row][f] / 25;
                }
                assertEquals(0, slope, TOLERANCE, "seed " + seed);
            }
        }
    }
}
