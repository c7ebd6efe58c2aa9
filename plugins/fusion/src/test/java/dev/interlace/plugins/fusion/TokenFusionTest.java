package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Worked examples of the products that are hashed and of the networks over tokens. */
class TokenFusionTest {
    private static final double EXACT = 1e-6;
    private static final double[][] ONE = {{1, 0}, {0, 1}};

    @Test
    void bilinearFusionHoldsEachAloneAndTheirProducts() {
        // u_a = (1, 2), u_b = (3, 1/2); parts 1, 2, 3, .5, products 3, .5, 6, 1; V adds 1 + 3 (product a1 b1) and takes
        // the product a2 b1
        for (float presence : new float[] {1, 0}) {
            double[][] v = new double[8][2];
            v[0][0] = 1;
            v[4][0] = 1;
            v[6][1] = 1;
            double[][] z = new Forward()
                    .with("a", new double[][] {{1, 2}})
                    .with("b", new double[][] {{3, 0.5}}, presence)
                    .identity("a", 2)
                    .identity("b", 2)
                    .set("a.factor.weight", ONE)
                    .set("b.factor.weight", ONE)
                    .set("joint.weight", v)
                    .fuse(new BilinearFusion(), Map.of("hidden", 2, "factor", 2, "missing", "AVAILABLE_ONLY"));
            assertArrayEquals(presence == 1 ? new double[] {4, 6} : new double[] {1, 0}, z[0], EXACT);
        }
    }

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

    @Test
    void coAttentionMatchesTheArithmetic() {
        // v has tokens (1, 0), (0, 1) and padding, w the token (2, 0); affinity I: C = tanh(2, 0); of-v and of-w are
        // identities:
        // seen v_1 = tanh((1, 0) + tanh(2) (2, 0)), seen v_2 = tanh((0, 1)); scores by (1, 0): s_1 = tanh(1 + 2 tanh
        // 2), s_2 = 0
        double[][] unit = {{1}, {0}};
        Forward run = new Forward()
                .with("v", new double[][][] {{{1, 0}, {0, 1}, {9, 9}}}, 2)
                .with("w", new double[][][] {{{2, 0}, {7, 7}}}, 1)
                .identity("v", 2)
                .identity("w", 2)
                .set("v-w.affinity", ONE)
                .set("v-w.of-v", ONE)
                .set("v-w.of-w", ONE)
                .set("v-w.v.score", unit)
                .set("v-w.w.score", unit);
        double[][] z = run.fuse(new CoAttentionFusion(), Map.of("hidden", 2, "after", 0));
        double s = Math.exp(Math.tanh(1 + 2 * Math.tanh(2)));
        double w = s / (s + 1);
        assertArrayEquals(
                new double[] {w, 1 - w, 0}, run.explained("v-w.v").toDoubleVector(), EXACT, "padding weighs nothing");
        assertArrayEquals(new double[] {w, 1 - w, 2, 0}, z[0], EXACT);
    }

    @Test
    void anAbsentModalityReachesNobodyThroughTheBottleneck() {
        Map<String, Object> options =
                Map.of("hidden", 4, "heads", 2, "bottleneck", 2, "depth", 2, "missing", "AVAILABLE_ONLY");
        double[][] z = new double[2][];
        double[] garbage = {0, 5};
        for (int i = 0; i < 2; i++) {
            double x = garbage[i];
            z[i] = new Forward()
                    .with("v", new double[][][] {{{1, 0}, {0, 1}}}, 2)
                    .with("w", new double[][][] {{{x, x}, {x, -x}}}, 0)
                    .fuse(new BottleneckFusion(), options)[0];
        }
        assertEquals(12, z[0].length);
        assertArrayEquals(z[0], z[1], 0);
        for (int c = 8; c < 12; c++) {
            assertEquals(0, z[0][c], 0, "the mean of no tokens");
        }
    }

    @Test
    void modalitiesHearOfEachOtherOnlyAfterTheFirstLayer() {
        for (int depth : new int[] {1, 2}) {
            double[][] z = new double[2][];
            for (int i = 0; i < 2; i++) {
                z[i] = new Forward()
                        .with("v", new double[][][] {{{1, 0}, {0, 1}}}, 2)
                        .with("w", new double[][][] {{{i, 1}, {3, -2}}}, 2)
                        .fuse(new BottleneckFusion(), Map.of("hidden", 4, "heads", 2, "bottleneck", 2, "depth", depth))[
                        0];
            }
            double change = 0;
            for (int c = 4; c < 8; c++) { // the tokens of v
                change += Math.abs(z[0][c] - z[1][c]);
            }
            assertEquals(depth > 1, change > 1e-9, "depth " + depth + ": tokens of v changed by " + change);
        }
    }

    @Test
    void aWidthThatIsNoMultipleOfTheHeadsIsRejected() {
        assertEquals(
                "Options.hidden must be a multiple of heads, got hidden 5 and heads 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new BottleneckFusion()
                                        .descriptor()
                                        .schema()
                                        .parse(Map.of("hidden", 5, "heads", 2)))
                        .getMessage());
    }
}
