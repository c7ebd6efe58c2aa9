package dev.interlace.plugins.alignment.linear;

import dev.interlace.spi.FitContext;
import java.util.ArrayList;
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
        double n = x.size(0) - 1.0;
        INDArray wx = whitening(x, n, ridge);
        context.checkCancelled();
        INDArray wy = whitening(y, n, ridge);
        context.checkCancelled();
        INDArray between = wx.transpose().mmul(x.transpose()).mmul(y.mmul(wy)).divi(n); // Wx' Cxy Wy
        Spectral.Svd svd = Spectral.svd(between);
        double[] rho = svd.s().clone();
        for (int i = 0; i < rho.length; i++) {
            rho[i] = Math.min(1, Math.max(0, rho[i]));
        }
        return new CanonicalVariates(wx.mmul(svd.u()), wy.mmul(svd.v()), rho);
    }

    private static INDArray whitening(INDArray x, double n, double ridge) {
        Spectral.Eigen eigen = Spectral.symmetric(x.transpose().mmul(x).divi(n), Integer.MAX_VALUE);
        if (eigen.rank() == 0) {
            throw new IllegalArgumentException(
                    "canonical correlations need a column that varies on each side; all columns"
                            + " of a side are constant over the " + x.size(0) + " pairs");
        }
        double[] factors = eigen.values().clone();
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 1 / Math.sqrt(factors[i] + ridge);
        }
        return eigen.scaled(factors);
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
