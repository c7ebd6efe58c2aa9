package dev.interlace.learn.training;

import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import java.util.Arrays;

/** How much the rows of each class count in a classifier's loss. */
public enum ClassBalance {
    /** All rows alike: frequent classes rule. */
    NONE,
    /** Rows of a class count {@code n / (classes that occur * rows of the class)}, so that all classes count alike. */
    BALANCED;

    /**
     * The weights of the presence of labels: {@code rows without / rows with}, so that presence and absence of a label
     * count alike.
     *
     * @param sets the training rows
     * @return {@code [L]}, 1 for a label that all rows have or none; empty where all rows count alike
     */
    public double[] weights(LabelSets sets) {
        if (this == NONE) {
            return new double[0];
        }
        return Arrays.stream(sets.counts())
                .mapToDouble(with -> with == 0 || with == sets.rows() ? 1 : (sets.rows() - with) / (double) with)
                .toArray();
    }

    /**
     * The weights of the classes.
     *
     * @param rows the training rows, whose classes are counted
     * @return {@code [C]}, 1 for a class without training rows; empty where all rows count alike
     */
    public double[] weights(Labels labels, int[] rows) {
        if (this == NONE) {
            return new double[0];
        }
        int[] counts = new int[labels.classes().size()];
        int occurring = 0;
        for (int row : rows) {
            occurring += counts[labels.get(row)]++ == 0 ? 1 : 0;
        }
        double[] weights = new double[counts.length];
        for (int c = 0; c < counts.length; c++) {
            weights[c] = counts[c] == 0 ? 1 : (double) rows.length / (occurring * (double) counts[c]);
        }
        return weights;
    }
}
