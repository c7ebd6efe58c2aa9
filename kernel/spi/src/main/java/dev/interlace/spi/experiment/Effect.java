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
 * @param unit of the numbers, for instance {@code accuracy}; empty where the measure says it
 */
public record Effect(String condition, String measure, double value, double low, double high, String how, String unit) {
    /** The quantile 0.975 of Student's t with 1, 2, ... degrees of freedom; beyond them it is that of the normal. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL = 1.960;

    public Effect {
        Objects.requireNonNull(condition);
        Objects.requireNonNull(measure);
        Objects.requireNonNull(how);
        Objects.requireNonNull(unit);
    }

    /** An effect whose measure says its unit. */
    public Effect(String condition, String measure, double value, double low, double high, String how) {
        this(condition, measure, value, low, high, how, "");
    }

    /** This effect in that unit. */
    public Effect in(String other) {
        return new Effect(condition, measure, value, low, high, how, other);
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
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        return new Effect(
                condition,
                measure,
                Math.max(low, Math.min(high, sum / values.length)), // rounded, the mean of equal numbers is another
                low,
                high,
                "lowest to highest of " + values.length + " " + what);
    }

    /**
     * The mean of measurements that were repeated, with the 95 % interval of Student's t; for numbers that scatter
     * alike about their mean, such as logarithms of timings.
     *
     * @param values at least two
     * @param what was repeated, for instance {@code fits in turns}
     */
    public static Effect repeated(String condition, String measure, double[] values, String what) {
        int n = values.length;
        if (n < 2) {
            throw new IllegalArgumentException(
                    "Effect.repeated: '" + condition + "' needs at least two measurements, got " + n);
        }
        double mean = Arrays.stream(values).sum() / n;
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        double t = n - 1 <= STUDENT.length ? STUDENT[n - 2] : NORMAL;
        double half = t * Math.sqrt(squares / (n - 1) / n);
        return new Effect(
                condition, measure, mean, mean - half, mean + half, "95 % interval of Student's t, " + n + " " + what);
    }

    /** An effect that is counted, not estimated: its interval is the value alone. */
    public static Effect counted(String condition, String measure, double value, String how) {
        return new Effect(condition, measure, value, value, value, how);
    }
}
