package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.jars.ClassPathChange;
import dev.interlace.jupyter.jars.NotebookJars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * A JShell that lives in this process, keeps live values, and forgets what a cell leaves behind.
 *
 * <p>JShell is not made for several threads: everything that touches it holds the compile lock, which the running cell
 * gives back while the user's code runs.
 */
public final class ShellEngine implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> replaced = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Set<String> atStart = new HashSet<>();
    private final Debuggee debuggee = new Debuggee();
    private final CellErrors errors = new CellErrors();
    private final CellLoader loader;
    private final CellExecution execution;
    private final JShell shell;
    private final SnippetLines lines;
    private final CompilerMemory memory;
    private final OneShots oneShots;
    private final CellImports imports;
    private final CellClassPath classPath;
    private final ShellNames names;
    private final CellProcessors processors;
    private final TypeDeclarations types = new TypeDeclarations(this);
    private CellErrors.@Nullable Origin evaluated;
    private @Nullable CompilerFiles compilerFiles;

    /**
     * What became of one snippet.
     *
     * @param snippet the snippet; its text is what was evaluated
     * @param status whether it is usable now
     * @param value what it evaluated to, for an expression that is not null
     * @param failure what it threw
     * @param frames frames of the failure, as the machine and as the snippets see them
     * @param diagnostics what the compiler said
     * @param notices what the user should know, for instance that a variable was reset
     */
    record Evaluation(
            Snippet snippet,
            Status status,
            Optional<Object> value,
            Optional<Throwable> failure,
            Map<StackTraceElement, StackTraceElement> frames,
            List<Diag> diagnostics,
            List<String> notices) {}

    /**
     * Starts a JShell.
     *
     * @param seen what cells see beside their own classes
     * @param defaults which imports the names of types need
     * @param compilerOptions options of the Java compiler
     */
    public ShellEngine(CellClassPath seen, DefaultImports defaults, List<String> compilerOptions) {
        classPath = seen.with(compilerOptions);
        loader = new CellLoader(seen.jars(), seen.parent(), new Log(), debuggee);
        CommonPoolThreads.use(loader);
        ImportedNames types = new ImportedNames(loader, defaults.onDemand(), defaults.offered());
        loader.setPackageAssertionStatus(OneShotCompiler.PACKAGE, true);
        execution = new CellExecution(loader, lock, this::placeLines);
        shell = JShell.builder()
                .executionEngine(new Provider(execution), Map.of())
                .compilerOptions(withVariableNames(compilerOptions))
                .fileManager(this::compilerFiles)
                .idGenerator(this::placed)
                .build();
        lines = new SnippetLines(shell);
        memory = new CompilerMemory(shell);
        oneShots = new OneShots(shell, execution, compilerOptions, types);
        imports = new CellImports(shell, types, atStart);
        names = new ShellNames(this, loader, imports);
        processors = new CellProcessors(seen.jars(), seen.parent(), oneShots.internals());
    }

    // a snippet has its place before it runs, so that what it prints can name it
    private String placed(Snippet snippet, int number) {
        String id = Integer.toString(number);
        CellErrors.Origin current = evaluated;
        if (current != null) {
            errors.placeTemporarily(id, current);
        }
        return id;
    }

    private CompilerFiles compilerFiles(StandardJavaFileManager standard) {
        CompilerFiles own = new CompilerFiles(standard, classPath);
        compilerFiles = own;
        return own;
    }

    // a debugger shows local variables by name; the compiler's own default leaves the names out
    private static String[] withVariableNames(List<String> options) {
        List<String> all = new ArrayList<>(List.of("-g"));
        all.addAll(options);
        return all.toArray(new String[0]);
    }

    private record Provider(ExecutionControl execution) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "interlace";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return execution;
        }
    }

    private final class Log implements CellLoader.LoadLog {
        @Override
        public void replaced(String older, String name) {
            replaced.add(older);
        }

        @Override
        public void reset(String variable, String type) {
            notices.add("variable " + variable + " was reset: its type " + type + " has changed");
        }
    }

    /**
     * Compiles and runs one snippet that declares nothing, on the calling thread, without JShell.
     *
     * @param more import declarations beside those that JShell knows
     * @param origin where it stands
     * @return empty where JShell must see it: it may declare something, there is something to say against it, or a
     *     debugger wants to stop in it
     */
    Optional<OneShots.Run> evaluateOneShot(String source, Imports more, CellErrors.Origin origin, Interruption cell) {
        if (debuggee.weaves()) {
            return Optional.empty();
        }
        lock.lock();
        try {
            return oneShots.run(source, more, cell, id -> errors.placeTemporarily(id, origin));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Loads the compiler, so that the first cell finds it ready; a cell that arrives meanwhile waits for what it needs
     * too.
     */
    public void warm() {
        evaluateOneShot("0", new Imports(List.of()), new CellErrors.Origin(0, "0", 0), new Interruption());
    }

    /** Compiles and runs one snippet for {@code cell}, which stands at {@code origin}, on the calling thread. */
    Evaluation evaluate(String source, CellErrors.Origin origin, Interruption cell) {
        lock.lock();
        try {
            execution.enter(cell);
            evaluated = origin;
            importNames(source);
            List<SnippetEvent> events = shell.eval(source);
            oneShots.declared(events);
            SnippetEvent main = events.stream()
                    .filter(e -> e.causeSnippet() == null && e.status() != Status.OVERWRITTEN)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("JShell made nothing of: " + source));
            Optional<CellExecution.Result> result = execution.takeResult();
            Snippet snippet = main.snippet();
            letProcessorsWrite(main);
            Evaluation evaluation = new Evaluation(
                    snippet,
                    main.status(),
                    isExpression(snippet) ? result.flatMap(CellExecution.Result::value) : Optional.empty(),
                    failure(main, result),
                    frames(main, result),
                    shell.diagnostics(snippet).toList(),
                    List.copyOf(notices));
            notices.clear();
            evaluated = origin; // another thread may have evaluated while this one ran
            placeLines();
            forget(snippet, result);
            return evaluation;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what annotation processors change in the type {@code source} into {@code edits} of it. */
    void process(String source, TypeHeader header, Edits edits) {
        lock.lock();
        try {
            if (processors.concern(source)) {
                importNames(source);
                processors.change(source, header, edits);
            }
        } finally {
            lock.unlock();
        }
    }

    private void letProcessorsWrite(SnippetEvent event) {
        if (event.status() != Status.VALID
                || event.snippet().kind() != Snippet.Kind.TYPE_DECL
                || !processors.concern(event.snippet().source())) {
            return;
        }
        Optional<Class<?>> type = loader.declared(((TypeDeclSnippet) event.snippet()).name());
        if (type.isPresent()) {
            CellProcessors.Written written = processors.write(type.get().getName());
            notices.addAll(written.warnings());
            loader.add(written.classes());
            oneShots.grown();
        }
    }

    // a snippet that is being evaluated has no entry among the errors' origins yet
    private void placeLines() {
        CellErrors.Origin current = evaluated;
        if (debuggee.weaves() && current != null) {
            debuggee.place(lines, id -> errors.origin(id).or(() -> Optional.of(current)));
        }
    }

    private static boolean isExpression(Snippet snippet) {
        return snippet.kind() == Snippet.Kind.EXPRESSION || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    private static Optional<Throwable> failure(SnippetEvent event, Optional<CellExecution.Result> result) {
        if (event.exception() instanceof UnresolvedReferenceException unresolved) {
            return Optional.of(unresolved);
        }
        Optional<Throwable> thrown = result.flatMap(CellExecution.Result::thrown);
        return thrown.isPresent() ? thrown : Optional.ofNullable(event.exception());
    }

    private static Map<StackTraceElement, StackTraceElement> frames(
            SnippetEvent event, Optional<CellExecution.Result> result) {
        Map<StackTraceElement, StackTraceElement> translated = new HashMap<>();
        Optional<Throwable> thrown = result.flatMap(CellExecution.Result::thrown);
        if (event.exception() instanceof EvalException failed && thrown.isPresent()) {
            List<StackTraceElement> raw = Frames.ofChain(thrown.get());
            StackTraceElement[] seen = failed.getStackTrace();
            for (int i = 0; i < Math.min(raw.size(), seen.length); i++) {
                translated.put(raw.get(i), seen[i]);
            }
        }
        return translated;
    }

    // what can no longer be named: statements, results, and the older classes of replaced declarations
    private void forget(Snippet snippet, Optional<CellExecution.Result> result) {
        boolean temporary = isExpression(snippet) || snippet.kind() == Snippet.Kind.STATEMENT;
        if (temporary && shell.status(snippet).isActive()) {
            shell.drop(snippet);
            result.ifPresent(r -> {
                loader.forget(r.wrapper());
                memory.forget(r.wrapper());
            });
        }
        replaced.forEach(memory::forget);
        replaced.clear();
    }

    /** Imports what the names in {@code code} need, so that JShell can compile or complete it. */
    void importNames(String code) {
        lock.lock();
        try {
            if (imports.add(code)) {
                oneShots.dropped();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Asks JShell's analysis, while no snippet is being compiled. */
    <T> T analyse(Function<SourceCodeAnalysis, T> question) {
        lock.lock();
        try {
            return question.apply(shell.sourceCodeAnalysis());
        } finally {
            lock.unlock();
        }
    }

    /** The files that the compiler reads; empty until it has been asked for. */
    Optional<CompilerFiles> compilerFiles() {
        return Optional.ofNullable(compilerFiles);
    }

    /** Asks JShell itself, while no snippet is being compiled. */
    <T> T ask(Function<JShell, T> question) {
        lock.lock();
        try {
            return question.apply(shell);
        } finally {
            lock.unlock();
        }
    }

    /** The names that cells can write. */
    ShellNames names() {
        return names;
    }

    /** Runs code of the user, or on the user's behalf, where an interrupt may wake it. */
    @Nullable
    Object runUserCode(Interruption cell, CellExecution.UserCode code) throws ReflectiveOperationException {
        execution.enter(cell);
        return execution.outsideLock(code);
    }

    /** Gives the variable {@code name} that a cell has declared the value {@code value}. */
    public void assign(String name, @Nullable Object value) {
        loader.assign(name, value);
    }

    /** The running cells as a debugger sees them. */
    public Debuggee debuggee() {
        return debuggee;
    }

    CellErrors errors() {
        return errors;
    }

    /** What {@code thrown} shows of cells, in the words of an error; for code that prints it itself. */
    public String trace(Throwable thrown) {
        return ask(s -> errors.thrown(oneShots.frames(thrown), thrown).plain());
    }

    /** What {@code thrown} shows of cells. */
    ErrorReport report(Throwable thrown) {
        return ask(s -> errors.thrown(oneShots.frames(thrown), thrown));
    }

    TypeDeclarations types() {
        return types;
    }

    /** Parks no thread any more, and forgets the lines of code that is gone. */
    public void detachDebugger() {
        debuggee.detach();
        debuggee.forgetWhere(wrapper -> !loader.holds(wrapper));
    }

    /** The variables that cells have declared and that are usable, with their live values. */
    public List<NotebookSession.Variable> variables() {
        return ask(s -> s.variables()
                .filter(v -> s.status(v).isActive() && v.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                .map(v -> new NotebookSession.Variable(v.name(), v.typeName(), loader.valueOf(v.name())))
                .toList());
    }

    /** What is declared and usable, the start-up imports included. */
    public List<NotebookSession.Declaration> declarations() {
        return ask(s -> Stream.concat(Declarations.of(s).stream(), imports.offered().stream())
                .toList());
    }

    /** The types that are declared and usable, with their texts. */
    public List<NotebookSession.TypeSource> typeSources() {
        return ask(s -> s.types()
                .filter(type -> s.status(type).isActive())
                .map(type -> new NotebookSession.TypeSource(type.name(), type.source()))
                .toList());
    }

    /** Forgets what is called {@code name}; false where nothing is. */
    public boolean drop(String name) {
        return ask(s -> {
            oneShots.dropped();
            imports.forget();
            loader.dropped(List.of(name));
            return Declarations.drop(s, name);
        });
    }

    /** Forgets what cells have declared; what was there before {@link #markStart} stays. */
    public void reset() {
        ask(s -> {
            List<Snippet> gone = s.snippets()
                    .filter(snippet -> s.status(snippet).isActive() && !atStart.contains(snippet.id()))
                    .toList();
            gone.forEach(s::drop);
            loader.dropped(gone.stream()
                    .filter(VarSnippet.class::isInstance)
                    .map(snippet -> ((VarSnippet) snippet).name())
                    .toList());
            types.clear();
            oneShots.dropped();
            imports.forget();
            return true;
        });
    }

    /** Marks the end of the start-up snippets. */
    public void markStart() {
        ask(s -> atStart.addAll(s.snippets().map(Snippet::id).toList()));
    }

    /**
     * Lets cells see the classes of a jar or folder.
     *
     * @throws IOException if it cannot be read
     */
    public ClassPathChange addToClassPath(Path entry, ClassPathChange.Wish wish) throws IOException {
        ClassPathChange change = loader.jars().add(entry, wish);
        if (change.isAdded()) {
            ask(s -> {
                if (compilerFiles != null) {
                    compilerFiles.classPathChanged(change.entry());
                }
                s.addToClasspath(change.entry().toString());
                imports.classPathChanged();
                oneShots.classPathChanged();
                return true;
            });
            loader.offer(change.entry());
        }
        return change;
    }

    /** The jars and folders that cells see. */
    public NotebookJars jars() {
        return loader.jars();
    }

    /** The loader of everything that cells can see. */
    public ClassLoader loader() {
        return loader;
    }

    /** How many class files the compiler keeps; for tests of memory. */
    int keptClassFiles() {
        return memory.size();
    }

    @Override
    public void close() {
        shell.close();
    }
}
