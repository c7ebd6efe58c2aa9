package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked examples; the identity is the encoder of every modality. */
class ConcatFusionTest {
    private static final double EXACT = 1e-6;

    @Test
    void theJointLayerReadsTheEncodingsSideBySide() {
        // (1, 2 | 3, 1/2): first unit 1 + 3, second 2 - 1/2
        double[][] z = Forward.two(1)
                .set("joint.weight", new double[] {1, 0}, new double[] {0, 1}, new double[] {1, 0}, new double[] {0, -1
                })
                .fuse(new ConcatFusion(), Map.of("hidden", 2, "depth", 1));
        assertArrayEquals(new double[] {4, 1.5}, z[0], EXACT);
    }

    @Test
    void tokensAreEncodedOneByOneAndThenAveraged() {
        // relu of the two tokens (1, 0), (0, 3): mean (1/2, 3/2); padding does not count
        double[][] z = new Forward()
                .with("v", new double[][][] {{{1, -4}, {-1, 3}, {9, 9}}}, 2)
                .identity("v", 2)
                .set("joint.weight", new double[] {1, 0}, new double[] {0, 1})
                .fuse(new ConcatFusion(), Map.of("hidden", 2, "depth", 1));
        assertArrayEquals(new double[] {0.5, 1.5}, z[0], EXACT);
    }
}
