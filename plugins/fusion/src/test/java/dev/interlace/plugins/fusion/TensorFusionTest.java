package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked examples; the identity is the encoder of every modality. */
class TensorFusionTest {
    private static final double EXACT = 1e-6; // sigmoid and tanh of a network are good to single precision

    @Test
    void theTensorHoldsEveryModalityAloneAndEveryProduct() {
        // [1; 1, 2] x [1; 3, 1/2] = 1, 3, .5 | 1, 3, .5 | 2, 6, 1; V adds the entries (0,0) + (1,1) and takes (2,1)
        double[][] identity = {{1, 0}, {0, 1}};
        for (float presence : new float[] {1, 0}) {
            double[][] v = new double[9][2];
            v[0][0] = 1;
            v[4][0] = 1;
            v[7][1] = 1;
            double[][] z = Forward.two(presence)
                    .set("a.factor.weight", identity)
                    .set("b.factor.weight", identity)
                    .set("joint.weight", v)
                    .fuse(new TensorFusion(), Map.of("hidden", 2, "factor", 2, "missing", "AVAILABLE_ONLY"));
            assertArrayEquals(presence == 1 ? new double[] {4, 6} : new double[] {1, 0}, z[0], EXACT);
        }
    }

    @Test
    void aTensorThatIsTooLargeIsRejectedByItsSize() {
        assertEquals(
                "fusion/tensor: a factor of 256 and 2 modalities make a tensor of 66049 entries, at most 65536; lower factor or"
                        + " use fusion/low-rank",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Forward.two(1).fuse(new TensorFusion(), Map.of("hidden", 2, "factor", 256)))
                        .getMessage());
    }
}
