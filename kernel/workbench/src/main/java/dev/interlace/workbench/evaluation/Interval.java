package dev.interlace.workbench.evaluation;

import java.util.Locale;

/**
 * An estimate with its interval.
 *
 * @param value the estimate on all rows
 * @param low lower end
 * @param high upper end
 * @param how level and method, for instance {@code 95 % percentile bootstrap, 1000 resamples of rows}
 */
public record Interval(double value, double low, double high, String how) {
    /** The estimate and its interval with three decimals, for instance {@code 0.812 [0.790, 0.834]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", value, low, high);
    }
}
