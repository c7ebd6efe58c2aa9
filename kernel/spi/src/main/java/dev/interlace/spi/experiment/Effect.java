package dev.interlace.spi.experiment;

import java.util.Arrays;
import java.util.Objects;

/**
 * What was measured under one condition: an estimate with its interval, which the claim expects above 0.
 *
 * @param condition under which it was measured
 * @param measure what is above 0 if the claim holds
 * @param value the estimate
 * @param low lower end of the interval
 * @param high upper end
 * @param how the interval was made, for instance {@code lowest to highest of 3 fits}
 */
public record Effect(String condition, String measure, double value, double low, double high, String how) {
    public Effect {
        Objects.requireNonNull(condition);
        Objects.requireNonNull(measure);
        Objects.requireNonNull(how);
    }

    /** The mean of a few measurements, from the lowest to the highest of so many {@code what}. */
    public static Effect range(String condition, String measure, double[] values, String what) {
        if (values.length == 0) {
            throw new IllegalArgumentException(
                    "Effect.range: '" + condition + "' needs at least one measurement, got none");
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return new Effect(
                condition,
                measure,
                sum / values.length,
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow(),
                "lowest to highest of " + values.length + " " + what);
    }

    /** An effect that is counted, not estimated: its interval is the value alone. */
    public static Effect counted(String condition, String measure, double value, String how) {
        return new Effect(condition, measure, value, value, value, how);
    }
}
