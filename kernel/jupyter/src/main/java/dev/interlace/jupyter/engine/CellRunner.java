package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.CellErrors.Origin;
import dev.interlace.jupyter.engine.CellSplitter.Part;
import dev.interlace.jupyter.engine.CellSplitter.PartKind;
import dev.interlace.jupyter.engine.ShellEngine.Evaluation;
import dev.interlace.jupyter.engine.TypeDeclarations.Declared;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.UnresolvedReferenceException;
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
    public interface Magics extends CellSplitter.MagicCode {
        /** Runs the line magic {@code call}, its name first; its result may be assigned or shown. */
        @Nullable
        Object line(String call) throws Exception;

        /** The inputs of earlier sessions and of this one, oldest first. */
        default List<String> pastInputs() {
            return List.of();
        }

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
     * @param name what errors call it
     * @param source its text
     * @param interruption its interrupt
     * @param warnings where notices go that are no errors
     */
    public record Cell(SourceName name, String source, Interruption interruption, Consumer<String> warnings) {
        /** The cell with that execution count. */
        public Cell(int number, String source, Interruption interruption, Consumer<String> warnings) {
            this(SourceName.cell(number), source, interruption, warnings);
        }
    }

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
        this.hints = new Hints(engine, magics::pastInputs);
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
        List<Part> parts = CellSplitter.split(cell.source(), magics);
        Optional<Part> comment = parts.stream()
                .filter(part -> part.kind() == PartKind.OPEN_COMMENT)
                .findFirst();
        if (comment.isPresent()) {
            return Outcome.failed(errors.unclosedComment(
                    new Origin(cell.name(), cell.source(), comment.get().start())));
        }
        List<Snippet> declared = new ArrayList<>();
        List<TypeHeader> types =
                TypeDeclarations.headers(parts.stream().map(Part::text).toList());
        Optional<Object> value = Optional.empty();
        Deque<Part> left = new ArrayDeque<>(parts);
        while (!left.isEmpty()) {
            cell.interruption().check();
            Part part = left.remove();
            Optional<StatementTimeout> limit = timeout.map(time -> new StatementTimeout(cell.interruption(), time));
            Outcome outcome = part.kind() == PartKind.LINE_MAGIC
                    ? magic(cell, () -> magics.line(part.text()))
                    : snippet(cell, part, new Around(left, types), declared);
            Optional<ErrorReport> tooLong = limit.flatMap(time -> time.end(outcome.error()));
            if (outcome.error().isPresent() || tooLong.isPresent()) {
                return new Outcome(Optional.empty(), tooLong.or(outcome::error));
            }
            value = outcome.value();
        }
        cell.interruption().check(); // what was awaited may have ended because of the interrupt
        declared.forEach(snippet -> warnWhereUnresolved(snippet, cell.warnings()));
        types.stream()
                .map(TypeHeader::name)
                .filter(engine.types()::isWaiting)
                .forEach(name -> cell.warnings()
                        .accept(name + " cannot be used until a type is declared that extends or implements it"));
        return new Outcome(value, Optional.empty());
    }

    /** The rest of a cell: the parts that are still to be run, and all types that it declares. */
    private record Around(Deque<Part> left, List<TypeHeader> types) {}

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

    private Outcome snippet(Cell cell, Part part, Around around, List<Snippet> declared) {
        Origin origin = new Origin(cell.name(), cell.source(), part.start(), part.places());
        if (isPackage(part.text())) {
            cell.warnings().accept("the package is left out: what cells declare is in no package");
            return new Outcome(Optional.empty(), Optional.empty());
        }
        Optional<OneShots.Run> direct = startup.isImportsOnly()
                ? engine.evaluateOneShot(part.text(), startup.imports(), origin, cell.interruption())
                : Optional.empty();
        if (direct.isPresent()) {
            OneShots.Run run = direct.get();
            return new Outcome(run.value(), run.failure().map(thrown -> errors.thrown(run.frames(), thrown)));
        }
        startup.finish();
        Attempt made = attempt(cell, part, origin, around);
        while (made.needed.isPresent()) {
            around.left().remove(made.needed.get());
            Outcome sooner = snippet(cell, made.needed.get(), around, declared);
            if (sooner.error().isPresent()) {
                return sooner;
            }
            made = attempt(cell, part, origin, around);
        }
        return made.declared
                .map(one -> outcome(cell, one, List.copyOf(around.left()), declared))
                .orElseGet(() -> new Outcome(Optional.empty(), Optional.empty()));
    }

    /** What became of a part, or the part further down that has to be evaluated before it. */
    private record Attempt(Optional<Declared> declared, Optional<Part> needed) {}

    private Attempt attempt(Cell cell, Part part, Origin origin, Around around) {
        Optional<Declared> made = evaluate(cell, part, origin, around);
        return new Attempt(
                made,
                made.filter(Declared::isRejected)
                        .flatMap(one -> ForwardReferences.firstNeeded(
                                one.evaluation().diagnostics(), List.copyOf(around.left()))));
    }

    // empty for a type that waits for others
    private Optional<Declared> evaluate(Cell cell, Part part, Origin origin, Around around) {
        Optional<TypeHeader> type = TypeHeader.of(part.text());
        return type.isEmpty()
                ? Optional.of(new Declared(engine.evaluate(part.text(), origin, cell.interruption()), origin))
                : engine.types()
                        .declare(
                                new TypeDeclarations.Declaration(part.text(), type.get(), origin),
                                around.types(),
                                cell.interruption());
    }

    private static boolean isPackage(String source) {
        List<JavaScanner.Token> tokens = JavaScanner.tokens(source);
        return !tokens.isEmpty() && tokens.get(0).is("package");
    }

    private Outcome outcome(Cell cell, Declared made, List<Part> later, List<Snippet> declared) {
        Evaluation evaluation = made.evaluation();
        Origin origin = made.origin();
        evaluation.notices().forEach(cell.warnings());
        Snippet snippet = evaluation.snippet();
        if (evaluation.status() == Status.REJECTED) {
            return Outcome.failed(errors.compilation(
                    origin, evaluation.diagnostics(), hints.about(origin, snippet.source(), evaluation.diagnostics())));
        }
        boolean lasting = snippet instanceof DeclarationSnippet
                && snippet.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        if (lasting) {
            errors.place(snippet.id(), origin);
            declared.add(snippet);
        } else {
            errors.placeTemporarily(snippet.id(), origin);
        }
        Optional<ErrorReport> failure = evaluation
                .failure()
                .map(thrown -> thrown instanceof UnresolvedReferenceException call
                        ? unresolved(call.getSnippet(), origin)
                        : errors.thrown(evaluation.frames(), thrown));
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

    private ErrorReport unresolved(DeclarationSnippet used, Origin origin) {
        List<String> missing = unresolved(used).toList();
        List<String> found = missing.stream()
                .flatMap(what -> hints.aboutDependency(what, used.source()).stream())
                .toList();
        Optional<Origin> declared = errors.origin(used.id());
        if (missing.isEmpty()) {
            List<Diag> diagnostics = engine.ask(shell -> shell.diagnostics(used).toList());
            return errors.compilation(declared.orElse(origin), diagnostics, found);
        }
        return errors.unresolved(origin, describe(used), String.join(", ", missing), declared, found);
    }

    private static String describe(DeclarationSnippet snippet) {
        return (snippet.kind() == Snippet.Kind.METHOD ? "method " : "class ") + snippet.name();
    }

    private ErrorReport unknownType(Evaluation evaluation, Origin origin) {
        List<String> missing = unresolved(evaluation.snippet()).toList();
        List<String> found = missing.stream()
                .map(CellRunner::lastWord)
                .flatMap(name -> hints.missingClass(name).stream())
                .toList();
        ErrorReport report = errors.compilation(origin, evaluation.diagnostics(), found);
        String message = origin.where(origin.lineOf(origin.start())) + ": cannot find " + String.join(", ", missing);
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
