package dev.interlace.jupyter.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/** Runs snippets that declare nothing beside a JShell, which never learns of them. Its owner holds the compile lock. */
final class OneShots {
    private final JShell shell;
    private final CellExecution execution;
    private final Optional<ShellInternals> internals;
    private final Optional<OneShotCompiler> compiler;
    private Optional<Imports> imports = Optional.empty();
    private int generation;
    private boolean unresolved;

    /**
     * What became of one snippet.
     *
     * @param id its id, which its frames name
     * @param value what it evaluated to
     * @param failure what it threw
     * @param frames frames of the failure, as the machine and as the snippets see them
     */
    record Run(
            String id,
            Optional<Object> value,
            Optional<Throwable> failure,
            Map<StackTraceElement, StackTraceElement> frames) {}

    OneShots(JShell shell, CellExecution execution, List<String> compilerOptions, ImportedNames types) {
        this.shell = shell;
        this.execution = execution;
        internals = ShellInternals.find(shell);
        compiler = internals.flatMap(inside -> OneShotCompiler.find(inside.files(), compilerOptions, types));
    }

    /** What JShell does not tell; empty where this process may not reach it. */
    Optional<ShellInternals> internals() {
        return internals;
    }

    /** Takes in that JShell has evaluated a snippet. */
    void declared(List<SnippetEvent> events) {
        imports = Optional.empty();
        generation++;
        boolean touched = unresolved || events.stream().anyMatch(event -> isUnresolved(event.status()));
        unresolved = touched && shell.snippets().anyMatch(snippet -> isUnresolved(shell.status(snippet)));
    }

    /** Takes in that JShell has dropped declarations. */
    void dropped() {
        imports = Optional.empty();
    }

    /** Takes in that JShell's files hold classes that no snippet has declared. */
    void grown() {
        generation++;
    }

    /** Takes in that there are classes which the compiler may have looked for in vain. */
    void classPathChanged() {
        compiler.ifPresent(OneShotCompiler::forget);
    }

    private static boolean isUnresolved(Status status) {
        return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
    }

    /**
     * Compiles and runs {@code source} on the calling thread.
     *
     * @param more import declarations beside those that JShell knows
     * @param beforeRun takes the id of the compiled snippet
     * @return empty where JShell must see it
     */
    Optional<Run> run(String source, Imports more, Interruption cell, Consumer<String> beforeRun) {
        if (compiler.isEmpty() || internals.isEmpty() || unresolved) {
            return Optional.empty();
        }
        Optional<OneShot> snippet = OneShot.of(source);
        if (snippet.isEmpty()) {
            return Optional.empty();
        }
        try {
            Imports visible = imports(internals.get()).and(more);
            Optional<OneShotCompiler.Compiled> compiled = compiler.get().compile(snippet.get(), visible, generation);
            if (compiled.isEmpty()) {
                return Optional.empty();
            }
            beforeRun.accept(compiled.get().id());
            execution.enter(cell);
            CellExecution.Result result = execution.invokeOneShot(compiled.get());
            Map<StackTraceElement, StackTraceElement> frames = result.thrown().isPresent()
                    ? frames(internals.get(), result.thrown().get())
                    : Map.of();
            return Optional.of(new Run(compiled.get().id(), result.value(), result.thrown(), frames));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a compiled snippet could not be run", e);
        }
    }

    private Imports imports(ShellInternals inside) throws ReflectiveOperationException {
        Imports known = imports.isPresent() ? imports.get() : Imports.parse(inside.imports());
        imports = Optional.of(known);
        return known;
    }

    /** Frames of {@code thrown}, as the machine and as the snippets see them; none where JShell cannot be asked. */
    Map<StackTraceElement, StackTraceElement> frames(Throwable thrown) {
        if (internals.isEmpty()) {
            return Map.of();
        }
        try {
            return frames(internals.get(), thrown);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Map.of();
        }
    }

    private static Map<StackTraceElement, StackTraceElement> frames(ShellInternals inside, Throwable thrown)
            throws ReflectiveOperationException {
        List<StackTraceElement> raw = Frames.ofChain(thrown);
        List<StackTraceElement> seen = inside.translate(raw);
        Map<StackTraceElement, StackTraceElement> translated = new HashMap<>();
        for (int i = 0; i < raw.size(); i++) {
            StackTraceElement frame = raw.get(i);
            String file = frame.getFileName();
            if (file != null && file.startsWith("#")) {
                boolean body = frame.getMethodName().equals(OneShotCompiler.METHOD);
                String method = body ? "" : frame.getMethodName();
                translated.put(frame, new StackTraceElement(frame.getClassName(), method, file, frame.getLineNumber()));
            } else if (i < seen.size()) {
                translated.put(frame, seen.get(i));
            }
        }
        return translated;
    }
}
