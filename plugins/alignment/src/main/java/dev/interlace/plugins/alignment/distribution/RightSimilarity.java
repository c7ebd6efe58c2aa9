package dev.interlace.plugins.alignment.distribution;

import org.nd4j.linalg.api.ndarray.INDArray;

/** How two rows of the right representation are compared. */
public enum RightSimilarity {
    /** As those of the left one, with its {@code bandwidthScale}. */
    AS_LEFT,
    /** {@link Similarity#LINEAR}. */
    LINEAR,
    /** {@link Similarity#GAUSSIAN}. */
    GAUSSIAN;

    /** What the option {@code rightSimilarity} does. */
    static final String DOC = "how rows of the right side are compared; AS_LEFT takes similarity and its bandwidth";

    /** What the option {@code rightBandwidthScale} does. */
    static final String SCALE_DOC =
            "where rightSimilarity is GAUSSIAN: bandwidth of the right side in units of its" + " median distance";

    /**
     * The kernel function for the rows of y.
     *
     * @param left how rows of the left side are compared
     * @param leftScale its bandwidth in units of the median distance
     * @param scale bandwidth of the right side in units of its median distance
     */
    PairFunction function(String method, INDArray y, Similarity left, double leftScale, double scale) {
        return switch (this) {
            case AS_LEFT -> left.function(method, y, leftScale);
            case LINEAR -> Similarity.LINEAR.function(method, y, scale);
            case GAUSSIAN -> Similarity.GAUSSIAN.function(method, y, scale);
        };
    }
}
