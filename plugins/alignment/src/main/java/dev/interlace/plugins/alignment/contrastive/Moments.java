package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.tape.Host;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Columns of a batch without their means, and products of batches, in double precision. */
final class Moments {
    private Moments() {}

    /** What storing a number in that type may change, as a share of it: half the distance of neighbouring numbers. */
    static double rounding(DataType type) {
        return type == DataType.DOUBLE ? 0x1p-53 : 0x1p-24;
    }

    /**
     * {@code x} {@code [n, d]} with every column's mean taken off. A column whose deviations are no larger than what
     * storing its numbers has changed counts as constant and becomes exactly 0.
     *
     * @param rounding what storing a number may have changed, as a share of it
     */
    static double[] centred(double[] x, int n, int d, double rounding) {
        double[] c = new double[n * d];
        for (int j = 0; j < d; j++) {
            double mean = 0; // of the differences to the first row, which lose no digits
            double largest = 0;
            for (int i = 0; i < n; i++) {
                mean += (x[i * d + j] - x[j]) / n;
                largest = Math.max(largest, Math.abs(x[i * d + j]));
            }
            double deviation = 0;
            for (int i = 0; i < n; i++) {
                c[i * d + j] = x[i * d + j] - x[j] - mean;
                deviation = Math.max(deviation, Math.abs(c[i * d + j]));
            }
            for (int i = 0; i < n && deviation <= rounding * largest; i++) {
                c[i * d + j] = 0;
            }
        }
        return c;
    }

    /** {@code a' b}: {@code [n, d], [n, e] -> [d, e]}. */
    static double[] crossed(double[] a, double[] b, int n) {
        return Host.doubles(matrix(a, n).transpose().mmul(matrix(b, n)));
    }

    /** {@code a b}: {@code [n, d], [d, e] -> [n, e]}. */
    static double[] product(double[] a, double[] b, int n) {
        return Host.doubles(matrix(a, n).mmul(matrix(b, a.length / n)));
    }

    /** {@code a b'}: {@code [n, e], [d, e] -> [n, d]}. */
    static double[] productTransposed(double[] a, double[] b, int n) {
        int e = a.length / n;
        return Host.doubles(matrix(a, n).mmul(matrix(b, b.length / e).transpose()));
    }

    private static INDArray matrix(double[] values, int rows) {
        return Nd4j.createFromArray(values).reshape('c', new long[] {rows, values.length / rows});
    }
}
