package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Worked examples; the identity is the encoder of every modality. */
class LowRankFusionTest {
    private static final double EXACT = 1e-6; // sigmoid and tanh of a network are good to single precision

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
        Forward run = Forward.two(1);
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
