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

class HardestNegativeLossTest extends AlignmentLossContract<HardestNegativeLoss.Options> {
    @Override
    protected HardestNegativeLoss method() {
        return new HardestNegativeLoss();
    }

    private static final HardestNegativeLoss.Options OPTIONS = new HardestNegativeLoss.Options(0.2);

    @Test
    void onlyTheHardestNegativeOfEachCounts() {
        // cosines [[1, 0.6, 0.8], [0, 0.8, 0.6], [-1, -0.6, -0.8]] of left east, north, west and right east, (.6, .8),
        // (.8, .6)
        // rows: 0.2 + 0.8 - 1 = 0; 0.2 + 0.6 - 0.8 = 0; 0.2 - 0.6 + 0.8 = 0.4
        // columns: 0.2 + 0 - 1 < 0; 0.2 + 0.6 - 0.8 = 0; 0.2 + 0.8 + 0.8 = 1.8
        double[][] left = {{1, 0}, {0, 1}, {-1, 0}};
        double[][] right = {{1, 0}, {0.6, 0.8}, {0.8, 0.6}};
        assertEquals(2.2 / 3, value(method(), OPTIONS, left, right), ROUNDING);
    }

    @Test
    void aSinglePairHasNoNegative() {
        assertEquals(0, value(method(), OPTIONS, new double[][] {{1, 0}}, new double[][] {{-1, 0}}), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itIsEquationSixByASlowLoop(long seed) {
        double[][] left = random(seed, 7, 3);
        double[][] right = random(seed + 100, 7, 3);
        int[] labels = {0, 1, 1, 2, 3, 4, 0};
        double sum = 0;
        for (int i = 0; i < 7; i++) {
            double row = 0;
            double column = 0;
            for (int j = 0; j < 7; j++) {
                if (labels[i] != labels[j]) {
                    row = Math.max(row, 0.2 + cosine(left[i], right[j]) - cosine(left[i], right[i]));
                    column = Math.max(column, 0.2 + cosine(left[j], right[i]) - cosine(left[i], right[i]));
                }
            }
            sum += row + column;
        }
        assertEquals(sum / 7, value(method(), OPTIONS, left, right, labels), ROUNDING, "seed " + seed);
    }
}
