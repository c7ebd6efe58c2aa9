package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked examples; the identity is the encoder of every modality. */
class ModalityAttentionFusionTest {
    private static final double EXACT = 1e-6; // sigmoid and tanh of a network are good to single precision

    @Test
    void attentionOverModalitiesMixesByTheSoftmaxOfTheScores() {
        // V = I, w = (1, 0): scores tanh(1) and tanh(3); weights exp(tanh 1), exp(tanh 3) over their sum; projections
        // are identities
        double[][] one = {{1, 0}, {0, 1}};
        for (float presence : new float[] {1, 0}) {
            Forward run = Forward.two(presence)
                    .set("a.project.weight", one)
                    .set("b.project.weight", one)
                    .set("score.weight", one)
                    .set("score.of", new double[] {1}, new double[] {0});
            double[][] z = run.fuse(new ModalityAttentionFusion(), Map.of("hidden", 2, "missing", "AVAILABLE_ONLY"));
            double ea = Math.exp(Math.tanh(1));
            double eb = presence * Math.exp(Math.tanh(3));
            double[] w = {ea / (ea + eb), eb / (ea + eb)};
            assertArrayEquals(w, run.explained("weights").toDoubleVector(), EXACT);
            assertArrayEquals(new double[] {w[0] * 1 + w[1] * 3, w[0] * 2 + w[1] * 0.5}, z[0], EXACT);
        }
    }
}
