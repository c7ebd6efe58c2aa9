package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.CellErrors.Origin;
import dev.interlace.jupyter.engine.CellSplitter.Part;
import dev.interlace.jupyter.engine.CellSplitter.PartKind;
import dev.interlace.jupyter.engine.ShellEngine.Evaluation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import org.jspecify.annotations.Nullable;

/** Evaluates whole cells: part by part, until one fails. */
public final class CellRunner {
    private final ShellEngine engine;
    private final Magics magics;
    private final Startup startup;
    private final Optional<Duration> timeout;
    private final CellErrors errors;
    private final Hints hints;

    /** The magics that a cell may call. */
    public interface Magics {
        /** Runs the line magic {@code call}, its name first; its result may be assigned or shown. */
        @Nullable
        Object line(String call) throws Exception;

        /** The Java expression that calls a line magic. */
        String expression(String call);

        /** Runs a cell magic, where {@code source} is one; empty where it is none. */
        Optional<CellMagicCall> cellMagic(String source);
    }

    /** A whole cell that is one magic. */
    @FunctionalInterface
    public interface CellMagicCall {
        @Nullable
        Object run() throws Exception;
    }

    /**
     * One run of a cell.
     *
     * @param number its execution count, which errors name
     * @param source its text
     * @param interruption its interrupt
     * @param warnings where notices go that are no errors
     */
    public record Cell(int number, String source, Interruption interruption, Consumer<String> warnings) {}

    /**
     * How a cell ended.
     *
     * @param value value of its last expression; empty where that is null or the last part is a statement
     * @param error why it failed
     */
    public record Outcome(Optional<Object> value, Optional<ErrorReport> error) {
        static Outcome failed(ErrorReport report) {
            return new Outcome(Optional.empty(), Optional.of(report));
        }
    }

    /**
     * A runner of cells.
     *
     * @param startup what JShell has still to evaluate before it may see a snippet of a cell
     * @param timeout how long one statement may run; empty for as long as it likes
     */
    public CellRunner(ShellEngine engine, Magics magics, Startup startup, Optional<Duration> timeout) {
        this.timeout = timeout;
        this.engine = engine;
        this.errors = engine.errors();
        this.hints = new Hints(engine);
        this.magics = magics;
        this.startup = startup;
    }

    /** Evaluates {@code cell} on the calling thread; whatever its code throws is in the outcome. */
    @SuppressWarnings("CatchingThrowable") // errors of the user's code and of the compiler alike end the cell only
    public Outcome run(Cell cell) {
        try {
            Optional<CellMagicCall> whole = magics.cellMagic(cell.source());
            if (whole.isPresent()) {
                return magic(cell, whole.get());
            }
            return java(cell);
        } catch (Throwable e) {
            return Outcome.failed(ErrorReport.of(e));
        } finally {
            engine.debuggee().cellEnded();
        }
    }

    /** Runs code of the user, or on the user's behalf, where an interrupt may wake it. */
    public @Nullable Object userCode(Interruption cell, CellMagicCall code) throws Exception {
        try {
            return engine.runUserCode(cell, () -> {
                try {
                    return code.run();
                } catch (Exception e) {
                    throw new UserCodeFailure(e);
                }
            });
        } catch (UserCodeFailure e) {
            throw e.failure;
        }
    }

    private Outcome java(Cell cell) {
        List<Part> parts = CellSplitter.split(cell.source(), magics::expression);
        List<Snippet> declared = new ArrayList<>();
        Optional<Object> value = Optional.empty();
        for (int i = 0; i < parts.size(); i++) {
            cell.interruption().check();
            Part part = parts.get(i);
            Optional<StatementTimeout> limit = timeout.map(time -> new StatementTimeout(cell.interruption(), time));
            Outcome outcome = part.kind() == PartKind.LINE_MAGIC
                    ? magic(cell, () -> magics.line(part.text()))
                    : snippet(asEvaluated(cell, part), part, parts.subList(i + 1, parts.size()), declared);
            Optional<ErrorReport> tooLong = limit.flatMap(time -> time.end(outcome.error()));
            if (outcome.error().isPresent() || tooLong.isPresent()) {
                return new Outcome(Optional.empty(), tooLong.or(outcome::error));
            }
            value = outcome.value();
        }
        cell.interruption().check(); // what was awaited may have ended because of the interrupt
        declared.forEach(snippet -> warnWhereUnresolved(snippet, cell.warnings()));
        return new Outcome(value, Optional.empty());
    }

    // the compiler counts in the rewritten text; a rewritten magic stays on its line, so that lines keep their numbers
    private static Cell asEvaluated(Cell cell, Part part) {
        String bare = part.text().replaceFirst(";$", "");
        return cell.source().startsWith(bare, part.start())
                ? cell
                : new Cell(
                        cell.number(),
                        cell.source().substring(0, part.start()) + part.text(),
                        cell.interruption(),
                        cell.warnings());
    }

    @SuppressWarnings("CatchingThrowable") // a magic may throw anything, as any code of a cell
    private Outcome magic(Cell cell, CellMagicCall call) {
        try {
            return new Outcome(Optional.ofNullable(userCode(cell.interruption(), call)), Optional.empty());
        } catch (Throwable e) {
            return Outcome.failed(ErrorReport.of(e));
        }
    }

    private static final class UserCodeFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Exception failure;

        UserCodeFailure(Exception failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private Outcome snippet(Cell cell, Part part, List<Part> later, List<Snippet> declared) {
        Origin origin = new Origin(cell.number(), cell.source(), part.start());
        Optional<OneShots.Run> direct = startup.isImportsOnly()
                ? engine.evaluateOneShot(part.text(), startup.imports(), cell.interruption())
                : Optional.empty();
        if (direct.isPresent()) {
            OneShots.Run run = direct.get();
            errors.placeTemporarily(run.id(), origin);
            return new Outcome(run.value(), run.failure().map(thrown -> errors.thrown(run.frames(), thrown)));
        }
        startup.finish();
        Evaluation evaluation = engine.evaluate(part.text(), origin, cell.interruption());
        evaluation.notices().forEach(cell.warnings());
        Snippet snippet = evaluation.snippet();
        if (evaluation.status() == Status.REJECTED) {
            return Outcome.failed(errors.compilation(
                    origin, evaluation.diagnostics(), hints.about(origin, part.text(), evaluation.diagnostics())));
        }
        boolean lasting = snippet instanceof DeclarationSnippet
                && snippet.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        if (lasting) {
            errors.place(snippet.id(), origin);
            declared.add(snippet);
        } else {
            errors.placeTemporarily(snippet.id(), origin);
        }
        Optional<ErrorReport> failure = evaluation.failure().map(thrown -> errors.thrown(evaluation.frames(), thrown));
        if (failure.isEmpty() && isUndeclaredVariable(evaluation, later)) {
            failure = Optional.of(unknownType(evaluation, origin));
        }
        return new Outcome(evaluation.value(), failure);
    }

    // JShell would wait for the type to be declared some day; in a notebook it is a misspelt name
    private boolean isUndeclaredVariable(Evaluation evaluation, List<Part> later) {
        if (evaluation.snippet().kind() != Snippet.Kind.VAR || evaluation.status() != Status.RECOVERABLE_NOT_DEFINED) {
            return false;
        }
        return unresolved(evaluation.snippet())
                .noneMatch(name -> later.stream().anyMatch(part -> part.text().contains(lastWord(name))));
    }

    private ErrorReport unknownType(Evaluation evaluation, Origin origin) {
        List<String> missing = unresolved(evaluation.snippet()).toList();
        List<String> found = missing.stream()
                .map(CellRunner::lastWord)
                .flatMap(name -> hints.missingClass(name).stream())
                .toList();
        ErrorReport report = errors.compilation(origin, evaluation.diagnostics(), found);
        String message = "cell " + origin.cell() + ", line " + origin.lineOf(origin.start()) + ": cannot find "
                + String.join(", ", missing);
        if (!evaluation.diagnostics().isEmpty()) {
            return report;
        }
        List<String> lines = new ArrayList<>(List.of(ErrorReport.COMPILATION + ": " + message));
        found.forEach(hint -> lines.add(CellErrors.HINT + hint));
        return new ErrorReport(ErrorReport.COMPILATION, message, lines);
    }

    private Stream<String> unresolved(Snippet snippet) {
        return snippet instanceof DeclarationSnippet declaration
                ? engine.ask(shell -> shell.unresolvedDependencies(declaration).toList()).stream()
                : Stream.empty();
    }

    private void warnWhereUnresolved(Snippet snippet, Consumer<String> warnings) {
        Status status = engine.ask(shell -> shell.status(snippet));
        if (status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED) {
            String missing = unresolved(snippet)
                    .map(what -> what
                            + hints.aboutDependency(what, snippet.source())
                                    .map(hint -> " (" + hint + ")")
                                    .orElse(""))
                    .collect(Collectors.joining(", "));
            String name = ((DeclarationSnippet) snippet).name();
            warnings.accept(name + " cannot be used until this is declared: " + missing);
        }
    }

    private static String lastWord(String dependency) {
        String[] words = dependency.replaceAll("\\(.*", "").split("[ .]", -1);
        return words[words.length - 1];
    }
}
