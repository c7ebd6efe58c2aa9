package dev.interlace.plugins.encoders;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Shares rows among threads. Each row is one task that writes to its own place, so the result is the same for any
 * number of threads.
 *
 * @param phase what is done, for the progress
 * @param threads how many
 */
record RowWorkers(String phase, int threads) {
    private static final long LOOK_MILLIS = 100;

    /**
     * Does {@code task} for every row in {@code [0, rows)} and returns when all are done. The calling thread asks for
     * cancellation and reports progress ten times a second; the workers are daemon threads that end with this call.
     *
     * @throws CancellationException (or the context's own error) when cancelled; no row is worked on afterwards
     */
    void each(int rows, FitContext context, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(threads, run -> {
            Thread thread = new Thread(run, "interlace-encoder");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int k = 0; k < threads; k++) {
                workers.add(pool.submit(() -> {
                    for (int row = next.getAndIncrement(); row < rows && !stop.get(); row = next.getAndIncrement()) {
                        task.accept(row);
                        done.incrementAndGet();
                    }
                }));
            }
            for (Future<?> worker : workers) {
                while (!isDone(worker)) {
                    context.checkCancelled();
                    context.progress().on(new Progress.Step(phase, done.get(), rows, "rows", done.get()));
                }
            }
            context.progress().on(new Progress.Step(phase, rows, rows, "rows", rows));
        } finally {
            stop.set(true);
            pool.shutdown();
            awaitEnd(pool);
        }
    }

    private static boolean isDone(Future<?> worker) {
        try {
            worker.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a row could not be encoded: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("encoding was interrupted");
        }
    }

    /** The network may be closed only when no thread is inside it; a row takes milliseconds. */
    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = Thread.interrupted();
        boolean ended = false;
        while (!ended) {
            try {
                ended = pool.awaitTermination(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
