package dev.interlace.workbench.charts;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The witness function of the maximum mean discrepancy: {@code f(t) = mean_i k(x_i, t) - mean_j k(y_j, t)} with
 * Gaussian kernel functions, their mean where there are several bandwidths. It is above 0 where {@code x} is denser.
 *
 * <p>Reference: Gretton et al.: A Kernel Two-Sample Test, JMLR 13, 2012, eq. 2.
 *
 * @param x one sample, {@code [n][d]}
 * @param y the other, {@code [m][d]}
 * @param bandwidths each above 0, in the unit of the rows
 */
@SuppressWarnings("ArrayRecordComponent") // two samples; never compared
record Witness(double[][] x, double[][] y, double[] bandwidths) {
    private static final int ROWS = 1000;

    /** The value at a point. */
    double at(double[] point) {
        return mean(x, point) - mean(y, point);
    }

    private double mean(double[][] rows, double[] point) {
        double sum = 0;
        for (double[] row : rows) {
            double square = square(row, point);
            for (double sigma : bandwidths) {
                sum += Math.exp(-square / (2 * sigma * sigma));
            }
        }
        return sum / rows.length / bandwidths.length;
    }

    /**
     * The lower median of the distances between distinct rows of both samples together, as the discrepancies choose it;
     * of more than 1,000 rows every k-th counts.
     */
    static double median(double[][] x, double[][] y) {
        double[][] all = Stream.concat(Arrays.stream(x), Arrays.stream(y)).toArray(double[][]::new);
        int stride = (all.length + ROWS - 1) / ROWS;
        int rows = (all.length + stride - 1) / stride;
        double[] distances = new double[rows * (rows - 1) / 2];
        int next = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < i; j++) {
                distances[next++] = Math.sqrt(square(all[i * stride], all[j * stride]));
            }
        }
        Arrays.sort(distances);
        double median = distances.length == 0 ? 0 : distances[(distances.length - 1) / 2];
        if (!(median > 0)) {
            throw new IllegalArgumentException("charts.witness: the median distance between rows is " + median
                    + ", so it is no bandwidth; give one: witness(bandwidth, x, y)");
        }
        return median;
    }

    private static double square(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return sum;
    }
}
