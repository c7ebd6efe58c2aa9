package dev.interlace.jupyter.display;

/**
 * A value that knows how it looks in a notebook.
 *
 * <p>For types of one's own this is the short way; for types of others write a {@link Renderer}.
 */
public interface Displayable {
    /** This value as a MIME bundle with a text twin. */
    DisplayData display();
}
