package dev.interlace.workbench.exercises;

import dev.interlace.workbench.display.TableView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the value of an answer is the expected one, and in what it differs where it is not.
 *
 * @param tolerance how far numbers may lie apart, absolutely or as a share of the expected one
 */
record Agreement(double tolerance) {
    static final Agreement USUAL = new Agreement(1e-6);

    Agreement {
        if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("within: the tolerance must be at least 0, got " + tolerance);
        }
    }

    /** The first difference in words; empty where {@code got} is {@code expected}. */
    Optional<String> difference(Object expected, @Nullable Object got) {
        return difference(Part.of(expected), Part.of(got), "");
    }

    /** A value in words. */
    String words(Object value) {
        return Part.of(value).shown();
    }

    /** The first difference at a place, such as {@code [1][0]}. */
    private Optional<String> difference(Part expected, Part got, String place) {
        if (expected instanceof Part.Many many && got instanceof Part.Many other) {
            return many(many, other, place);
        }
        if (expected instanceof Part.Named named && got instanceof Part.Named other) {
            return named(named, other, place);
        }
        if (expected instanceof Part.Count right && got instanceof Part.Count number) {
            return same(right, number) ? Optional.empty() : Optional.of(at(place) + numbers(right, number));
        }
        if (expected.getClass() != got.getClass()) {
            return Optional.of(at(place) + "expected " + expected.kind() + ", got " + got.described());
        }
        return expected.equals(got) ? Optional.empty() : Optional.of(shown(expected, got, place));
    }

    private Optional<String> many(Part.Many expected, Part.Many got, String place) {
        List<Part> right = expected.parts();
        List<Part> parts = got.parts();
        if (right.size() != parts.size()) {
            return Optional.of(at(place) + "expected " + expected.kind() + ", got " + got.kind());
        }
        for (int i = 0; i < right.size(); i++) {
            Optional<String> found = difference(right.get(i), parts.get(i), place + "[" + i + "]");
            if (found.isPresent()) {
                boolean whole =
                        expected.isShort() && got.isShort() && !expected.shown().equals(got.shown());
                return whole ? Optional.of(shown(expected, got, place)) : found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> named(Part.Named expected, Part.Named got, String place) {
        Map<String, Part> right = expected.parts();
        if (!expected.type().equals(got.type())
                || !right.keySet().equals(got.parts().keySet())) {
            return Optional.of(at(place) + "expected " + expected.kind() + ", got " + got.kind());
        }
        return right.entrySet().stream()
                .flatMap(entry -> difference(
                        entry.getValue(),
                        Objects.requireNonNull(got.parts().get(entry.getKey())),
                        place.isEmpty() ? entry.getKey() : place + "." + entry.getKey())
                        .stream())
                .findFirst();
    }

    private static String at(String place) {
        return place.isEmpty() ? "" : "at " + place + ": ";
    }

    private static String shown(Part expected, Part got, String place) {
        return at(place) + "expected " + expected.shown() + ", got " + got.shown();
    }

    private boolean same(Part.Count expected, Part.Count got) {
        if (expected.value() == got.value() || (Double.isNaN(expected.value()) && Double.isNaN(got.value()))) {
            return true;
        }
        if (expected.whole() && got.whole()) {
            return false; // whole numbers of a whole type are counted, not measured
        }
        if (Double.isInfinite(expected.value())) {
            return false;
        }
        double apart = Math.abs(expected.value() - got.value());
        return apart <= tolerance || apart <= tolerance * Math.abs(expected.value());
    }

    private static String numbers(Part.Count expected, Part.Count got) {
        String right = expected.shown();
        String text = got.shown();
        if (right.equals(text)) {
            right = Double.toString(expected.value());
            text = Double.toString(got.value());
        }
        String why = Double.isNaN(got.value())
                ? ": 0 / 0, or the logarithm or root of a negative number, gives it"
                : Double.isInfinite(got.value()) ? ": a division by 0, or the logarithm of 0, gives it" : "";
        return "expected " + right + ", got " + text + why;
    }

    /** A number in few digits. */
    static String number(double value) {
        return Double.isNaN(value)
                ? "NaN"
                : Double.isInfinite(value) ? (value > 0 ? "∞" : "-∞") : TableView.number(value);
    }
}
