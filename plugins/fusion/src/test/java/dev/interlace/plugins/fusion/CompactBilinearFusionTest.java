package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashed product against the product that is written out. */
class CompactBilinearFusionTest {
    private static final double EXACT = 1e-6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theConvolutionOfSketchesIsTheSketchOfTheOuterProduct(long seed) {
        double[] a = {1, 2, 4};
        double[] b = {3, 0.5, 1};
        float[] first = CompactBilinearFusion.hashes(5, 5, seed, "a first");
        float[] second = CompactBilinearFusion.hashes(5, 5, seed, "b second");
        double[] expected = new double[5]; // pair (i, k) goes to bin a(i) + a(k) mod 5 with the sign s(i) s(k)
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                for (int p = 0; p < 5; p++) {
                    for (int q = 0; q < 5; q++) {
                        expected[(p + q) % 5] += first[5 * i + p] * second[5 * k + q] * a[i] * b[k];
                    }
                }
            }
        }
        double length = 0;
        for (double one : expected) {
            length += one * one;
        }
        for (int j = 0; j < 5; j++) { // relu(y) - relu(-y) = y
            double y = joint(a, b, 1, seed)[j] - joint(a, b, -1, seed)[j];
            assertEquals(expected[j] / Math.sqrt(length), y, EXACT, "seed " + seed);
        }
    }

    /** The network whose joint layer takes the product times {@code sign}; encoders copy three columns into five. */
    private static double[] joint(double[] a, double[] b, int sign, long seed) {
        double[][] copy = {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}};
        double[][] pick = new double[15][5]; // 5 + 5 columns of the modalities alone, 5 of the product
        for (int j = 0; j < 5; j++) {
            pick[10 + j][j] = sign;
        }
        return new Forward()
                .with("a", new double[][] {a})
                .with("b", new double[][] {b})
                .set("a.encoder1.weight", copy)
                .set("b.encoder1.weight", copy)
                .set("joint.weight", pick)
                .fuse(new CompactBilinearFusion(), Map.of("hidden", 5, "sketch", 5, "hashSeed", seed))[0];
    }
}
