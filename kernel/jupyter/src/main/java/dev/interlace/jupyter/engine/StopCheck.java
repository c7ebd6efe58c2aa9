package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The check that is woven into cell code: it throws where the calling thread's cell has been interrupted.
 *
 * <p>Woven code can only call a static method, so the number of interrupted cells that still have threads is static
 * state. While it is zero a check costs one read. Otherwise each check asks its own cell: a loop of an earlier cell
 * that runs on in the background is not hit by the interrupt of a later one, and a loop that swallows the error is hit
 * again at its next turn, until its thread is gone.
 */
public final class StopCheck {
    private static final AtomicInteger STOPPING = new AtomicInteger();
    private static volatile boolean stopping;

    private StopCheck() {}

    /** Throws {@link CellInterruptedError} where the calling thread's cell has been interrupted. */
    public static void check() {
        if (stopping) {
            Optional<CellOutput> cell = CurrentCell.get();
            cell.ifPresent(CellOutput::checkInterrupt);
        }
    }

    /** Counts a cell that shall stop. */
    static synchronized void raise() {
        STOPPING.incrementAndGet();
        stopping = true;
    }

    /** Counts a cell whose threads are gone. */
    static synchronized void lower() {
        stopping = STOPPING.decrementAndGet() > 0;
    }
}
