package dev.interlace.jupyter.engine;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Tells by the grammar alone, without asking what names mean, whether a snippet is Java or may become it. */
final class Syntax {
    private static final List<Frame> IMPORT = List.of(new Frame("", "\n;"));

    /** What may stand around a snippet: the body of a class, the body of a method, an assignment. */
    private static final List<Frame> FRAMES = List.of(
            new Frame("class C$ { ", "\n}"),
            new Frame("class C$ { void m$() throws Throwable { ", "\n;}}"),
            new Frame("class C$ { Object o$ = ", "\n;}"));

    /** The name of a type with an open bracket behind it; to the grammar alone it might be a comparison as well. */
    private static final Pattern TYPE_ARGUMENTS =
            Pattern.compile("(\\w+\\.)*[A-Z]\\w*[a-z]\\w*\\s*<[\\w\\s.,?<\\[\\]@&]*");

    private Syntax() {}

    private record Frame(String before, String after) {}

    /** How far a snippet has come. */
    enum State {
        COMPLETE,
        INCOMPLETE,
        INVALID
    }

    /** The state of {@code source}. */
    static State of(String source) {
        if (Brackets.lonely(source).filter(bracket -> !bracket.opens()).isPresent()) {
            return State.INVALID;
        }
        String text = source.stripTrailing();
        String bare = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
        if (TYPE_ARGUMENTS.matcher(text).matches()) {
            return State.INCOMPLETE;
        }
        boolean mayGrow = false;
        for (Frame frame : text.startsWith("import") ? IMPORT : FRAMES) {
            boolean assigned = frame.before.endsWith("= ");
            String within = assigned ? bare : text;
            OptionalLong error = firstError(frame.before + within + frame.after);
            if (error.isEmpty()) {
                return State.COMPLETE;
            }
            mayGrow |= error.getAsLong() >= frame.before.length() + within.length();
        }
        return mayGrow ? State.INCOMPLETE : State.INVALID;
    }

    // index of the first error of the grammar
    private static OptionalLong firstError(String code) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, null, said, List.of("-proc:none"), null, List.of(new Code(code)));
            task.parse();
        } catch (IOException e) {
            return OptionalLong.of(0);
        }
        return said.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .mapToLong(Diagnostic::getPosition)
                .findFirst();
    }

    private static final class Code extends SimpleJavaFileObject {
        private final String text;

        Code(String text) {
            super(URI.create("string:///Code.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
