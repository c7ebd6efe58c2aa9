package dev.interlace.workbench.measures;

import dev.interlace.spi.measure.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * The data of a reliability diagram: rows in bins of their confidence, with the share of right rows of each.
 *
 * <p>Reference: Niculescu-Mizil and Caruana: Predicting Good Probabilities with Supervised Learning, ICML 2005, section
 * 4; bins as in Guo et al.: On Calibration of Modern Neural Networks, ICML 2017, section 2.
 *
 * @param bins the bins in ascending order, empty ones among them
 * @param rows number of rows
 */
public record Reliability(List<Bin> bins, int rows) {
    private static final double ROUNDING = 1e-9; // 1 - 0.7 lies on the edge at 0.3

    /**
     * One bin.
     *
     * @param low its lower edge; with equal mass the least confidence in it
     * @param high its upper edge; with equal mass the greatest confidence in it
     * @param count number of rows
     * @param confidence mean confidence of its rows; NaN of an empty bin
     * @param accuracy share of its rows that are right; NaN of an empty bin
     */
    public record Bin(double low, double high, int count, double confidence, double accuracy) {
        /** How far confidence and accuracy are apart; 0 of an empty bin. */
        public double gap() {
            return count == 0 ? 0 : Math.abs(confidence - accuracy);
        }
    }

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** The reliability of the predicted classes: of each row, the probability of its predicted class. */
    public static Reliability of(Predictions predictions, Bins options) {
        return of(predictions.rows(), predictions::confidence, predictions::right, options);
    }

    /** The reliability of the probabilities of one class. */
    public static Reliability ofClass(Predictions predictions, int c, Bins options) {
        return of(
                predictions.rows(),
                row -> predictions.probability(row, c),
                row -> predictions.truth(row) == c,
                options);
    }

    private static Reliability of(int rows, IntToDoubleFunction confidence, IntPredicate right, Bins options) {
        int bins = options.bins();
        double[] sorted = new double[0];
        if (options.binning() == Bins.Binning.MASS) {
            sorted = new double[rows];
            for (int row = 0; row < rows; row++) {
                sorted[row] = confidence.applyAsDouble(row);
            }
            Arrays.sort(sorted);
        }
        int[] counts = new int[bins];
        double[] sums = new double[bins];
        int[] rights = new int[bins];
        double[] low = new double[bins];
        double[] high = new double[bins];
        for (int b = 0; b < bins; b++) {
            low[b] = sorted.length == 0 ? (double) b / bins : Double.NaN;
            high[b] = sorted.length == 0 ? (b + 1.0) / bins : Double.NaN;
        }
        for (int row = 0; row < rows; row++) {
            double p = confidence.applyAsDouble(row);
            int bin = sorted.length == 0
                    ? (int) Math.max(0, Math.min(bins - 1, Math.ceil(p * bins - ROUNDING) - 1))
                    : (int) ((long) first(sorted, p) * bins / rows);
            if (sorted.length > 0) {
                low[bin] = counts[bin] == 0 ? p : Math.min(low[bin], p);
                high[bin] = counts[bin] == 0 ? p : Math.max(high[bin], p);
            }
            counts[bin]++;
            sums[bin] += p;
            rights[bin] += right.test(row) ? 1 : 0;
        }
        List<Bin> all = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            all.add(new Bin(low[b], high[b], counts[b], sums[b] / counts[b], (double) rights[b] / counts[b]));
        }
        return new Reliability(all, rows);
    }

    /** The place of the first of the sorted values that is at least {@code value}. */
    private static int first(double[] sorted, double value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The mean gap between confidence and accuracy, weighted by the rows of the bins. */
    public double meanGap() {
        double sum = 0;
        for (Bin bin : bins) {
            sum += bin.count() * bin.gap();
        }
        return sum / rows;
    }

    /** The largest gap between confidence and accuracy of any bin that has rows. */
    public double largestGap() {
        return bins.stream().mapToDouble(Bin::gap).max().orElse(0);
    }
}
