package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked examples; the identity is the encoder of every modality. */
class FilmFusionTest {
    private static final double EXACT = 1e-6; // sigmoid and tanh of a network are good to single precision

    @Test
    void modulationScalesAndShifts() {
        // condition b = (3, 1/2): gamma = (3, 0), beta = (1/2, 1/2); a = (1, 2): (1 + 3) 1 + 1/2 = 4.5, (1 + 0) 2 + 1/2
        // = 2.5
        for (float presence : new float[] {1, 0}) {
            double[][] z = Forward.two(presence)
                    .set("a.gamma.weight", new double[] {1, 0}, new double[] {0, 0})
                    .set("a.beta.weight", new double[] {0, 0}, new double[] {1, 1})
                    .fuse(
                            new FilmFusion(),
                            Map.of("hidden", 2, "after", 0, "condition", "b", "missing", "AVAILABLE_ONLY"));
            double[] expected = presence == 1 ? new double[] {3, 0.5, 4.5, 2.5} : new double[] {0, 0, 1, 2};
            assertArrayEquals(expected, z[0], EXACT);
        }
    }

    @Test
    void anUnknownConditionIsRejected() {
        assertEquals(
                "fusion/film: Options.condition: unknown modality 'bb'; did you mean 'b'? Known: a, b",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Forward.two(1).fuse(new FilmFusion(), Map.of("hidden", 2, "condition", "bb")))
                        .getMessage());
    }
}
