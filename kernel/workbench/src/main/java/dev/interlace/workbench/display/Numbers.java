package dev.interlace.workbench.display;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Numbers that are shown together: with as many decimals as the most exact needs, up to four, and padded to one width.
 */
public final class Numbers {
    private static final int MOST_DECIMALS = 4;
    private static final double LARGEST_WHOLE = 1e16;
    private static final double LARGE = 1e6;
    private static final double SMALL = 1e-3;

    private final String format;
    private final int width;

    private Numbers(String format, int width) {
        this.format = format;
        this.width = width;
    }

    /** A common form of {@code values}. */
    public static Numbers of(double[] values) {
        double[] finite = DoubleStream.of(values).filter(Double::isFinite).toArray();
        String format = format(finite);
        int width = DoubleStream.of(values)
                .mapToInt(value -> plain(format, value).length())
                .max()
                .orElse(1);
        return new Numbers(format, width);
    }

    private static String format(double[] finite) {
        boolean whole = DoubleStream.of(finite).allMatch(value -> value == Math.rint(value));
        double largest = DoubleStream.of(finite).map(Math::abs).max().orElse(0);
        if (whole && largest < LARGEST_WHOLE) {
            return "%.0f";
        }
        if (largest >= LARGE || largest < SMALL) {
            return "%.3e";
        }
        int decimals = 1;
        double scale = 10;
        while (decimals < MOST_DECIMALS && !fits(finite, scale)) {
            decimals++;
            scale *= 10;
        }
        return "%." + decimals + "f";
    }

    /** Whether nothing below half the fifth decimal is lost; floats never fit exactly. */
    private static boolean fits(double[] values, double scale) {
        return DoubleStream.of(values)
                .allMatch(value -> Math.abs(value * scale - Math.rint(value * scale)) / scale < 5e-6);
    }

    private static String plain(String format, double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        return String.format(Locale.ROOT, format, value);
    }

    /** One of the numbers. */
    public String text(double value) {
        String text = plain(format, value);
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
