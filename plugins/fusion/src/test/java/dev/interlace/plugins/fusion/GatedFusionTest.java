package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked examples; the identity is the encoder of every modality. */
class GatedFusionTest {
    private static final double EXACT = 1e-6; // sigmoid and tanh of a network are good to single precision

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static Forward gated(float presenceOfB) {
        return Forward.two(presenceOfB)
                .set("a.proposal.weight", new double[] {1, 0}, new double[] {0, 1})
                .set("b.proposal.weight", new double[] {1, 0}, new double[] {0, 1})
                .set("a.gate.weight", new double[] {1, 0}, new double[] {0, 0}, new double[] {0, 1}, new double[] {0, 0
                })
                .set("b.gate.weight", new double[4][2]);
    }

    @Test
    void independentGatesMatchTheArithmetic() {
        // gate of a: sigmoid(a_1, b_1) = sigmoid(1, 3); gate of b: sigmoid(0) = 1/2; proposals tanh(1, 2), tanh(3, 1/2)
        double[][] z = gated(1).fuse(new GatedFusion(), Map.of("hidden", 2));
        assertArrayEquals(
                new double[] {
                    sigmoid(1) * Math.tanh(1) + 0.5 * Math.tanh(3), sigmoid(3) * Math.tanh(2) + 0.5 * Math.tanh(0.5)
                },
                z[0],
                EXACT);
        // without b the gate of a sees zeros in its place
        double[][] alone = gated(0).fuse(new GatedFusion(), Map.of("hidden", 2, "missing", "AVAILABLE_ONLY"));
        assertArrayEquals(new double[] {sigmoid(1) * Math.tanh(1), 0.5 * Math.tanh(2)}, alone[0], EXACT);
    }

    @Test
    void tiedGatesSumToOneAndLetThePresentModalityPassWhole() {
        Forward run = gated(1);
        double[][] z = run.fuse(new GatedFusion(), Map.of("hidden", 2, "gates", "TIED"));
        assertArrayEquals(
                new double[] {
                    sigmoid(1) * Math.tanh(1) + sigmoid(-1) * Math.tanh(3),
                    sigmoid(3) * Math.tanh(2) + sigmoid(-3) * Math.tanh(0.5)
                },
                z[0],
                EXACT);
        assertArrayEquals(
                new double[] {1, 1},
                run.explained("gate of a").add(run.explained("gate of b")).toDoubleVector(),
                EXACT);
        double[][] alone =
                gated(0).fuse(new GatedFusion(), Map.of("hidden", 2, "gates", "TIED", "missing", "AVAILABLE_ONLY"));
        assertArrayEquals(new double[] {Math.tanh(1), Math.tanh(2)}, alone[0], EXACT);
    }

    @Test
    void tiedGatesAreForTwo() {
        Forward one = new Forward().with("a", new double[][] {{1, 2}}).identity("a", 2);
        assertEquals(
                "fusion/gated: gates TIED are for 2 modalities, got 1; set the option gates to INDEPENDENT",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> one.fuse(new GatedFusion(), Map.of("hidden", 2, "gates", "TIED")))
                        .getMessage());
    }
}
