package dev.interlace.plugins.alignment.contrastive;

import static dev.interlace.plugins.alignment.contrastive.Evaluated.ROUNDING;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.cosine;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.random;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.testkit.AlignmentLossContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarlowTwinsLossTest extends AlignmentLossContract<BarlowTwinsLoss.Options> {
    @Override
    protected BarlowTwinsLoss method() {
        return new BarlowTwinsLoss();
    }

    private static final BarlowTwinsLoss.Options OPTIONS = new BarlowTwinsLoss.Options(0.5);

    @Test
    void columnsThatCorrelateOneToOneCostNothing() {
        // columns (1, 1, -1, -1) and (1, -1, 1, -1) are orthogonal; length and offset do not matter
        double[][] left = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
        double[][] right = {{7, 2}, {7, -4}, {3, 2}, {3, -4}};
        assertEquals(0, value(method(), OPTIONS, left, right), ROUNDING);
        // right columns exchanged: C = [[0, 1], [1, 0]]: 1 + 1 + 0.5 (1 + 1)
        double[][] exchanged = {{1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
        assertEquals(3, value(method(), OPTIONS, left, exchanged), ROUNDING);
    }

    @Test
    void twoRowsCorrelateFullyAndAConstantColumnNotAtAll() {
        // C = [[1, 0], [-1, 0]] : (1-1)^2 + (1-0)^2 + 0.5 * 1
        double[][] left = {{1, 5}, {2, 3}};
        double[][] right = {{0, 0.1}, {4, 0.1}};
        assertEquals(1.5, value(method(), OPTIONS, left, right), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itIsEquationOneByASlowLoop(long seed) {
        double[][] left = random(seed, 7, 3);
        double[][] right = random(seed + 100, 7, 3);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double c = cosine(centred(left, i), centred(right, j));
                sum += i == j ? (1 - c) * (1 - c) : 0.5 * c * c;
            }
        }
        assertEquals(sum, value(method(), OPTIONS, left, right), ROUNDING, "seed " + seed);
    }

    private static double[] centred(double[][] x, int column) {
        double mean = 0;
        for (double[] row : x) {
            mean += row[column] / x.length;
        }
        double[] c = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            c[i] = x[i][column] - mean;
        }
        return c;
    }

    @Test
    void aSingleRowIsRejected() {
        double[][] one = {{1, 2}};
        assertEquals(
                "loss/barlow needs at least 2 rows, got 1",
                assertThrows(IllegalArgumentException.class, () -> value(method(), OPTIONS, one, one))
                        .getMessage());
    }
}
