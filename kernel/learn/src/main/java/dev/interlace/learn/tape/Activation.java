package dev.interlace.learn.tape;

import dev.interlace.learn.loops.Curve;

/** What a layer does to every entry after its product. */
public enum Activation {
    /** Nothing. */
    NONE,
    /** {@code max(0, a)}; the derivative at 0 counts as 0. */
    RELU,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code 1 / (1 + exp(-a))}. */
    SIGMOID,
    /**
     * {@code a/2 (1 + tanh(sqrt(2/pi) (a + 0.044715 a^3)))}.
     *
     * <p>Reference: Hendrycks and Gimpel: Gaussian Error Linear Units, 2016, section 2; the paper's approximation, not
     * the error function.
     */
    GELU;

    /** The loop of the same name. */
    Curve curve() {
        return Curve.valueOf(name());
    }
}
