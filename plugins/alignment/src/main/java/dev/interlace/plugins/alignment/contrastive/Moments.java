package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.tape.Host;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Columns of a batch without their means, and products of batches, in double precision. */
final class Moments {
    /** A column whose deviations are below this share of its length holds rounding, and counts as constant. */
    private static final double CONSTANT = 1e-6;

    private Moments() {}

    /** {@code x} {@code [n, d]} with every column's mean taken off; constant columns become exactly 0. */
    static double[] centred(double[] x, int n, int d) {
        double[] c = new double[n * d];
        for (int j = 0; j < d; j++) {
            double mean = 0;
            double length = 0;
            for (int i = 0; i < n; i++) {
                mean += x[i * d + j] / n;
                length += x[i * d + j] * x[i * d + j];
            }
            double squares = 0;
            for (int i = 0; i < n; i++) {
                c[i * d + j] = x[i * d + j] - mean;
                squares += c[i * d + j] * c[i * d + j];
            }
            for (int i = 0; i < n && squares <= CONSTANT * CONSTANT * length; i++) {
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
