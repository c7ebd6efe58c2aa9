package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.networks.Checks;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A kernel function with the rows that it compares with, centred in feature space.
 *
 * <p>Reference: Schoelkopf et al.: Nonlinear Component Analysis as a Kernel Eigenvalue Problem, Neural Computation 10,
 * 1998, appendix A (centring, also of new rows).
 *
 * @param rows {@code [n, d]}
 * @param bandwidth {@code [1, 1]}, sigma of the Gaussian; 0 is the linear kernel function
 * @param means {@code [1, n]}, the column means of the Gram matrix of {@code rows}
 */
record KernelBasis(INDArray rows, INDArray bandwidth, INDArray means) {
    static KernelBasis of(INDArray rows, double sigma) {
        INDArray bandwidth = Spectral.row(new double[] {sigma});
        return new KernelBasis(rows, bandwidth, gram(rows, rows, sigma).mean(true, 0));
    }

    static KernelBasis of(Map<String, INDArray> arrays) throws IOException {
        return new KernelBasis(
                Checks.require(arrays, "rows"), Checks.require(arrays, "bandwidth"), Checks.require(arrays, "means"));
    }

    Map<String, INDArray> arrays() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("rows", rows);
        arrays.put("bandwidth", bandwidth);
        arrays.put("means", means);
        return arrays;
    }

    /** The centred kernel function of {@code x} {@code [m, d]} with all rows: {@code [m, n]}. */
    INDArray centred(INDArray x) {
        INDArray k = gram(x, rows, bandwidth.sumNumber().doubleValue());
        INDArray own = k.mean(true, 1); // [m, 1]
        return k.sub(own).sub(means).addi(means.meanNumber());
    }

    private static INDArray gram(INDArray x, INDArray y, double sigma) {
        INDArray products = x.mmul(y.transpose());
        if (sigma == 0) {
            return products;
        }
        INDArray squared = products // |x|^2 + |y|^2 - 2 x . y
                .mul(-2)
                .add(x.mul(x).sum(true, 1))
                .add(y.mul(y).sum(true, 1).transpose());
        return Transforms.exp(Transforms.max(squared, 0, false).divi(-2 * sigma * sigma), false);
    }
}
