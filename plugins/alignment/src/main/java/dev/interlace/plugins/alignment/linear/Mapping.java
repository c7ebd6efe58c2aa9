package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.networks.Checks;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one side is embedded by: {@code f((x - mean) * inverse) weight}, where {@code f} is the identity, or the centred
 * kernel function with the rows of the fit. All in double precision.
 *
 * @param mean {@code [1, d]}
 * @param inverse {@code [1, d]}, what a centred column is multiplied with; 0 for a constant one
 * @param basis kernel function and rows of the fit, if there are
 * @param weight {@code [d, k]} or {@code [n, k]}
 */
record Mapping(INDArray mean, INDArray inverse, Optional<KernelBasis> basis, INDArray weight) {
    /** {@code [rows, d] -> [rows, k]}. */
    INDArray apply(INDArray x) {
        INDArray scaled = x.sub(mean).mul(inverse);
        return basis.map(known -> known.centred(scaled)).orElse(scaled).mmul(weight);
    }

    Map<String, INDArray> arrays() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("mean", mean);
        arrays.put("inverse", inverse);
        arrays.put("weight", weight.dup('c'));
        basis.ifPresent(known -> arrays.putAll(known.arrays()));
        return arrays;
    }

    static Mapping of(Map<String, INDArray> arrays) throws IOException {
        return new Mapping(
                Checks.require(arrays, "mean"),
                Checks.require(arrays, "inverse"),
                arrays.containsKey("rows") ? Optional.of(KernelBasis.of(arrays)) : Optional.empty(),
                Checks.require(arrays, "weight"));
    }
}
