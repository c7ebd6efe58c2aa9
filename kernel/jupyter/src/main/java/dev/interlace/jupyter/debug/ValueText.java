package dev.interlace.jupyter.debug;

import java.lang.reflect.Array;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value in a few words. It asks no {@code toString} of the user's: the panel lists every variable after each cell,
 * and one of them may be a tensor or be in the middle of a change.
 */
final class ValueText {
    private static final int LONGEST = 300;

    private ValueText() {}

    /** Whether the text of {@code value} says all about it. */
    static boolean isPlain(@Nullable Object value) {
        return value == null
                || value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof Class<?>
                || (value instanceof Number && isOfTheLibrary(value))
                || ((value instanceof Temporal || value instanceof TemporalAmount) && isOfTheLibrary(value))
                || value instanceof UUID;
    }

    private static boolean isOfTheLibrary(Object value) {
        return value.getClass().getName().startsWith("java.");
    }

    /** The text of {@code value}: plain ones in full, others by their size or type. */
    @SuppressWarnings("CatchingThrowable") // size() and name() may be the user's code
    static String of(@Nullable Object value) {
        try {
            return bounded(text(value));
        } catch (RuntimeException | StackOverflowError e) {
            return "(cannot be read: " + e.getClass().getName() + ")";
        }
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof CharSequence text) {
            return "\"" + bounded(text.toString()) + "\"";
        } else if (value instanceof Character c) {
            return "'" + c + "'";
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (value instanceof Class<?> named) {
            return type(named) + ".class";
        } else if (isPlain(value)) {
            return value.toString();
        } else if (value.getClass().isArray()) {
            return "length = " + Array.getLength(value);
        } else if (value instanceof Collection<?> many) {
            return "size = " + many.size();
        } else if (value instanceof Map<?, ?> map) {
            return "size = " + map.size();
        }
        return type(value);
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** The class of {@code value} as its source would name it. */
    static String type(Object value) {
        return type(value.getClass());
    }

    private static String type(Class<?> type) {
        if (type.isHidden() || type.isSynthetic()) {
            return "lambda";
        }
        String simple = type.getSimpleName();
        return simple.isEmpty() ? "anonymous " + type(supertype(type)) : simple;
    }

    private static Class<?> supertype(Class<?> anonymous) {
        Class<?>[] interfaces = anonymous.getInterfaces();
        Class<?> extended = anonymous.getSuperclass();
        return interfaces.length > 0 || extended == null ? interfaces[0] : extended;
    }
}
