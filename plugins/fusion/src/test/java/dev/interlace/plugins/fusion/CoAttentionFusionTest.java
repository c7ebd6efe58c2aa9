package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked example of two sequences that attend to each other. */
class CoAttentionFusionTest {
    private static final double EXACT = 1e-6;

    private static final double[][] ONE = {{1, 0}, {0, 1}};

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
}
