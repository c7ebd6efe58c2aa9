package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A run of code that need not end by itself, on a thread of its own: it is stopped as a cell is, by the checks that are
 * woven into it and, where they do not help, by an error from outside.
 *
 * @param <T> what the code gives
 */
public final class GuardedRun<T> {
    private static final int MOST_OUTPUT = 1 << 16;

    private final FutureTask<T> task;
    private final AtomicInteger outputLeft = new AtomicInteger(MOST_OUTPUT);
    private @Nullable Interruption interruption;
    private boolean stopped;

    private GuardedRun(Callable<T> work) {
        task = new FutureTask<>(() -> guarded(work));
    }

    /** Starts {@code work} on a daemon thread of that name. */
    public static <T> GuardedRun<T> start(String name, Callable<T> work) {
        GuardedRun<T> run = new GuardedRun<>(work);
        new EvalThread(new ThreadGroup(name), run.task, name).start();
        return run;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the user code gives what the work gives
    private T guarded(Callable<T> work) throws Exception {
        Interruption own = new Interruption();
        CurrentCell.set(new Quiet(own, outputLeft));
        synchronized (this) {
            interruption = own;
            if (stopped) {
                own.stop();
            }
        }
        try {
            return (T) Outcome.value(own.userCode(() -> Outcome.of(work)));
        } finally {
            own.finish();
        }
    }

    /** What the work gave or threw: user code may throw less than work may. */
    private record Outcome(@Nullable Object value, @Nullable Exception thrown) {
        static Outcome of(Callable<?> work) {
            try {
                return new Outcome(work.call(), null);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                return new Outcome(null, e);
            }
        }

        static @Nullable Object value(@Nullable Object outcome) throws Exception {
            if (!(outcome instanceof Outcome one)) {
                throw new IllegalStateException("guarded work gave no outcome");
            }
            if (one.thrown != null) {
                throw one.thrown;
            }
            return one.value;
        }
    }

    /** Whether it has ended, in whatever way. */
    public boolean isDone() {
        return task.isDone();
    }

    /**
     * What it gave, once it has ended.
     *
     * @throws ExecutionException with what it threw
     */
    public T result() throws ExecutionException, InterruptedException {
        return task.get();
    }

    /** Stops it; what cannot be stopped goes on with the lowest priority and is of no consequence. */
    public synchronized void stop() {
        stopped = true;
        if (interruption != null) {
            interruption.stop();
        }
    }

    /** Whether the calling thread works for a guarded run. */
    static boolean isCurrent() {
        return CurrentCell.get().filter(Quiet.class::isInstance).isPresent();
    }

    /**
     * The cell of a guarded run, which has no place to show anything.
     *
     * @param interruption whether it shall stop
     * @param outputLeft how many bytes it may still print
     */
    public record Quiet(Interruption interruption, AtomicInteger outputLeft) implements CellOutput {
        /** How many of so many bytes may be printed; a flood is cut off. */
        public int allowed(int bytes) {
            return Math.max(0, Math.min(bytes, outputLeft.getAndAdd(-Math.min(bytes, MOST_OUTPUT))));
        }

        @Override
        public String display(DisplayData data) {
            return "";
        }

        @Override
        public void update(String displayId, DisplayData data) {}

        @Override
        public void clear(Clear when) {}

        @Override
        public void checkInterrupt() {
            interruption.check();
        }
    }
}
