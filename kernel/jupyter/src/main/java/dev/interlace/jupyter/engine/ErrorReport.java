package dev.interlace.jupyter.engine;

import java.util.ArrayList;
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

    private static final int FRAMES = 20;

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

    /** A report of a cell whose thread was left behind. */
    public static ErrorReport of(Hang hang) {
        String name = CellInterruptedError.class.getName();
        List<String> lines = new ArrayList<>(List.of(name + ": " + hang.message()));
        hang.frames().stream().limit(FRAMES).map(frame -> "    at " + frame).forEach(lines::add);
        return new ErrorReport(name, hang.message(), lines);
    }

    /** A report for what has no place in a cell. */
    public static ErrorReport of(Throwable thrown) {
        if (thrown instanceof Reported known) {
            return known.report();
        }
        String message = Texts.message(thrown);
        String name = Texts.className(thrown);
        List<String> lines = new ArrayList<>(List.of(message.isEmpty() ? name : name + ": " + message));
        MemoryHints.about(thrown).forEach(hint -> lines.add(CellErrors.HINT + hint));
        return new ErrorReport(name, message, lines);
    }
}
