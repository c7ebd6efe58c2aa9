package dev.interlace.jupyter.widgets;

import org.jspecify.annotations.Nullable;

/**
 * A function of three values, as {@link Widgets#interact} draws with.
 *
 * @param <A> the first value
 * @param <B> the second value
 * @param <C> the third value
 * @param <R> what it gives
 */
@FunctionalInterface
public interface TriFunction<A, B, C, R extends @Nullable Object> {
    /** What comes of three values. */
    R apply(A first, B second, C third);
}
