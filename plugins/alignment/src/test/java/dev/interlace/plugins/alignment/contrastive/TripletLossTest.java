package dev.interlace.plugins.alignment.contrastive;

import static dev.interlace.plugins.alignment.contrastive.Evaluated.ROUNDING;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.random;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.plugins.alignment.contrastive.TripletLoss.Reduction;
import dev.interlace.testkit.AlignmentLossContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TripletLossTest extends AlignmentLossContract<TripletLoss.Options> {
    @Override
    protected TripletLoss method() {
        return new TripletLoss();
    }

    private static final double[][] EAST_NORTH = {{2, 0}, {0, 3}};

    @Test
    void fourTripletsByHand() {
        // right: east and 45 degrees. s = [[1, h], [0, h]], h = sqrt(1/2); margin 0.5; hinges 2 (s_negative - s_pair) +
        // 0.5:
        // anchor left 0: h - 1 -> 2h - 1.5 < 0; left 1: 0 - h < 0 -> 0; right 0: 0 - 1 -> 0; right 1: h - h -> 0.5
        double[][] right = {{1, 0}, {1, 1}};
        double mean = value(method(), new TripletLoss.Options(0.5, Reduction.MEAN), EAST_NORTH, right);
        assertEquals(0.5 / 4, mean, ROUNDING, "the mean over all 4 triplets");
        double active = value(method(), new TripletLoss.Options(0.5, Reduction.NONZERO), EAST_NORTH, right);
        assertEquals(0.5, active, ROUNDING, "the mean over the only one that costs something");
    }

    @Test
    void satisfiedTripletsCostNothingUnderEitherReduction() {
        for (Reduction reduction : Reduction.values()) {
            assertEquals(0, value(method(), new TripletLoss.Options(0.2, reduction), EAST_NORTH, EAST_NORTH), ROUNDING);
        }
    }

    @Test
    void theMeanOverAllTripletsIsTheDefault() {
        assertEquals(Reduction.MEAN, method().descriptor().schema().defaults().reduction());
    }

    @Test
    void pairsOfTheSameLabelFormNoTriplet() {
        double[][] swapped = {{0, 1}, {1, 0}};
        TripletLoss.Options options = new TripletLoss.Options(0.2, Reduction.MEAN);
        assertEquals(2.2, value(method(), options, EAST_NORTH, swapped), ROUNDING);
        assertEquals(0, value(method(), options, EAST_NORTH, swapped, 1, 1), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itIsTheHingeOnSquaredDistancesByASlowLoop(long seed) {
        double[][] left = unit(random(seed, 5, 3));
        double[][] right = unit(random(seed + 100, 5, 3));
        double sum = 0;
        for (int a = 0; a < 5; a++) {
            for (int n = 0; n < 5; n++) {
                if (n != a) {
                    sum += Math.max(0, squared(left[a], right[a]) - squared(left[a], right[n]) + 0.3);
                    sum += Math.max(0, squared(right[a], left[a]) - squared(right[a], left[n]) + 0.3);
                }
            }
        }
        double value = value(method(), new TripletLoss.Options(0.3, Reduction.MEAN), left, right);
        assertEquals(sum / 40, value, ROUNDING, "seed " + seed);
    }

    private static double[][] unit(double[][] rows) {
        for (double[] row : rows) {
            double length = Math.sqrt(squared(row, new double[row.length]));
            for (int c = 0; c < row.length; c++) {
                row[c] /= length;
            }
        }
        return rows;
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return sum;
    }
}
