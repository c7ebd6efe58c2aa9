package dev.interlace.spi;

/**
 * A labelled stretch of time.
 *
 * @param label what happens in it, for instance a spoken word
 * @param from its start, in seconds from the start of the recording
 * @param to its end, in seconds, after {@code from}
 */
public record Segment(String label, double from, double to) {
    public Segment {
        if (!(from >= 0 && to > from && to < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Segment '" + label + "' must have 0 <= from < to, in seconds, got " + from + " to " + to);
        }
    }
}
