package dev.interlace.workbench.charts;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tribuo.math.la.DenseMatrix;

/**
 * The directions in which rows vary most: eigenvectors of their covariance, largest variance first. The sign of an axis
 * is chosen so that its entry of largest size is positive.
 *
 * <p>Reference: Jolliffe: Principal Component Analysis, 2nd edition, 2002, section 1.1.
 *
 * @param mean of the rows, {@code [d]}
 * @param axes of length 1, {@code [count][d]}; zero where the rows vary in fewer directions
 * @param shares of the whole variance along each axis; 0 where nothing varies
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of one basis; never compared
record PrincipalAxes(double[] mean, double[][] axes, double[] shares) {
    /** A variance below this share of the whole is rounding. */
    private static final double ROUNDING = 1e-12;

    /**
     * The first axes of rows.
     *
     * @param rows {@code [n][d]}, at least 2
     * @param count how many, at least 1
     */
    static PrincipalAxes of(double[][] rows, int count) {
        int n = rows.length;
        int d = rows[0].length;
        double[] mean = mean(rows);
        double[][] centred = new double[n][d];
        double total = 0;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < d; c++) {
                centred[i][c] = rows[i][c] - mean[c];
                total += centred[i][c] * centred[i][c];
            }
        }
        double[][] axes = new double[count][d];
        double[] shares = new double[count];
        if (total > 0) {
            boolean byRows = n < d; // the smaller of the two products has the same eigenvalues
            DenseMatrix.EigenDecomposition found = DenseMatrix.createDenseMatrix(
                            products(byRows ? centred : transposed(centred)))
                    .eigenDecomposition()
                    .orElseThrow(() -> new IllegalStateException("charts: the principal axes did not converge"));
            double[] values = found.eigenvalues().toArray();
            int[] order = descending(values);
            for (int a = 0; a < Math.min(count, order.length); a++) {
                double value = values[order[a]];
                if (value > ROUNDING * total) {
                    double[] vector = found.getEigenVector(order[a]).toArray();
                    axes[a] = signed(byRows ? combined(centred, vector) : vector);
                    shares[a] = value / total;
                }
            }
        }
        return new PrincipalAxes(mean, axes, shares);
    }

    private static int[] descending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[b], values[a]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** The inner products of all pairs of vectors. */
    private static double[][] products(double[][] vectors) {
        double[][] products = new double[vectors.length][vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = dot(vectors[i], vectors[j]);
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    private static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][i] = rows[i][c];
            }
        }
        return columns;
    }

    private static double[] combined(double[][] rows, double[] weights) {
        double[] sum = new double[rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < sum.length; c++) {
                sum[c] += weights[i] * rows[i][c];
            }
        }
        return sum;
    }

    private static double[] signed(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        double length = Math.sqrt(dot(vector, vector)) * Math.signum(largest);
        return Arrays.stream(vector).map(value -> value / length).toArray();
    }

    static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += row[c] / rows.length;
            }
        }
        return mean;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    /** The coordinate of a point along an axis, from the mean on. */
    double along(int axis, double[] point) {
        return dot(axes[axis], point) - dot(axes[axis], mean);
    }

    /** The coordinates of rows along an axis. */
    double[] along(int axis, double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> along(axis, row)).toArray();
    }

    /** The point at a coordinate of the first axis. */
    double[] at(double place) {
        double[] point = mean.clone();
        for (int c = 0; c < point.length; c++) {
            point[c] += place * axes[0][c];
        }
        return point;
    }
}
