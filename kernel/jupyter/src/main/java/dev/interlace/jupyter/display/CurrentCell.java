package dev.interlace.jupyter.display;

import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Which cell the calling thread works for; set by the kernel around each cell, inherited by the threads it starts.
 *
 * <p>The workers of the common pool serve every cell in turn, whichever started them: they work for the running one,
 * the last that has begun where several shells run.
 */
public final class CurrentCell {
    private static final InheritableThreadLocal<@Nullable CellOutput> CURRENT = new InheritableThreadLocal<>();
    private static final Deque<CellOutput> RUNNING = new ConcurrentLinkedDeque<>(); // one of each shell

    private CurrentCell() {}

    /** The output of the calling thread's cell; empty outside a kernel. */
    public static Optional<CellOutput> get() {
        if (Thread.currentThread() instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool()) {
            CellOutput shared = RUNNING.peekLast();
            if (shared != null) {
                return Optional.of(shared);
            }
        }
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * Throws where the calling thread's cell has been interrupted: asked after user code threw, before that is passed
     * over.
     */
    static void checkInterrupt() {
        get().ifPresent(CellOutput::checkInterrupt);
    }

    /** Makes {@code output} the calling thread's cell. */
    public static void set(CellOutput output) {
        CURRENT.set(output);
    }

    /** Makes {@code output} the calling thread's cell, and the one that the common pool works for until it ends. */
    public static void begin(CellOutput output) {
        CURRENT.set(output);
        RUNNING.add(output);
    }

    /** Ends {@code output} as the cell that the common pool works for; its own threads keep it. */
    public static void end(CellOutput output) {
        RUNNING.remove(output);
    }
}
