package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.NotebookSession;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;

/** What woven code calls in place of the methods that print a stack trace: cells and their lines are shown instead. */
public final class TraceGuard {
    private TraceGuard() {}

    /** In place of {@link Throwable#printStackTrace()}. */
    @SuppressWarnings("SystemOut") // where the method that it stands in for prints
    public static void printStackTrace(Throwable thrown) {
        printStackTrace(thrown, System.err);
    }

    /** In place of {@link Throwable#printStackTrace(PrintStream)}. */
    public static void printStackTrace(Throwable thrown, PrintStream out) {
        print(thrown, "", out::println, () -> thrown.printStackTrace(out));
    }

    /** In place of {@link Throwable#printStackTrace(PrintWriter)}. */
    public static void printStackTrace(Throwable thrown, PrintWriter out) {
        print(thrown, "", out::println, () -> thrown.printStackTrace(out));
    }

    /** In place of {@link Thread#dumpStack}. */
    @SuppressWarnings("SystemOut") // where the method that it stands in for prints
    public static void dumpStack() {
        Exception here = new Exception("Stack trace");
        print(here, "", System.err::println, () -> here.printStackTrace(System.err));
    }

    /** Prints what has ended a thread that a cell has started. */
    @SuppressWarnings("SystemOut") // where the platform prints it
    public static void uncaught(Thread thread, Throwable thrown) {
        String heading = "Exception in thread \"" + thread.getName() + "\" ";
        print(thrown, heading, System.err::println, () -> {
            System.err.print(heading);
            thrown.printStackTrace(System.err);
        });
    }

    private static void print(Throwable thrown, String heading, Consumer<Object> out, Runnable otherwise) {
        Optional<String> trace =
                isOwn(thrown) ? Optional.empty() : NotebookSession.current().flatMap(session -> session.trace(thrown));
        trace.ifPresentOrElse(text -> out.accept(heading + text), otherwise);
    }

    // a class that prints its trace in its own way does so here too
    private static boolean isOwn(Throwable thrown) {
        try {
            return thrown.getClass()
                            .getMethod("printStackTrace", PrintStream.class)
                            .getDeclaringClass()
                    != Throwable.class;
        } catch (NoSuchMethodException | LinkageError e) {
            return true;
        }
    }
}
