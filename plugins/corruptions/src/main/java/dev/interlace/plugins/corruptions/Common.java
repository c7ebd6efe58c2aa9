package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Reference;

/** A reference that several corruptions share. */
final class Common {
    static final Reference HENDRYCKS = new Reference(
            "Hendrycks, Dietterich",
            "Benchmarking Neural Network Robustness to Common Corruptions and Perturbations",
            "ICLR",
            2019,
            "section 3");

    private Common() {}
}
