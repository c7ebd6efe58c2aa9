package dev.interlace.app;

import java.io.PrintStream;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/**
 * What the command line prints. On a terminal, a step that takes longer than two seconds shows itself on a line that
 * changes; elsewhere such lines stay out.
 */
public final class Console {
    private static final long QUIET_MILLIS = 2_000;
    private static final long TICK_MILLIS = 500;

    private final PrintStream out;
    private final PrintStream errors;
    private final Kind kind;

    /** Where the lines go. */
    public enum Kind {
        TERMINAL,
        FILE
    }

    Console(PrintStream out, PrintStream errors, Kind kind) {
        this.out = out;
        this.errors = errors;
        this.kind = kind;
    }

    /** Standard output; the {@code lab} script says by {@code INTERLACE_TERMINAL} whether that is a terminal. */
    static Console standard(Map<String, String> environment) {
        return new Console(
                System.out,
                System.err,
                "yes".equals(environment.get("INTERLACE_TERMINAL")) ? Kind.TERMINAL : Kind.FILE);
    }

    /** Prints a line. */
    public synchronized void line(String text) {
        out.println(text);
    }

    /** Prints a line that tells of something wrong. */
    public synchronized void error(String text) {
        errors.println(text);
    }

    /** Begins a step; close it when it is done. */
    public Step step(String label) {
        return new Step(label);
    }

    /** Something that may take a while. */
    public final class Step implements AutoCloseable {
        private final long start = System.nanoTime();
        private final Timer timer = new Timer("progress", true);
        private final String label;
        private String detail = "";
        private boolean shown;

        private Step(String label) {
            this.label = label;
            if (kind == Kind.TERMINAL) {
                timer.scheduleAtFixedRate(
                        new TimerTask() {
                            @Override
                            public void run() {
                                show();
                            }
                        },
                        QUIET_MILLIS,
                        TICK_MILLIS);
            }
        }

        /** Says where the step has got to. */
        public void at(String where) {
            synchronized (Console.this) {
                detail = where;
            }
        }

        private void show() {
            synchronized (Console.this) {
                shown = true;
                out.print("\r\u001b[K" + label + " … " + seconds() + " s  " + detail);
                out.flush();
            }
        }

        /** Whole seconds since the step began. */
        public long seconds() {
            return (System.nanoTime() - start) / 1_000_000_000L;
        }

        @Override
        public void close() {
            timer.cancel();
            synchronized (Console.this) {
                if (shown) {
                    shown = false;
                    out.print("\r\u001b[K");
                    out.flush();
                }
            }
        }
    }
}
