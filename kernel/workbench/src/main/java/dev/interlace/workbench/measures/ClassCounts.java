package dev.interlace.workbench.measures;

import dev.interlace.spi.measure.Predictions;

/**
 * How often each class is true, predicted, and both, and the means over classes that follow.
 *
 * <p>A mean over classes is taken over those that occur on the rows at hand, never over all that a model knows: a class
 * that is neither true nor predicted there says nothing, and counted as 0 it makes a faultless model look bad.
 */
public final class ClassCounts {
    private final int[] truth;
    private final int[] predicted;
    private final int[] right;

    private ClassCounts(int classes) {
        truth = new int[classes];
        predicted = new int[classes];
        right = new int[classes];
    }

    /** The counts of predictions. */
    public static ClassCounts of(Predictions predictions) {
        ClassCounts counts = new ClassCounts(predictions.classes().size());
        for (int row = 0; row < predictions.rows(); row++) {
            counts.truth[predictions.truth(row)]++;
            counts.predicted[predictions.predicted(row)]++;
            counts.right[predictions.truth(row)] += predictions.right(row) ? 1 : 0;
        }
        return counts;
    }

    /** The share of rows predicted as this class that are of it; NaN where no row is predicted so. */
    public double precision(int c) {
        return (double) right[c] / predicted[c];
    }

    /** The share of rows of this class that are predicted so; NaN where the class has no rows. */
    public double recall(int c) {
        return (double) right[c] / truth[c];
    }

    /** The harmonic mean of precision and recall, 0 where nothing is right; NaN where the class does not occur. */
    public double f1(int c) {
        return 2.0 * right[c] / (truth[c] + predicted[c]);
    }

    /** The number of rows of this class. */
    public int rows(int c) {
        return truth[c];
    }

    /** The mean F1 over the classes with rows or predictions. */
    public double macroF1() {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < truth.length; c++) {
            if (truth[c] + predicted[c] > 0) {
                sum += f1(c);
                classes++;
            }
        }
        return sum / classes;
    }

    /** The mean recall over the classes with rows. */
    public double meanRecall() {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < truth.length; c++) {
            if (truth[c] > 0) {
                sum += recall(c);
                classes++;
            }
        }
        return sum / classes;
    }
}
