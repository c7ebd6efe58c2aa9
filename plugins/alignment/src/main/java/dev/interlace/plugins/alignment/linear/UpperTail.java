package dev.interlace.plugins.alignment.linear;

import org.apache.commons.math3.special.Gamma;

/** Upper tails of distributions. */
final class UpperTail {
    private UpperTail() {}

    /**
     * The probability that chi-square of that many degrees of freedom is at least {@code x}: {@code Q(degrees / 2, x /
     * 2)}. It is never 0: where it lies below all numbers, the smallest positive one stands for it.
     */
    static double chiSquare(double x, int degrees) {
        return Math.max(Double.MIN_VALUE, Gamma.regularizedGammaQ(degrees / 2.0, Math.max(0, x) / 2));
    }
}
