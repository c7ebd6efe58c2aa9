package dev.interlace.spi;

/** What a method can do; the contract suite proves each that a method states, where a run can show it. */
public enum Capability {
    /** Fits and predicts with rows of which some modalities are absent. */
    HANDLES_MISSING,
    /** Takes token sequences of different lengths. */
    VARIABLE_LENGTH,
    /** Takes more than two modalities. */
    MORE_THAN_TWO,
    /** Needs row-by-row pairs. */
    NEEDS_PAIRS,
    /** Needs a few known pairs. */
    NEEDS_SEEDS,
    /** Needs neither pairs nor labels. */
    UNSUPERVISED,
    /** Left and right may have different row counts. */
    UNEQUAL_ROWS,
    /** Left and right may have different widths. */
    UNEQUAL_WIDTHS,
    /** Embeds rows that it was not fitted on. */
    OUT_OF_SAMPLE,
    /** Gives a gradient. */
    GRADIENT,
    /** Explains its predictions by weights or attention. */
    EXPLAINS,
    /** A fusion method whose head can be exchanged for another classifier of the same columns. */
    EXCHANGEABLE_HEAD,
    /** Has learned from other data before; its card says from which. The lab prefers such an encoder by default. */
    PRETRAINED
}
