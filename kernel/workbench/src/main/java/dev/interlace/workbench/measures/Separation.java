package dev.interlace.workbench.measures;

import dev.interlace.spi.measure.Predictions;
import java.util.Arrays;

/** How well the scores of one class tell its rows from the others. */
final class Separation {
    private final double[] positive; // ascending
    private final double[] negative; // ascending

    private Separation(double[] positive, double[] negative) {
        this.positive = positive;
        this.negative = negative;
    }

    /** What one class's curve says. */
    @FunctionalInterface
    interface Area {
        double of(Separation one);
    }

    /**
     * The mean over classes, each against the rest; of two classes the second alone, whose curve says everything. A
     * class counts where it has rows and where others have; NaN where none does.
     */
    static double mean(Predictions predictions, Area area) {
        int k = predictions.classes().size();
        double sum = 0;
        int classes = 0;
        for (int c = k == 2 ? 1 : 0; c < k; c++) {
            Separation one = of(predictions, c);
            if (one.positive.length > 0 && one.negative.length > 0) {
                sum += area.of(one);
                classes++;
            }
        }
        return sum / classes;
    }

    private static Separation of(Predictions predictions, int c) {
        double[] positive = new double[predictions.rows()];
        double[] negative = new double[predictions.rows()];
        int p = 0;
        int n = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            double score = predictions.probability(row, c);
            if (predictions.truth(row) == c) {
                positive[p++] = score;
            } else {
                negative[n++] = score;
            }
        }
        positive = Arrays.copyOf(positive, p);
        negative = Arrays.copyOf(negative, n);
        Arrays.sort(positive);
        Arrays.sort(negative);
        return new Separation(positive, negative);
    }

    /** The share of pairs of a positive and a negative row in which the positive one scores higher; a tie is half. */
    double rocArea() {
        long halves = 0;
        int below = 0;
        int upTo = 0;
        for (double score : positive) {
            while (below < negative.length && negative[below] < score) {
                below++;
            }
            while (upTo < negative.length && negative[upTo] <= score) {
                upTo++;
            }
            halves += (long) below + upTo;
        }
        return halves / 2.0 / positive.length / negative.length;
    }

    /**
     * The sum over thresholds, from above, of the gain in recall times the precision; equal scores are one threshold.
     */
    double averagePrecision() {
        double sum = 0;
        int p = positive.length;
        int n = negative.length;
        while (p > 0) {
            double threshold = positive[p - 1];
            int before = p;
            while (p > 0 && positive[p - 1] >= threshold) {
                p--;
            }
            while (n > 0 && negative[n - 1] >= threshold) {
                n--;
            }
            double found = positive.length - p;
            sum += (before - p) * found / (found + negative.length - n);
        }
        return sum / positive.length;
    }
}
