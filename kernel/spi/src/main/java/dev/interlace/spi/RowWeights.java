package dev.interlace.spi;

import java.util.Arrays;

/** How much each row of a target counts. Immutable. */
final class RowWeights {
    static final RowWeights NONE = new RowWeights(new double[0]);

    private final double[] weights; // [n], or empty where all rows count alike

    private RowWeights(double[] weights) {
        this.weights = weights;
    }

    static RowWeights of(double[] weights, int rows) {
        if (weights.length == 0) {
            return NONE;
        }
        if (weights.length != rows) {
            throw new IllegalArgumentException("Target.weighted: there are " + rows + " rows, got " + weights.length
                    + " weights; give one per row, or none");
        }
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            if (!(weights[row] >= 0 && weights[row] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "Target.weighted: weights must be in [0, inf), got " + weights[row] + " in row " + row);
            }
            sum += weights[row];
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Target.weighted: the sum of the weights must be in (0, inf), got " + sum);
        }
        return new RowWeights(weights.clone());
    }

    double[] array() {
        return weights.clone();
    }

    RowWeights rows(int[] selected) {
        return weights.length == 0
                ? NONE
                : new RowWeights(
                        Arrays.stream(selected).mapToDouble(row -> weights[row]).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowWeights same && Arrays.equals(same.weights, weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return weights.length == 0 ? "" : ", weighted";
    }
}
