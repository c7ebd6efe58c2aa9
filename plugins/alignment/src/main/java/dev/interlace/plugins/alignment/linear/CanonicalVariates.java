package dev.interlace.plugins.alignment.linear;

import dev.interlace.spi.FitContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Canonical correlations of two sets of columns {@code [n, p]} and {@code [n, q]}, centred.
 *
 * @param left weights {@code [p, k]}
 * @param right weights {@code [q, k]}
 * @param correlations {@code [k]}, descending, in [0, 1]; those of the regularised problem if there is a ridge
 */
@SuppressWarnings("ArrayRecordComponent") // numbers; never compared
record CanonicalVariates(INDArray left, INDArray right, double[] correlations) {
    /**
     * {@code Cxx = E diag(d) E'}, {@code Wx = E diag((d + ridge)^-1/2)}, likewise Wy; {@code Wx' Cxy Wy = U diag(rho)
     * V'}; weights Wx U, Wy V.
     */
    static CanonicalVariates of(INDArray x, INDArray y, double ridge, FitContext context) {
        return Sides.of(x, y, context).variates(ridge);
    }

    /** The weight of each component, {@code rho^power}, {@code [k]}. */
    double[] weights(double power) {
        return Arrays.stream(correlations).map(rho -> Math.pow(rho, power)).toArray();
    }

    /** What does not depend on the ridge: the directions of both sides, and their covariance {@code Ex' Cxy Ey}. */
    record Sides(Spectral.Eigen x, Spectral.Eigen y, INDArray between) {
        static Sides of(INDArray x, INDArray y, FitContext context) {
            return of(x, y, false, context);
        }

        /** The same to rounding; where rows are fewer than columns, by decompositions of {@code [n, n]}. */
        static Sides byRows(INDArray x, INDArray y, FitContext context) {
            return of(x, y, true, context);
        }

        private static Sides of(INDArray x, INDArray y, boolean byRows, FitContext context) {
            double n = x.size(0) - 1.0;
            Spectral.Eigen ofX = byRows && x.size(0) < x.size(1) ? directionsByRows(x, n) : directions(x, n);
            context.checkCancelled();
            Spectral.Eigen ofY = byRows && y.size(0) < y.size(1) ? directionsByRows(y, n) : directions(y, n);
            context.checkCancelled();
            INDArray between = ofX.vectors()
                    .transpose()
                    .mmul(x.transpose())
                    .mmul(y.mmul(ofY.vectors()))
                    .divi(n);
            return new Sides(ofX, ofY, between);
        }

        private static Spectral.Eigen directions(INDArray x, double n) {
            Spectral.Eigen eigen = Spectral.symmetric(x.transpose().mmul(x).divi(n), Integer.MAX_VALUE);
            if (eigen.rank() == 0) {
                throw new IllegalArgumentException(
                        "canonical correlations need a column that varies on each side; all columns"
                                + " of a side are constant over the " + x.size(0) + " pairs");
            }
            return eigen;
        }

        /** {@code X X' / n = U diag(d) U'} gives {@code E = X' U diag(n d)^-1/2}. */
        private static Spectral.Eigen directionsByRows(INDArray x, double n) {
            Spectral.Eigen eigen = Spectral.symmetric(x.mmul(x.transpose()).divi(n), Integer.MAX_VALUE);
            double[] scale = Arrays.stream(eigen.values())
                    .map(value -> 1 / Math.sqrt(n * value))
                    .toArray();
            return new Spectral.Eigen(eigen.values(), x.transpose().mmul(eigen.scaled(scale)));
        }

        CanonicalVariates variates(double ridge) {
            double[] fx = whitening(x, ridge);
            double[] fy = whitening(y, ridge);
            INDArray whitened = between.mul(Spectral.row(fx).transpose()).muli(Spectral.row(fy)); // Wx' Cxy Wy
            Spectral.Svd svd = Spectral.svd(whitened);
            double[] rho = svd.s().clone();
            for (int i = 0; i < rho.length; i++) {
                rho[i] = Math.min(1, Math.max(0, rho[i]));
            }
            return new CanonicalVariates(
                    x.scaled(fx).mmul(svd.u()), y.scaled(fy).mmul(svd.v()), rho);
        }

        private static double[] whitening(Spectral.Eigen eigen, double ridge) {
            return Arrays.stream(eigen.values())
                    .map(value -> 1 / Math.sqrt(value + ridge))
                    .toArray();
        }
    }

    /**
     * The tests that the correlations from the k-th on are zero.
     *
     * <p>{@code Lambda_k = prod_{i >= k} (1 - rho_i^2)}, {@code chi2_k = -(n - 1 - (p + q + 1) / 2) ln Lambda_k} with
     * {@code (p - k + 1)(q - k + 1)} degrees of freedom. Reference: Bartlett: The Statistical Significance of Canonical
     * Correlations, Biometrika 32, 1941.
     *
     * @return empty where they are undefined: too few rows for the columns, or a correlation of 1
     */
    static List<Test> tests(double[] rho, int n, int p, int q) {
        double factor = n - 1 - (p + q + 1) / 2.0;
        if (!(factor > 0)
                || n - 1 < p + q
                || IntStream.range(0, rho.length).anyMatch(i -> 1 - rho[i] * rho[i] < 1e-12)) {
            return List.of();
        }
        List<Test> tests = new ArrayList<>();
        for (int k = 0; k < rho.length; k++) {
            double log = 0;
            for (int i = k; i < rho.length; i++) {
                log += Math.log1p(-rho[i] * rho[i]);
            }
            tests.add(Test.of(Math.exp(log), -factor * log, (p - k) * (q - k)));
        }
        return tests;
    }

    /** One test. */
    record Test(double wilks, double chiSquare, int degrees, double p) {
        static Test of(double wilks, double chiSquare, int degrees) {
            return new Test(wilks, chiSquare, degrees, UpperTail.chiSquare(chiSquare, degrees));
        }
    }
}
