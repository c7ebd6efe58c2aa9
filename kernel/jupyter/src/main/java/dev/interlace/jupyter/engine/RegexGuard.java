package dev.interlace.jupyter.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the matching of regular expressions in cell code.
 *
 * <p>A pattern that tries every way to divide a text may run for years, in code of the platform where no check is
 * woven. All that it asks of a text is one character after the other: here each is a chance to stop.
 */
public final class RegexGuard {
    private RegexGuard() {}

    private record Checked(CharSequence text) implements CharSequence {
        @Override
        public char charAt(int index) {
            StopCheck.check();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public boolean isEmpty() {
            return text.length() == 0;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    @SuppressWarnings("NullAway") // null is passed on, so that it fails as it always does
    private static CharSequence checked(@Nullable CharSequence text) {
        return text == null ? null : new Checked(text);
    }

    /** In place of {@link Pattern#matcher}. */
    public static Matcher matcher(Pattern pattern, CharSequence text) {
        return pattern.matcher(checked(text));
    }

    /** In place of {@link Pattern#split(CharSequence)}. */
    public static String[] split(Pattern pattern, CharSequence text) {
        return pattern.split(checked(text));
    }

    /** In place of {@link Pattern#split(CharSequence, int)}. */
    public static String[] split(Pattern pattern, CharSequence text, int limit) {
        return pattern.split(checked(text), limit);
    }

    /** In place of {@link Pattern#matches(String, CharSequence)}. */
    public static boolean matches(String regex, CharSequence text) {
        return Pattern.matches(regex, checked(text));
    }

    /** In place of {@link String#matches}. */
    public static boolean matches(String text, String regex) {
        return Pattern.matches(regex, checked(text));
    }

    /** In place of {@link String#replaceAll}. */
    public static String replaceAll(String text, String regex, String replacement) {
        return Pattern.compile(regex).matcher(checked(text)).replaceAll(replacement);
    }

    /** In place of {@link String#replaceFirst}. */
    public static String replaceFirst(String text, String regex, String replacement) {
        return Pattern.compile(regex).matcher(checked(text)).replaceFirst(replacement);
    }

    /** In place of {@link String#split(String)}. */
    public static String[] split(String text, String regex) {
        return split(text, regex, 0);
    }

    /** In place of {@link String#split(String, int)}; one plain character needs no regular expression. */
    public static String[] split(String text, String regex, int limit) {
        boolean plain = regex.length() == 1 && ".$|()[{^?*+\\".indexOf(regex.charAt(0)) < 0;
        return plain ? text.split(regex, limit) : Pattern.compile(regex).split(checked(text), limit);
    }
}
