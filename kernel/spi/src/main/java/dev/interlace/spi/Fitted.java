package dev.interlace.spi;

import java.io.IOException;
import java.io.OutputStream;

/** The result of a fit: immutable, safe for use by several threads in turn, saved to one file. */
public interface Fitted {
    /** Where it comes from. */
    Provenance provenance();

    /** What the fit recorded. */
    History history();

    /** The number of trained numbers. */
    long parameterCount();

    /**
     * Writes everything that prediction needs; the method's {@code load} gives back a model whose results are
     * bit-equal. The stream is left open.
     */
    void save(OutputStream out) throws IOException;
}
