package dev.interlace.jupyter.engine;

/**
 * Ends the code of a cell that the user has interrupted.
 *
 * <p>An error rather than an exception, so that code which catches exceptions to carry on does not carry on.
 */
public final class CellInterruptedError extends Error {
    private static final long serialVersionUID = 1L;

    private static final String MESSAGE = "the cell was interrupted";

    public CellInterruptedError() {
        super(MESSAGE);
    }

    private CellInterruptedError(boolean withFrames) {
        super(MESSAGE, null, false, withFrames);
    }

    /** One without frames: code that catches the first goes on to the next, at each level of a deep recursion. */
    static CellInterruptedError again() {
        return new CellInterruptedError(false);
    }
}
