package dev.interlace.plugins.alignment.distribution;

import org.nd4j.linalg.api.ndarray.INDArray;

/** How two rows of one representation are compared. */
public enum Similarity {
    /** {@code x'y} of centred rows: linear dependence alone. */
    LINEAR,
    /**
     * {@code exp(-|x - y|^2 / (2 sigma^2))}, sigma a share of the median distance between rows: dependence of any form.
     */
    GAUSSIAN;

    /**
     * The kernel function for the rows of x.
     *
     * @param scale bandwidth in units of the median distance
     */
    PairFunction function(String method, INDArray x, double scale) {
        return this == LINEAR
                ? KernelMixture.mean(KernelFunction.LINEAR, new double[] {1})
                : KernelMixture.mean(KernelFunction.GAUSSIAN, new double[] {scale * MedianRule.within(method, x)});
    }
}
