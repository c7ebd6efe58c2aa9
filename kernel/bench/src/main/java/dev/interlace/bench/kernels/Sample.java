package dev.interlace.bench.kernels;

import java.util.Arrays;

/** Measured values, sorted. */
final class Sample {
    private final double[] sorted;

    Sample(double[] values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    /** The smallest value that {@code share} of all do not exceed. */
    double quantile(double share) {
        return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
    }

    double median() {
        return quantile(0.5);
    }
}
