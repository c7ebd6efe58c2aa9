package dev.interlace.jupyter.engine;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import dev.interlace.jupyter.jars.NotebookJars;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * The annotation processors that added jars bring, run over the types that cells declare. JShell itself runs none.
 *
 * <p>A processor that changes the type itself, as Lombok does, sees the type's text first, and what it adds is written
 * into that text. A processor that writes classes of its own sees the compiled type, so that those classes have the
 * names that it looks for at run time.
 */
final class CellProcessors {
    private static final String SERVICE = "META-INF/services/javax.annotation.processing.Processor";
    private static final String LOMBOK = "lombok.";

    private final NotebookJars jars;
    private final ClassLoader parent;
    private final Optional<ShellInternals> internals;
    private Known known = new Known(List.of(), List.of(), ClassLoader.getPlatformClassLoader());

    /** The processors of some jars, by name: those that change types, and those that write classes. */
    private record Known(List<Path> jars, List<String> names, ClassLoader loader) {
        List<String> changing() {
            return names.stream().filter(name -> name.startsWith(LOMBOK)).toList();
        }

        List<String> writing() {
            return names.stream().filter(name -> !name.startsWith(LOMBOK)).toList();
        }
    }

    /** A processor has reported an error. */
    static final class ProcessorException extends RuntimeException implements ErrorReport.Reported {
        private static final long serialVersionUID = 1L;

        private final transient ErrorReport report;

        ProcessorException(String message) {
            super(message);
            report = new ErrorReport(
                    ErrorReport.COMPILATION, message, List.of(ErrorReport.COMPILATION + ": " + message));
        }

        @Override
        public ErrorReport report() {
            return report;
        }
    }

    /**
     * What processors have written for a type.
     *
     * @param classes the compiled classes
     * @param warnings what the processors warn of
     */
    record Written(List<ClassBytecodes> classes, List<String> warnings) {}

    /**
     * The processors of {@code jars}.
     *
     * @param parent loader of everything else that a processor may use
     * @param internals of the JShell whose types they see; without them no processor runs
     */
    CellProcessors(NotebookJars jars, ClassLoader parent, Optional<ShellInternals> internals) {
        this.jars = jars;
        this.parent = parent;
        this.internals = internals;
    }

    /** Whether the text of a type may concern a processor that is there. */
    boolean concern(String source) {
        return internals.isPresent()
                && source.indexOf('@') >= 0
                && !known().names.isEmpty();
    }

    private Known known() {
        Map<Path, byte[]> services = jars.addedHolding(SERVICE);
        List<Path> paths = List.copyOf(services.keySet());
        if (!paths.equals(known.jars)) {
            List<String> names = services.values().stream()
                    .flatMap(text -> new String(text, StandardCharsets.UTF_8).lines())
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .distinct()
                    .toList();
            URL[] urls = jars.added().stream().map(CellProcessors::url).toArray(URL[]::new);
            known = new Known(paths, names, new URLClassLoader("annotation processors", urls, parent));
        }
        return known;
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path + " is no place of a jar", e);
        }
    }

    private List<Processor> made(List<String> names) {
        List<Processor> made = new ArrayList<>();
        for (String name : names) {
            try {
                made.add(Class.forName(name, true, known.loader)
                        .asSubclass(Processor.class)
                        .getDeclaredConstructor()
                        .newInstance());
            } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
                throw new ProcessorException("the annotation processor " + name + " cannot be made: " + e);
            }
        }
        return made;
    }

    /**
     * Writes what processors change in a type into {@code edits} of its text.
     *
     * @param source the text
     * @param header what stands before the type's body
     */
    void change(String source, TypeHeader header, Edits edits) {
        List<String> names = known().changing();
        String imports = imports();
        if (names.isEmpty() || !(imports + source).contains(LOMBOK)) {
            return;
        }
        String word = header.modifier("static").isPresent() ? "" : "static ";
        String head = "package " + OneShotCompiler.PACKAGE + "; " + imports + " class " + ProcessedType.OUTER + " { ";
        ProcessedType.Text text = new ProcessedType.Text(source, head + word);
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        WrittenFiles written = files();
        JavacTask task = (JavacTask) compiler()
                .getTask(
                        null, written, diagnostics, List.of("-proc:only"), null, List.of(written.source(text.whole())));
        task.setProcessors(made(names));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            ProcessedType type = new ProcessedType(text, unit, task);
            task.analyze();
            refuse(diagnostics);
            type.write(edits);
        } catch (IOException e) {
            throw new IllegalStateException("a type in memory cannot be read", e);
        }
    }

    private String imports() {
        try {
            return internals.orElseThrow().imports();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the imports of the cells cannot be read", e);
        }
    }

    private WrittenFiles files() {
        return new WrittenFiles(internals.orElseThrow().files());
    }

    // what the compiler itself finds wrong is JShell's to say
    private static void refuse(DiagnosticCollector<JavaFileObject> diagnostics) {
        Optional<String> wrong = diagnostics.getDiagnostics().stream()
                .filter(one ->
                        one.getKind() == Diagnostic.Kind.ERROR && one.getCode().contains("proc.messager"))
                .map(one -> one.getMessage(null))
                .findFirst();
        if (wrong.isPresent()) {
            throw new ProcessorException(wrong.get() + " (says an annotation processor)");
        }
    }

    /** Lets processors write classes for the compiled type {@code name}; JShell's compiler learns of them. */
    Written write(String name) {
        List<String> names = known().writing();
        if (names.isEmpty()) {
            return new Written(List.of(), List.of());
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        WrittenFiles written = files();
        JavaCompiler.CompilationTask task =
                compiler().getTask(null, written, diagnostics, List.of("-parameters", "-g"), List.of(name), null);
        task.setProcessors(made(names));
        boolean ok = task.call();
        Map<String, List<String>> said = new TreeMap<>();
        diagnostics.getDiagnostics().stream()
                .filter(one -> one.getCode() == null || !one.getCode().startsWith("compiler.warn.proc"))
                .forEach(one -> said.computeIfAbsent(one.getKind().name(), k -> new ArrayList<>())
                        .add(one.getMessage(null)));
        List<String> errors = said.getOrDefault("ERROR", List.of());
        if (!ok && !errors.isEmpty()) {
            throw new ProcessorException(String.join("; ", errors) + " (says an annotation processor of "
                    + name.substring(name.lastIndexOf('$') + 1) + ")");
        }
        return new Written(written.classes(), said.getOrDefault("WARNING", List.of()));
    }

    private static JavaCompiler compiler() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new ProcessorException("annotation processors need a JDK, and this Java has no compiler");
        }
        return compiler;
    }
}
