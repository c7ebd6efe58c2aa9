package dev.interlace.jupyter.display;

import java.util.Optional;

/**
 * Turns a value into a MIME bundle; found by {@link java.util.ServiceLoader}, so that any jar can bring one.
 *
 * <p>A renderer must not load heavy classes to answer for a value that is not its own: it is asked about every value
 * that a cell shows.
 */
public interface Renderer {
    /** The bundle of {@code value}, or empty where this renderer does not know its type. */
    Optional<DisplayData> render(Object value);
}
