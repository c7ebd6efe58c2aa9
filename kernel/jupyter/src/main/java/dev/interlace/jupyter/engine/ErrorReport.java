package dev.interlace.jupyter.engine;

import java.util.List;

/**
 * An error as a front end shows it.
 *
 * @param name class of the exception, or {@code CompilationException}
 * @param message its message, in one piece
 * @param traceback lines to show, outermost first
 */
public record ErrorReport(String name, String message, List<String> traceback) {
    /** The name under which errors of the compiler are reported. */
    public static final String COMPILATION = "CompilationException";

    public ErrorReport {
        traceback = List.copyOf(traceback);
    }

    /** The lines to show, without colours. */
    String plain() {
        return String.join("\n", traceback).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    /** Something thrown that has been reported in terms of cells already. */
    public interface Reported {
        /** The report. */
        ErrorReport report();
    }

    /** A report of two lines for what has no place in a cell. */
    public static ErrorReport of(Throwable thrown) {
        if (thrown instanceof Reported known) {
            return known.report();
        }
        String message = Texts.message(thrown);
        String name = Texts.className(thrown);
        return new ErrorReport(name, message, List.of(message.isEmpty() ? name : name + ": " + message));
    }
}
