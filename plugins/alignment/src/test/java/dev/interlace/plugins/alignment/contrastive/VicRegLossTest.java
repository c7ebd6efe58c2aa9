package dev.interlace.plugins.alignment.contrastive;

import static dev.interlace.plugins.alignment.contrastive.Evaluated.ROUNDING;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.random;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.testkit.AlignmentLossContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VicRegLossTest extends AlignmentLossContract<VicRegLoss.Options> {
    @Override
    protected VicRegLoss method() {
        return new VicRegLoss();
    }

    private static final VicRegLoss.Options PAPER = new VicRegLoss.Options(25, 25, 1, 1);

    @Test
    void twoRowsByHand() {
        // both sides (1, 0), (-1, 0): no distance; column 0 has variance 2 (above 1, costs nothing), column 1 variance
        // 0
        // and costs 1 - sqrt(1e-4) = 0.99, by 2 columns, on both sides: 25 * 2 * 0.495
        double[][] rows = {{1, 0}, {-1, 0}};
        assertEquals(24.75, value(method(), PAPER, rows, rows), ROUNDING);
        // the other side (1, 1), (-1, -1): distance 1 in every row; no variance lacks there, covariance 2 twice: 4
        double[][] diagonal = {{1, 1}, {-1, -1}};
        assertEquals(25 + 12.375 + 4, value(method(), PAPER, rows, diagonal), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itIsTheSumOfItsThreeTermsByASlowLoop(long seed) {
        double[][] left = random(seed, 6, 3);
        double[][] right = random(seed + 100, 6, 3);
        double distance = 0;
        for (int i = 0; i < 6; i++) {
            for (int c = 0; c < 3; c++) {
                distance += Math.pow(left[i][c] - right[i][c], 2) / 6;
            }
        }
        double expected = 3 * distance + 2 * variance(left) + 2 * variance(right);
        expected += 0.5 * covariance(left) + 0.5 * covariance(right);
        double value = value(method(), new VicRegLoss.Options(3, 2, 0.5, 1.5), left, right);
        assertEquals(expected, value, ROUNDING, "seed " + seed);
    }

    private static double cov(double[][] x, int a, int b) {
        double ma = 0;
        double mb = 0;
        for (double[] row : x) {
            ma += row[a] / x.length;
            mb += row[b] / x.length;
        }
        double sum = 0;
        for (double[] row : x) {
            sum += (row[a] - ma) * (row[b] - mb);
        }
        return sum / (x.length - 1);
    }

    private static double variance(double[][] x) {
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            sum += Math.max(0, 1.5 - Math.sqrt(cov(x, j, j) + 1e-4)) / 3;
        }
        return sum;
    }

    private static double covariance(double[][] x) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum += i == j ? 0 : Math.pow(cov(x, i, j), 2) / 3;
            }
        }
        return sum;
    }

    @Test
    void aSingleRowIsRejected() {
        double[][] one = {{1, 2}};
        assertEquals(
                "loss/vicreg needs at least 2 rows, got 1",
                assertThrows(IllegalArgumentException.class, () -> value(method(), PAPER, one, one))
                        .getMessage());
    }
}
