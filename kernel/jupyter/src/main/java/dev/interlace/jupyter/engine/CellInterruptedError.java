package dev.interlace.jupyter.engine;

/**
 * Ends the code of a cell that the user has interrupted.
 *
 * <p>An error rather than an exception, so that code which catches exceptions to carry on does not carry on.
 */
public final class CellInterruptedError extends Error {
    private static final long serialVersionUID = 1L;

    public CellInterruptedError() {
        super("the cell was interrupted");
    }
}
