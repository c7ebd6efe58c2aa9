package dev.interlace.plugins.alignment.distribution;

import java.util.Arrays;

/**
 * A convex combination of one kernel function at several bandwidths: a kernel function again.
 *
 * @param sigmas bandwidths, each in (0, inf)
 * @param weights of the bandwidths, each at least 0, together 1
 * @param degree of the polynomial; the others have none
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of one function; never compared
record KernelMixture(KernelFunction function, double[] sigmas, double[] weights, int degree) implements PairFunction {
    /** The largest distance from 1 of weights that were written down with a few digits. */
    private static final double ROUNDED = 1e-6;

    /** The mean over bandwidths. */
    static KernelMixture mean(KernelFunction function, double[] sigmas) {
        return new KernelMixture(function, sigmas, equal(sigmas.length), 1);
    }

    /** Bandwidths that double, {@code middle} among them; of an even count one more lies below. */
    static double[] doubling(double middle, int count) {
        double[] sigmas = new double[count];
        for (int i = 0; i < count; i++) {
            sigmas[i] = middle * Math.pow(2, i - count / 2);
        }
        return sigmas;
    }

    static double[] equal(int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1.0 / count);
        return weights;
    }

    /**
     * Weights from text.
     *
     * @param text numbers with commas between them; blank for equal weights
     * @throws IllegalArgumentException where they are not {@code count} numbers that are at least 0 and sum to 1
     */
    static double[] weights(String method, String text, int count) {
        if (text.isBlank()) {
            return equal(count);
        }
        String rule =
                method + ": weights must be " + count + " numbers of at least 0 that sum to 1, with commas between"
                        + " them, or empty for equal ones, got '" + text + "'";
        double[] weights;
        try {
            weights = Arrays.stream(text.split(",", -1))
                    .mapToDouble(part -> Double.parseDouble(part.trim()))
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule, e);
        }
        double sum = Arrays.stream(weights).sum();
        if (weights.length != count
                || !Arrays.stream(weights).allMatch(weight -> weight >= 0)
                || !(Math.abs(sum - 1) <= ROUNDED)) {
            throw new IllegalArgumentException(rule);
        }
        return weights;
    }

    @Override
    public Argument argument() {
        return function.argument();
    }

    @Override
    public double value(double t) {
        double sum = 0;
        for (int s = 0; s < sigmas.length; s++) {
            sum += weights[s] * function.value(t, sigmas[s], degree);
        }
        return sum;
    }

    @Override
    public double slope(double t) {
        double sum = 0;
        for (int s = 0; s < sigmas.length; s++) {
            sum += weights[s] * function.slope(t, sigmas[s], degree);
        }
        return sum;
    }
}
