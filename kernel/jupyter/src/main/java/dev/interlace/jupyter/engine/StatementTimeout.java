package dev.interlace.jupyter.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Interrupts a cell when one of its statements has run for too long. */
final class StatementTimeout {
    private static final String NAME = "StatementTimeout";

    private final Duration limit;
    private final Interruption cell;
    private final Thread watch;
    private boolean ended;
    private boolean fired;

    /** Begins to measure the statement that {@code cell} runs next. */
    StatementTimeout(Interruption cell, Duration limit) {
        this.cell = cell;
        this.limit = limit;
        // outside the cell's thread group: an interrupt of the cell must not reach it
        @Nullable ThreadGroup outside = Thread.currentThread().getThreadGroup().getParent();
        watch = new Thread(outside, this::watch, "interlace-timeout");
        watch.setDaemon(true);
        watch.start();
    }

    private synchronized void watch() {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!ended) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    fired = true;
                    ended = true;
                    cell.stop();
                } else {
                    wait(left / 1_000_000 + 1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the measuring; the error where the time was exceeded, with what the statement itself ended in. */
    synchronized Optional<ErrorReport> end(Optional<ErrorReport> failure) {
        ended = true;
        notifyAll();
        if (!fired) {
            return Optional.empty();
        }
        String message = "the statement was interrupted because it ran longer than " + words(limit)
                + ", the limit that the environment variable INTERLACE_TIMEOUT (or JJAVA_TIMEOUT, IJAVA_TIMEOUT) sets";
        List<String> lines = new ArrayList<>(List.of(NAME + ": " + message));
        failure.ifPresent(report -> lines.addAll(report.traceback()));
        return Optional.of(new ErrorReport(NAME, message, lines));
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
