package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked example of the product of two factors. */
class BilinearFusionTest {
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
}
