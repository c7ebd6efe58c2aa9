package dev.interlace.plugins.alignment.contrastive;

import static dev.interlace.plugins.alignment.contrastive.Evaluated.ROUNDING;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.cosine;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.random;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.testkit.AlignmentLossContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

class NtXentLossTest extends AlignmentLossContract<NtXentLoss.Options> {
    @Override
    protected NtXentLoss method() {
        return new NtXentLoss();
    }

    @Test
    void twoOrthogonalPairs() {
        // tau 0.5: of each of 4 views the counterpart has cosine 1, the two others 0: -2 + log(e^2 + 2)
        double[][] rows = {{3, 0}, {0, 0.5}};
        assertEquals(
                Math.log(1 + 2 * Math.exp(-2)), value(method(), new NtXentLoss.Options(0.5), rows, rows), ROUNDING);
    }

    @Test
    void aViewIsNoNegativeOfItself() {
        double[][] rows = {{1, 1}, {1, 1}, {1, 1}};
        // 5 others of equal cosine, not 6
        assertEquals(Math.log(5), value(method(), new NtXentLoss.Options(0.5), rows, rows), ROUNDING);
        // labels 4 4 5: views of pair 0 and 1 see their counterpart and 2 views of pair 2, those of pair 2 all 5
        double expected = (4 * Math.log(3) + 2 * Math.log(5)) / 6;
        assertEquals(expected, value(method(), new NtXentLoss.Options(0.5), rows, rows, 4, 4, 5), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itIsTheMeanOfEquationOneOverAllViews(long seed) {
        double[][] left = random(seed, 5, 4);
        double[][] right = random(seed + 100, 5, 4);
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            double[] own = i < 5 ? left[i] : right[i - 5];
            double below = 0;
            for (int k = 0; k < 10; k++) {
                below += k == i ? 0 : Math.exp(cosine(own, k < 5 ? left[k] : right[k - 5]) / 0.3);
            }
            sum -= Math.log(Math.exp(cosine(own, i < 5 ? right[i] : left[i - 5]) / 0.3) / below);
        }
        assertEquals(sum / 10, value(method(), new NtXentLoss.Options(0.3), left, right), ROUNDING, "seed " + seed);
    }

    @Test
    void itIsFiniteAtBothEndsOfTheTemperature() {
        double[][] left = {{1, 0}, {0, 1}};
        double[][] right = {{0, 1}, {1, 0}};
        // counterparts have cosine 0, one other 1, one 0: log(e^(1/tau) + 2)
        assertEquals(Math.log(Math.E + 2), value(method(), new NtXentLoss.Options(1), left, right), ROUNDING);
        assertEquals(100, value(DataType.FLOAT, method(), new NtXentLoss.Options(0.01), left, right), 1e-4);
    }
}
