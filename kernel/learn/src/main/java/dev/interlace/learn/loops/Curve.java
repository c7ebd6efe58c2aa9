package dev.interlace.learn.loops;

/** What a loop does to every entry; the loops' side of {@code Activation}, which says the formulas. */
public enum Curve {
    /** The entry itself. */
    NONE,
    /** The larger of the entry and 0. */
    RELU,
    /** The hyperbolic tangent. */
    TANH,
    /** The logistic function. */
    SIGMOID,
    /** The approximate Gaussian error linear unit. */
    GELU
}
