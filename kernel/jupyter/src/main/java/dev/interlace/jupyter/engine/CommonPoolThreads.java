package dev.interlace.jupyter.engine;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of the common pool, which run parallel streams and futures of cells: they see what cells see.
 *
 * <p>Named by the system property {@code java.util.concurrent.ForkJoinPool.common.threadFactory}. The pool's own
 * threads would have the context class loader of the process.
 */
public final class CommonPoolThreads implements ForkJoinPool.ForkJoinWorkerThreadFactory {
    private static final AtomicReference<@Nullable ClassLoader> CELLS = new AtomicReference<>();

    /** For the pool. */
    public CommonPoolThreads() {}

    /** Gives the threads that are made from now on the context class loader {@code loader}. */
    static void use(ClassLoader loader) {
        CELLS.set(loader);
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
        return new PoolThread(pool);
    }

    private static final class PoolThread extends ForkJoinWorkerThread {
        PoolThread(ForkJoinPool pool) {
            super(pool);
            ClassLoader loader = CELLS.get();
            if (loader != null) {
                setContextClassLoader(loader);
            }
        }
    }
}
