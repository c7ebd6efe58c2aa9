package dev.interlace.plugins.alignment.transport;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mean and covariance of a sample, in double precision.
 *
 * @param mean {@code [1, d]}
 * @param centred {@code [n, d]}, the rows less their mean
 * @param covariance {@code [d, d]}, divided by {@code n - 1}
 */
record Moments(INDArray mean, INDArray centred, INDArray covariance) {
    /** Eigenvalues below this share of the largest are rounding of the matrix. */
    private static final double LEAST = 1e-15;

    /** The moments of a sample {@code [n, d]} with n of at least 2. */
    static Moments of(INDArray sample) {
        INDArray rows = sample.castTo(DataType.DOUBLE).dup('c');
        long n = rows.size(0);
        long d = rows.size(1);
        INDArray mean = rows.mean(true, 0); // [1, d]
        rows.subiRowVector(mean);
        INDArray covariance = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {d, d}, 'c');
        MatrixProduct.into(covariance, rows, TRANSPOSED, rows, PLAIN, 1.0 / (n - 1), 0);
        return new Moments(mean, rows, covariance);
    }

    /** The mean of the variances. */
    double meanVariance() {
        return Host.sum(Nd4j.diag(covariance)) / covariance.size(0);
    }

    /** The covariance with {@code ridge} added to every variance. */
    INDArray covarianceWith(double ridge) {
        return covariance.add(
                Nd4j.eye(covariance.size(0)).castTo(DataType.DOUBLE).muli(ridge));
    }

    /**
     * {@code a^exponent} of a symmetric positive definite matrix {@code [d, d]}, by its eigenvectors; the smallest
     * values count as {@link #LEAST}.
     */
    static INDArray power(INDArray a, double exponent) {
        INDArray vectors = a.dup('f'); // the eigenvectors take its place, column by column
        double[] values = Host.doubles(Eigen.symmetricGeneralizedEigenvalues(vectors, true));
        double least = Math.max(LEAST * values[values.length - 1], Double.MIN_NORMAL); // they ascend
        for (int k = 0; k < values.length; k++) {
            values[k] = Math.pow(Math.max(values[k], least), exponent / 2);
        }
        INDArray scaled = vectors.dup('c').muliRowVector(Nd4j.createFromArray(values)); // V diag(lambda^(e/2))
        return product(scaled, scaled.transpose().dup('c'));
    }

    static INDArray product(INDArray a, INDArray b) {
        INDArray c = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {a.size(0), b.size(1)}, 'c');
        MatrixProduct.into(c, a, b);
        return c;
    }
}
