package dev.interlace.jupyter.display;

import java.util.Optional;

/**
 * The way from running code to the cell that started it. Threads that a cell starts inherit it, and it outlives the
 * cell: what they show arrives below the cell that they came from.
 */
public interface CellOutput {
    /** Shows {@code data} below the cell and returns the display id under which it can be updated. */
    String display(DisplayData data);

    /** Replaces what was shown under {@code displayId}, wherever it stands. */
    void update(String displayId, DisplayData data);

    /** Clears what the cell has shown so far, at once or when the next output arrives. */
    void clear(Clear when);

    /** Throws an unchecked error when the user has interrupted the cell; long computations call it between steps. */
    void checkInterrupt();

    /** When output is cleared. */
    enum Clear {
        NOW,
        BEFORE_NEXT_OUTPUT
    }

    /** The output of the cell that the calling thread belongs to; empty outside a kernel. */
    static Optional<CellOutput> current() {
        return CurrentCell.get();
    }
}
