package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import jdk.jshell.Diag;
import org.jspecify.annotations.Nullable;

/** Tells errors in terms of cells: the number, the line, the source and the place in it. */
final class CellErrors {
    static final String HINT = "hint: ";

    private static final int SHOWN_FRAMES = 30;
    private static final int SHOWN_THROWABLES = 40;
    private static final int PASSING = 1_000;
    private static final String LAMBDA = "lambda$";
    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    private final Map<String, Origin> origins = new HashMap<>();
    private final Map<String, Origin> passing = new LinkedHashMap<>();

    /**
     * Where a snippet stands.
     *
     * @param text where its text comes from
     * @param source text of the cell
     * @param start index of the snippet in it
     * @param places leads an index of what was compiled to one of the snippet
     */
    record Origin(SourceName text, String source, int start, IntUnaryOperator places) {
        Origin(SourceName text, String source, int start) {
            this(text, source, start, at -> at);
        }

        Origin(int cell, String source, int start) {
            this(SourceName.cell(cell), source, start);
        }

        /** How a message names the line {@code number} of the source. */
        String where(int number) {
            return text.name() + ", line " + text.line(number);
        }

        /** What stands before the line {@code number} where it is shown. */
        String margin(int number) {
            return "    " + text.line(number) + " | ";
        }

        /** The same place, for a snippet that was changed by {@code edits} before it was compiled. */
        Origin changedBy(Edits edits) {
            return edits.isEmpty()
                    ? this
                    : new Origin(text, source, start, at -> places.applyAsInt(edits.original(at)));
        }

        /** The index in the cell of what the compiler knows as {@code position}. */
        int index(long position) {
            return start + places.applyAsInt((int) Math.max(0, position));
        }

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
            int index = Math.min(origin.index(diagnostic.getPosition()), end(origin));
            int line = origin.lineOf(index);
            List<String> said = said(diagnostic);
            String heading = origin.where(line) + ": " + said.get(0);
            first = first.isEmpty() ? heading + symbol(said) : first;
            lines.add(RED + (lines.isEmpty() ? ErrorReport.COMPILATION + ": " : "") + PLAIN + heading);
            String margin = origin.margin(line);
            lines.add(margin + origin.line(line));
            int from = origin.column(Math.min(origin.index(diagnostic.getStartPosition()), index));
            lines.add(
                    " ".repeat(margin.length() - 2) + "| " + " ".repeat(from) + caret(origin, line, from, diagnostic));
            said.stream().skip(1).map(more -> "  " + more).forEach(lines::add);
        }
        hints.forEach(hint -> lines.add(HINT + hint));
        if (lines.isEmpty()) {
            first = origin.where(origin.lineOf(origin.start())) + ": this cannot be compiled";
            lines.add(first);
        }
        return new ErrorReport(ErrorReport.COMPILATION, first, lines);
    }

    /** The error of a comment at {@code origin} that never ends: nothing behind it would run. */
    ErrorReport unclosedComment(Origin origin) {
        int line = origin.lineOf(origin.start());
        String heading = origin.where(line) + ": unclosed comment";
        String margin = origin.margin(line);
        return new ErrorReport(
                ErrorReport.COMPILATION,
                heading,
                List.of(
                        RED + ErrorReport.COMPILATION + ": " + PLAIN + heading,
                        margin + origin.line(line),
                        " ".repeat(margin.length() - 2) + "| " + " ".repeat(origin.column(origin.start())) + "^^",
                        HINT + "add */ where the comment ends"));
    }

    /**
     * The error of a call, at {@code called}, of something that misses declarations.
     *
     * @param what what was called, in words
     * @param missing what it misses, in words
     */
    ErrorReport unresolved(Origin called, String what, String missing, Optional<Origin> declared, List<String> hints) {
        String message = what + " cannot be used until this is declared: " + missing;
        List<String> lines = new ArrayList<>();
        int line = called.lineOf(called.start());
        lines.add(RED + ErrorReport.COMPILATION + ": " + PLAIN + called.where(line) + ": " + message);
        lines.add(called.margin(line) + called.line(line));
        declared.ifPresent(
                origin -> lines.add("    " + what + " stands in " + origin.where(origin.lineOf(origin.start()))));
        hints.forEach(hint -> lines.add(HINT + hint));
        return new ErrorReport(ErrorReport.COMPILATION, called.where(line) + ": " + message, lines);
    }

    private static int end(Origin origin) {
        return Math.max(0, origin.source().stripTrailing().length() - 1);
    }

    private static String caret(Origin origin, int line, int from, Diag diagnostic) {
        int length = origin.index(diagnostic.getEndPosition()) - origin.index(diagnostic.getStartPosition());
        int room = Math.max(1, origin.line(line).length() - from);
        return "^".repeat(Math.max(1, Math.min(length, room)));
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

    /**
     * What a snippet threw, with its causes.
     *
     * @param seen frames of the machine to frames of snippets
     */
    ErrorReport thrown(Map<StackTraceElement, StackTraceElement> seen, Throwable thrown) {
        List<String> lines = new ArrayList<>();
        tell(thrown, "", seen, Collections.newSetFromMap(new IdentityHashMap<>()), lines);
        MemoryHints.about(thrown).forEach(hint -> lines.add(HINT + hint));
        return new ErrorReport(Texts.className(thrown), Texts.message(thrown), lines);
    }

    // in the order in which the platform prints them: what it suppressed, then its cause
    private void tell(
            Throwable thrown,
            String role,
            Map<StackTraceElement, StackTraceElement> seen,
            Set<Throwable> told,
            List<String> lines) {
        if (told.size() >= SHOWN_THROWABLES || !told.add(thrown)) {
            return;
        }
        if (thrown instanceof ErrorReport.Reported known) {
            List<String> inner = known.report().traceback();
            lines.add(role + inner.get(0));
            lines.addAll(inner.subList(1, inner.size()));
            return;
        }
        String message = Texts.message(thrown);
        String name = RED + Texts.className(thrown) + PLAIN;
        lines.add(role + (message.isEmpty() ? name : name + ": " + message));
        frames(Frames.of(thrown), seen, lines);
        for (Throwable suppressed : thrown.getSuppressed()) {
            List<String> inner = new ArrayList<>();
            tell(suppressed, "Suppressed: ", seen, told, inner);
            inner.forEach(line -> lines.add("    " + line));
        }
        if (thrown.getCause() != null) {
            tell(thrown.getCause(), "Caused by: ", seen, told, lines);
        }
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
                || type.startsWith("dev.interlace.jupyter.engine.")
                || type.startsWith("dev.interlace.jupyter.server.")
                || type.startsWith("dev.interlace.jupyter.magic.")
                || type.equals("dev.interlace.jupyter.Notebook")
                || (type.startsWith("REPL.") && frame.getFileName() == null);
    }

    private String users(StackTraceElement frame) {
        Origin origin = originOf(frame.getFileName()).orElseThrow();
        int line = origin.lineOf(origin.start()) + Math.max(1, frame.getLineNumber()) - 1;
        String method = method(frame);
        String where = "(" + origin.where(line) + ")";
        String at = method.isEmpty() ? where : method + " " + where;
        String source = origin.line(line);
        String margin = origin.margin(line);
        int indent = source.length() - source.stripLeading().length();
        return "    at " + at + "\n    " + margin + source + "\n    " + " ".repeat(margin.length() - 2) + "| "
                + " ".repeat(indent) + "^".repeat(Math.max(1, source.strip().length()));
    }

    // as the user wrote it; what JShell wraps statements in has no name
    private static String method(StackTraceElement frame) {
        String name = frame.getMethodName();
        if (name.startsWith(LAMBDA)) {
            int end = name.lastIndexOf('$');
            String owner = end > LAMBDA.length() ? name.substring(LAMBDA.length(), end) : "";
            boolean inCell = owner.isEmpty() || owner.startsWith(OneShotCompiler.METHOD);
            return inCell ? "lambda" : "lambda in " + (owner.equals("new") ? constructor(frame) : owner);
        }
        if (name.startsWith(OneShotCompiler.METHOD)) {
            return "";
        }
        return switch (name) {
            case "<init>" -> constructor(frame);
            case "<clinit>" -> "static initializer of " + type(frame);
            default -> name;
        };
    }

    private static String constructor(StackTraceElement frame) {
        return "new " + type(frame);
    }

    private static String type(StackTraceElement frame) {
        String plain = Texts.plain(frame.getClassName());
        return plain.substring(Math.max(plain.lastIndexOf('.'), plain.lastIndexOf('$')) + 1);
    }

    private static String library(StackTraceElement frame) {
        return Texts.plain(frame.getClassName()) + "." + frame.getMethodName() + "("
                + (frame.getFileName() == null ? "" : frame.getFileName() + ":" + frame.getLineNumber()) + ")";
    }
}
