package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked examples of what the classifier reads. */
class EarlyFusionTest {
    private static final double EXACT = 1e-6;

    private static Forward run() {
        return new Forward()
                .with("a", new double[][] {{1, 2}})
                .with("w", new double[][][] {{{4, 1, 0, 2}, {2, 1, 0, 4}, {9, 9, 9, 9}}}, 2);
    }

    @Test
    void theFeaturesStandSideBySideAndTokensByTheirMean() {
        double[][] z = run().fuse(new EarlyFusion(), Map.of("hidden", 0, "blockScaling", false));
        assertArrayEquals(new double[] {1, 2, 3, 1, 0, 3}, z[0], EXACT);
    }

    @Test
    void aModalityIsDividedByTheRootOfItsWidth() {
        double[][] z = run().fuse(new EarlyFusion(), Map.of("hidden", 0, "blockScaling", true));
        double root = Math.sqrt(2); // and the root of 4 is 2
        assertArrayEquals(new double[] {1 / root, 2 / root, 1.5, 0.5, 0, 1.5}, z[0], EXACT);
    }

    @Test
    void aHiddenLayerReadsTheWhole() {
        // first unit 1 + 3 - 1, second relu(2 - 3)
        double[][] weight = {{1, 0}, {0, 1}, {1, 0}, {-1, 0}, {0, 0}, {0, -1}};
        double[][] z =
                run().set("hidden.weight", weight).fuse(new EarlyFusion(), Map.of("hidden", 2, "blockScaling", false));
        assertArrayEquals(new double[] {3, 0}, z[0], EXACT);
    }
}
