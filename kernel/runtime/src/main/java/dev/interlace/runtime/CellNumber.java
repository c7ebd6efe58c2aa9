package dev.interlace.runtime;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** Which number a cell is. */
public final class CellNumber {
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null");
    private static final Pattern WITH_COMMA =
            Pattern.compile("[+-]?(\\d{1,3}(\\.\\d{3})+|\\d*)(,\\d*)?([eE][+-]?\\d+)?");

    private CellNumber() {}

    /** Whether a text stands for a number that is missing, such as {@code NA}. */
    public static boolean isMissing(String text) {
        return text.length() <= 4 && MISSING.contains(text.toLowerCase(Locale.ROOT));
    }

    /**
     * The number that a cell is, yes and no being 1 and 0; NaN where it is none.
     *
     * @param decimal what stands before decimals that are written as text, a point or a comma
     */
    public static double of(Object cell, char decimal) {
        if (cell instanceof Number number) {
            return number.doubleValue();
        }
        if (cell instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return parsed(String.valueOf(cell), decimal).orElse(Double.NaN);
    }

    /** The number that a text is; empty where it is none. */
    static OptionalDouble parsed(String text, char decimal) {
        if (text.isEmpty() || "+-.,0123456789INin".indexOf(text.charAt(0)) < 0) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(decimal == ',' ? withPoint(text) : text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** A number with a decimal comma, and points between thousands at most, as Java reads it. */
    private static String withPoint(String text) {
        return WITH_COMMA.matcher(text).matches()
                ? text.replace(".", "").replace(',', '.')
                : text.replace('.', '?'); // 1.5 is no number where a comma stands before the decimals
    }
}
