package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.Diag;
import org.jspecify.annotations.Nullable;

/** Tells errors in terms of cells: the number, the line, the source and the place in it. */
final class CellErrors {
    static final String HINT = "hint: ";

    private static final int SHOWN_FRAMES = 30;
    private static final int PASSING = 1_000;
    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    private final Map<String, Origin> origins = new HashMap<>();
    private final Map<String, Origin> passing = new LinkedHashMap<>();

    /**
     * Where a snippet stands.
     *
     * @param cell number of its cell
     * @param source text of the cell
     * @param start index of the snippet in it
     */
    record Origin(int cell, String source, int start) {
        int lineOf(int index) {
            int line = 1;
            for (int i = 0; i < Math.min(index, source.length()); i++) {
                line += source.charAt(i) == '\n' ? 1 : 0;
            }
            return line;
        }

        String line(int number) {
            List<String> lines = source.lines().toList();
            return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
        }

        int column(int index) {
            return index - (source.lastIndexOf('\n', index - 1) + 1);
        }
    }

    /** Remembers where the snippet {@code id} stands. */
    synchronized void place(String id, Origin origin) {
        origins.put(id, origin);
    }

    /** Remembers for a limited time a snippet that has no name; what it has started may still fail in later cells. */
    synchronized void placeTemporarily(String id, Origin origin) {
        passing.put(id, origin);
        if (passing.size() > PASSING) {
            passing.remove(passing.keySet().iterator().next());
        }
    }

    /** Where the snippet {@code id} stands. */
    synchronized Optional<Origin> origin(String id) {
        return Optional.ofNullable(origins.getOrDefault(id, passing.get(id)));
    }

    private Optional<Origin> originOf(@Nullable String file) {
        return file == null || !file.startsWith("#") ? Optional.empty() : origin(file.substring(1));
    }

    /** The compiler's errors about a snippet at {@code origin}. */
    ErrorReport compilation(Origin origin, List<Diag> diagnostics, List<String> hints) {
        List<String> lines = new ArrayList<>();
        String first = "";
        for (Diag diagnostic : diagnostics) {
            if (!diagnostic.isError()) {
                continue;
            }
            int index = (int) Math.min(origin.start() + Math.max(0, diagnostic.getPosition()), end(origin));
            int line = origin.lineOf(index);
            List<String> said = said(diagnostic);
            String heading = "cell " + origin.cell() + ", line " + line + ": " + said.get(0);
            first = first.isEmpty() ? heading + symbol(said) : first;
            lines.add(RED + (lines.isEmpty() ? ErrorReport.COMPILATION + ": " : "") + PLAIN + heading);
            String margin = margin(line);
            lines.add(margin + origin.line(line));
            int from =
                    origin.column((int) Math.min(origin.start() + Math.max(0, diagnostic.getStartPosition()), index));
            lines.add(
                    " ".repeat(margin.length() - 2) + "| " + " ".repeat(from) + caret(origin, line, from, diagnostic));
            said.stream().skip(1).map(more -> "  " + more).forEach(lines::add);
        }
        hints.forEach(hint -> lines.add(HINT + hint));
        if (lines.isEmpty()) {
            first = "cell " + origin.cell() + ", line " + origin.lineOf(origin.start()) + ": this cannot be compiled";
            lines.add(first);
        }
        return new ErrorReport(ErrorReport.COMPILATION, first, lines);
    }

    private static int end(Origin origin) {
        return Math.max(0, origin.source().stripTrailing().length() - 1);
    }

    private static String caret(Origin origin, int line, int from, Diag diagnostic) {
        long length = diagnostic.getEndPosition() - diagnostic.getStartPosition();
        int room = Math.max(1, origin.line(line).length() - from);
        return "^".repeat((int) Math.max(1, Math.min(length, room)));
    }

    // the location is always a wrapper class, which the user has never seen
    private static List<String> said(Diag diagnostic) {
        return diagnostic
                .getMessage(Locale.ROOT)
                .lines()
                .map(Texts::plain)
                .map(String::strip)
                .filter(line -> !line.startsWith("location:"))
                .toList();
    }

    private static String symbol(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("symbol:"))
                .map(line -> " " + line.substring("symbol:".length()).strip())
                .findFirst()
                .orElse("");
    }

    private static String margin(int line) {
        return "    " + line + " | ";
    }

    /**
     * What a snippet threw, with its causes.
     *
     * @param seen frames of the machine to frames of snippets
     */
    ErrorReport thrown(Map<StackTraceElement, StackTraceElement> seen, Throwable thrown) {
        List<String> lines = new ArrayList<>();
        String prefix = "";
        for (Throwable link : Frames.chain(thrown)) {
            String message = Texts.message(link);
            String name = RED + Texts.className(link) + PLAIN;
            lines.add(prefix + (message.isEmpty() ? name : name + ": " + message));
            frames(Frames.of(link), seen, lines);
            prefix = "Caused by: ";
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            lines.add("Suppressed: " + Texts.className(suppressed) + ": " + Texts.message(suppressed));
        }
        MemoryHints.about(thrown).forEach(hint -> lines.add(HINT + hint));
        return new ErrorReport(Texts.className(thrown), Texts.message(thrown), lines);
    }

    // frames below the user's last one are the machinery that called the cell
    private void frames(
            List<StackTraceElement> raw, Map<StackTraceElement, StackTraceElement> seen, List<String> lines) {
        int last = raw.size() - 1;
        while (last >= 0 && !isUsers(seen.get(raw.get(last)))) {
            last--;
        }
        int shown = 0;
        String previous = "";
        for (int i = 0; i <= last && shown < SHOWN_FRAMES; i++) {
            StackTraceElement frame = seen.getOrDefault(raw.get(i), raw.get(i));
            String text = isUsers(frame) ? users(frame) : isMachinery(frame) ? "" : "    at " + library(frame);
            if (!text.isEmpty() && !text.equals(previous)) {
                text.lines().forEach(lines::add);
                shown++;
            }
            previous = text;
        }
        if (shown == SHOWN_FRAMES) {
            lines.add("    …");
        }
    }

    private boolean isUsers(@Nullable StackTraceElement frame) {
        return frame != null && originOf(frame.getFileName()).isPresent();
    }

    private static boolean isMachinery(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.startsWith("jdk.internal.reflect.")
                || type.startsWith("java.lang.reflect.")
                || type.startsWith("jdk.jshell.")
                || type.startsWith("dev.interlace.jupyter.engine.");
    }

    private String users(StackTraceElement frame) {
        Origin origin = originOf(frame.getFileName()).orElseThrow();
        int line = origin.lineOf(origin.start()) + Math.max(1, frame.getLineNumber()) - 1;
        String method = frame.getMethodName();
        String where = "(cell " + origin.cell() + ", line " + line + ")";
        String at = method.isEmpty() ? where : method + " " + where;
        String source = origin.line(line);
        String margin = margin(line);
        int indent = source.length() - source.stripLeading().length();
        return "    at " + at + "\n    " + margin + source + "\n    " + " ".repeat(margin.length() - 2) + "| "
                + " ".repeat(indent) + "^".repeat(Math.max(1, source.strip().length()));
    }

    private static String library(StackTraceElement frame) {
        return Texts.plain(frame.getClassName()) + "." + frame.getMethodName() + "("
                + (frame.getFileName() == null ? "" : frame.getFileName() + ":" + frame.getLineNumber()) + ")";
    }
}
