package dev.interlace.jupyter.engine;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles snippets that declare nothing in one task of the compiler, where JShell needs three: one to find out what a
 * snippet is, one for its type, one for its class file.
 *
 * <p>It only ever succeeds or declines: what does not compile here is left to JShell, whose errors the user sees.
 */
final class OneShotCompiler {
    /** The package of JShell's wrapper classes, whose members a snippet may name. */
    static final String PACKAGE = "REPL";

    /** The method that runs a snippet. */
    static final String METHOD = "do_it$";

    private static final Logger LOG = LoggerFactory.getLogger(OneShotCompiler.class);

    private final CompilerPool pool;
    private final Output output;
    private final List<String> options;
    private final ImportedNames types;
    private int known = -1;
    private int count;

    /**
     * A compiled snippet.
     *
     * @param id the snippet's id, which its frames name as their file, behind {@code #}
     * @param type full name of the class whose method runs it
     * @param classes that class and those within it
     */
    record Compiled(String id, String type, List<ClassBytecodes> classes) {}

    private OneShotCompiler(CompilerPool pool, JavaFileManager files, List<String> options, ImportedNames types) {
        this.types = types;
        this.pool = pool;
        this.output = new Output(files);
        this.options = options;
    }

    /**
     * A compiler that sees what {@code files} hold; empty where the process may not reach the pool of compilers.
     *
     * @param options options of the Java compiler
     * @param types what the simple names of types need
     */
    static Optional<OneShotCompiler> find(JavaFileManager files, List<String> options, ImportedNames types) {
        List<String> all = new ArrayList<>(options);
        all.add("-proc:none");
        all.add("-nowarn");
        return CompilerPool.find().map(pool -> new OneShotCompiler(pool, files, List.copyOf(all), types));
    }

    /**
     * Compiles {@code snippet}.
     *
     * @param visible what it may name
     * @param generation a number that grows with every class that JShell has declared
     * @return its classes; empty where it is for JShell to say what is wrong
     */
    Optional<Compiled> compile(OneShot snippet, Imports visible, int generation) {
        String imports = visible.neededBy(snippet, types);
        Optional<Compiled> compiled = attempt(snippet, imports, generation);
        return compiled.isEmpty() && snippet.form() == OneShot.Form.EXPRESSION && output.sawVoid
                ? attempt(snippet.asStatement(), imports, generation)
                : compiled;
    }

    /** Forgets what has been learnt of the class path. */
    void forget() {
        pool.renew();
        known = -1;
    }

    private Optional<Compiled> attempt(OneShot snippet, String imports, int generation) {
        String id = "o" + ++count;
        String name = "$OneShot$" + count;
        // the first line of the snippet is the first line of the source, so that lines in traces need no translation
        String head = "package " + PACKAGE + "; " + imports + " public class " + name + " { public static ";
        String source = snippet.form() == OneShot.Form.EXPRESSION
                ? head + "Object " + METHOD + "() throws Throwable { return " + snippet.text() + "\n;}}"
                : head + "void " + METHOD + "() throws Throwable { " + snippet.text() + "\n}}";
        Optional<String> grown = known == generation ? Optional.empty() : Optional.of(PACKAGE);
        output.begin();
        try {
            boolean ok = pool.compile(output, output::note, options, List.of(new Source(id, source)), grown);
            known = generation;
            return ok ? Optional.of(new Compiled(id, PACKAGE + "." + name, output.take())) : Optional.empty();
        } catch (ReflectiveOperationException e) {
            known = -1;
            LOG.debug("a snippet is left to JShell", e);
            return Optional.empty();
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String id, String text) {
            super(URI.create("string:///%23" + id), Kind.SOURCE); // the name that its frames show: #id
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }

    /** Keeps class files in memory; one object for all tasks, because a compiler remembers its file manager. */
    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
        private final List<ClassFile> written = new ArrayList<>();
        private boolean sawVoid;

        Output(JavaFileManager files) {
            super(files);
        }

        void begin() {
            written.clear();
            sawVoid = false;
        }

        void note(javax.tools.Diagnostic<? extends JavaFileObject> diagnostic) {
            sawVoid |= diagnostic.getKind() == javax.tools.Diagnostic.Kind.ERROR
                    && diagnostic.getMessage(java.util.Locale.ROOT).contains("void");
        }

        List<ClassBytecodes> take() {
            return written.stream().map(ClassFile::toBytecodes).toList();
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            ClassFile file = new ClassFile(className);
            written.add(file);
            return file;
        }
    }

    private static final class ClassFile extends SimpleJavaFileObject {
        private final String name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassFile(String name) {
            super(URI.create("memory:///" + name.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
            this.name = name;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }

        ClassBytecodes toBytecodes() {
            return new ClassBytecodes(name, bytes.toByteArray());
        }
    }
}
