package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Worked examples of the networks that join encoded modalities; the identity is their encoder. */
class MidFusionTest {
    private static final double EXACT = 1e-6; // sigmoid and tanh of a network are good to single precision

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static Forward two(float presenceOfB) {
        return new Forward()
                .with("a", new double[][] {{1, 2}})
                .with("b", new double[][] {{3, 0.5}}, presenceOfB)
                .identity("a", 2)
                .identity("b", 2);
    }

    @Test
    void attentionOverModalitiesMixesByTheSoftmaxOfTheScores() {
        // V = I, w = (1, 0): scores tanh(1) and tanh(3); weights exp(tanh 1), exp(tanh 3) over their sum; projections
        // are identities
        double[][] one = {{1, 0}, {0, 1}};
        for (float presence : new float[] {1, 0}) {
            Forward run = two(presence)
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

    private static Forward gated(float presenceOfB) {
        return two(presenceOfB)
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

    @Test
    void modulationScalesAndShifts() {
        // condition b = (3, 1/2): gamma = (3, 0), beta = (1/2, 1/2); a = (1, 2): (1 + 3) 1 + 1/2 = 4.5, (1 + 0) 2 + 1/2
        // = 2.5
        for (float presence : new float[] {1, 0}) {
            double[][] z = two(presence)
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
                                () -> two(1).fuse(new FilmFusion(), Map.of("hidden", 2, "condition", "bb")))
                        .getMessage());
    }

    @Test
    void theTensorHoldsEveryModalityAloneAndEveryProduct() {
        // [1; 1, 2] x [1; 3, 1/2] = 1, 3, .5 | 1, 3, .5 | 2, 6, 1; V adds the entries (0,0) + (1,1) and takes (2,1)
        double[][] identity = {{1, 0}, {0, 1}};
        for (float presence : new float[] {1, 0}) {
            double[][] v = new double[9][2];
            v[0][0] = 1;
            v[4][0] = 1;
            v[7][1] = 1;
            double[][] z = two(presence)
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
                                () -> two(1).fuse(new TensorFusion(), Map.of("hidden", 2, "factor", 256)))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lowRankWithAllRanksIsALinearMapOfTheTensor(long seed) {
        // for every i, the i-th factor of a is the i-th unit vector and that of b the i-th row of W: sum_i [1;a]_i (W_i
        // [1;b])
        SplittableRandom random = new SplittableRandom(seed);
        double[][] w = new double[9][2]; // [3 * 3 entries of the tensor][width]
        for (double[] row : w) {
            row[0] = random.nextGaussian();
            row[1] = random.nextGaussian();
        }
        Forward run = two(1);
        for (int i = 0; i < 3; i++) {
            double[][] unit = new double[3][2];
            unit[i][0] = 1;
            unit[i][1] = 1;
            run.set("a.factor" + (i + 1), unit)
                    .set("b.factor" + (i + 1), w[3 * i].clone(), w[3 * i + 1].clone(), w[3 * i + 2].clone());
        }
        run.set("bias", new double[] {0.25, -1});
        double[][] z = run.fuse(new LowRankFusion(), Map.of("hidden", 2, "rank", 3, "after", 0));
        double[] tensor = {1, 3, 0.5, 1, 3, 0.5, 2, 6, 1};
        double[] expected = {0.25, -1};
        for (int t = 0; t < 9; t++) {
            expected[0] += tensor[t] * w[t][0];
            expected[1] += tensor[t] * w[t][1];
        }
        assertArrayEquals(expected, z[0], EXACT, "seed " + seed);
    }
}
