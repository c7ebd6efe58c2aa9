package dev.interlace.learn.tape;

import java.util.Arrays;

/** The part of each row in the mean of a loss. */
final class Shares {
    private Shares() {}

    /**
     * The shares of rows, {@code [rows]}, sum 1.
     *
     * @param weights {@code [rows]}, each in [0, inf), one at least above 0; empty counts all rows alike
     */
    static double[] of(String loss, double[] weights, int rows) {
        if (weights.length == 0) {
            double[] alike = new double[rows];
            Arrays.fill(alike, 1.0 / rows);
            return alike;
        }
        Shapes.require(weights.length == rows, "%s: %d rows, but %d row weights", loss, rows, weights.length);
        double total = 0;
        for (double weight : weights) {
            Shapes.require(
                    weight >= 0 && weight < Double.POSITIVE_INFINITY,
                    "%s: row weights must be in [0, inf), got %s",
                    loss,
                    weight);
            total += weight;
        }
        Shapes.require(total > 0, "%s: all rows of the batch have weight 0", loss);
        double[] shares = new double[rows];
        for (int row = 0; row < rows; row++) {
            shares[row] = weights[row] / total;
        }
        return shares;
    }
}
