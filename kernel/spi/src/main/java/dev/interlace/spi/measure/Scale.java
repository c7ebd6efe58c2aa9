package dev.interlace.spi.measure;

/**
 * The range of a measure, and which of its ends is the good one.
 *
 * @param better which values are better
 * @param least the least possible value; negative infinity where there is none
 * @param most the greatest possible value; infinity where there is none
 */
public record Scale(Better better, double least, double most) {
    /** A mean of many numbers may pass the end of a range by its rounding. */
    private static final double ROUNDING = 1e-9;

    /** Which values of a measure are better. */
    public enum Better {
        HIGHER,
        LOWER
    }

    public Scale {
        if (!(least < most)) {
            throw new IllegalArgumentException("Scale.least must be below most, got " + least + " and " + most);
        }
    }

    /** Higher is better, within a range. */
    public static Scale higher(double least, double most) {
        return new Scale(Better.HIGHER, least, most);
    }

    /** Lower is better, within a range. */
    public static Scale lower(double least, double most) {
        return new Scale(Better.LOWER, least, most);
    }

    /** Whether a value lies in the range; NaN, which stands for "not defined on these rows", does. */
    public boolean holds(double value) {
        return Double.isNaN(value) || (value >= least - ROUNDING && value <= most + ROUNDING);
    }
}
