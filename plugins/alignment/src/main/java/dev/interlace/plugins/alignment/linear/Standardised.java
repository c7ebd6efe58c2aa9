package dev.interlace.plugins.alignment.linear;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Columns without their means, divided by their standard deviations (n - 1); a constant column is 0.
 *
 * @param mean {@code [1, d]}
 * @param inverse {@code [1, d]}, inverse deviations
 * @param columns {@code [n, d]}
 */
record Standardised(INDArray mean, INDArray inverse, INDArray columns) {
    static Standardised of(INDArray x) {
        INDArray mean = PairedColumns.means(x);
        INDArray centred = x.sub(mean);
        INDArray inverse = PairedColumns.inverseDeviations(centred, mean);
        return new Standardised(mean, inverse, centred.mul(inverse));
    }

    /** Without their means only. */
    static Standardised centred(INDArray x) {
        INDArray mean = PairedColumns.means(x);
        return new Standardised(mean, mean.mul(0).addi(1), x.sub(mean));
    }

    /** As they are. */
    static Standardised raw(INDArray x) {
        INDArray zero = x.getRows(0).mul(0);
        return new Standardised(zero, zero.add(1), x);
    }

    /** The linear mapping of raw rows by weights of these columns {@code [d, k]}. */
    Mapping mapping(INDArray weight) {
        return new Mapping(mean, inverse, Optional.empty(), weight);
    }
}
