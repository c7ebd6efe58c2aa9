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

class SupConLossTest extends AlignmentLossContract<SupConLoss.Options> {
    @Override
    protected SupConLoss method() {
        return new SupConLoss();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withoutLabelsItIsNtXent(long seed) {
        double[][] left = random(seed, 6, 4);
        double[][] right = random(seed + 100, 6, 4);
        double expected = value(new NtXentLoss(), new NtXentLoss.Options(0.2), left, right);
        assertEquals(expected, value(method(), new SupConLoss.Options(0.2), left, right), ROUNDING, "seed " + seed);
    }

    @Test
    void allOfOneLabelAndAlikeCostTheLogOfTheOthers() {
        // every view: -1/3 * 3 * log(1/3)
        double[][] rows = {{1, 1}, {2, 2}};
        assertEquals(Math.log(3), value(method(), new SupConLoss.Options(0.1), rows, rows, 7, 7), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void itIsEquationTwoByASlowLoop(long seed) {
        double[][] left = random(seed, 4, 3);
        double[][] right = random(seed + 100, 4, 3);
        int[] labels = {1, 2, 1, 3};
        double sum = 0;
        for (int i = 0; i < 8; i++) {
            double[] own = i < 4 ? left[i] : right[i - 4];
            double below = 0;
            for (int a = 0; a < 8; a++) {
                below += a == i ? 0 : Math.exp(cosine(own, a < 4 ? left[a] : right[a - 4]) / 0.5);
            }
            double logs = 0;
            int positives = 0;
            for (int p = 0; p < 8; p++) {
                if (p != i && labels[p % 4] == labels[i % 4]) {
                    logs += Math.log(Math.exp(cosine(own, p < 4 ? left[p] : right[p - 4]) / 0.5) / below);
                    positives++;
                }
            }
            sum -= logs / positives;
        }
        assertEquals(
                sum / 8, value(method(), new SupConLoss.Options(0.5), left, right, labels), ROUNDING, "seed " + seed);
    }

    @Test
    void itIsFiniteAtBothEndsOfTheTemperature() {
        double[][] left = {{1, 0}, {0, 1}};
        double[][] right = {{0, 1}, {1, 0}};
        assertEquals(Math.log(Math.E + 2), value(method(), new SupConLoss.Options(1), left, right), ROUNDING);
        assertEquals(100, value(DataType.FLOAT, method(), new SupConLoss.Options(0.01), left, right), 1e-4);
    }
}
