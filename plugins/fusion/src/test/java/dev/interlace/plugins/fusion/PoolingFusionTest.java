package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.interlace.plugins.fusion.PoolingFusion.Pool;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolingFusionTest {
    private static final double EXACT = 1e-7; // zeros of a new bias are written in single precision

    private static double[][] pooled(Pool pool, String missing) {
        return new Forward()
                .with("a", new double[][] {{1, 4}, {7, 7}, {7, 7}}, 1, 0, 0)
                .with("b", new double[][] {{3, 2}, {5, 6}, {7, 7}}, 1, 1, 0)
                .identity("a", 2)
                .identity("b", 2)
                .fuse(new PoolingFusion(), Map.of("pool", pool, "hidden", 2, "after", 0, "missing", missing));
    }

    private static void requireRows(double[][] actual, double[]... expected) {
        for (int row = 0; row < expected.length; row++) {
            assertArrayEquals(expected[row], actual[row], EXACT, "row " + row);
        }
    }

    @Test
    void everyPoolMatchesItsDefinitionOverTheModalitiesThatArePresent() {
        double[] one = {5, 6};
        double[] nothing = {0, 0};
        requireRows(pooled(Pool.SUM, "AVAILABLE_ONLY"), new double[] {4, 6}, one, nothing);
        requireRows(pooled(Pool.MEAN, "AVAILABLE_ONLY"), new double[] {2, 3}, one, nothing);
        requireRows(pooled(Pool.MAX, "AVAILABLE_ONLY"), new double[] {3, 4}, one, nothing);
        // (1 + 1)(1 + 3) = 8, (1 + 4)(1 + 2) = 15; 1 * (1 + 5) = 6, 1 * (1 + 6) = 7; 1, 1
        requireRows(
                pooled(Pool.PRODUCT, "AVAILABLE_ONLY"), new double[] {8, 15}, new double[] {6, 7}, new double[] {1, 1});
    }

    @Test
    void underAnotherPolicyWhatStandsInAbsentRowsCounts() {
        requireRows(pooled(Pool.SUM, "MEAN"), new double[] {4, 6}, new double[] {12, 13}, new double[] {14, 14});
        requireRows(pooled(Pool.MEAN, "MEAN"), new double[] {2, 3}, new double[] {6, 6.5}, new double[] {7, 7});
    }
}
