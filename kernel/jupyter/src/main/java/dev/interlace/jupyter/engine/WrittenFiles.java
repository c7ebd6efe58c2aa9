package dev.interlace.jupyter.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import org.jspecify.annotations.Nullable;

/**
 * What annotation processors and the compiler behind them write, kept in memory; the files beside it learn of classes.
 */
final class WrittenFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, Written> classes = new HashMap<>();

    WrittenFiles(JavaFileManager files) {
        super(files);
    }

    /** A source file that holds {@code text}. */
    JavaFileObject source(String text) {
        Written file = new Written("cell", JavaFileObject.Kind.SOURCE);
        file.bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /** The classes that were compiled. */
    List<ClassBytecodes> classes() {
        List<ClassBytecodes> all = new ArrayList<>();
        classes.forEach((name, file) -> all.add(new ClassBytecodes(name, file.bytes.toByteArray())));
        return all;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) throws IOException {
        Written file = new Written(className.replace('.', '/'), kind);
        if (kind == JavaFileObject.Kind.CLASS) {
            file.copy = super.getJavaFileForOutput(location, className, kind, sibling);
            classes.put(className, file);
        }
        return file;
    }

    @Override
    public FileObject getFileForOutput(Location location, String packageName, String name, FileObject sibling) {
        return new Written(name, JavaFileObject.Kind.OTHER);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a.equals(b);
    }

    private static final class Written extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable JavaFileObject copy;

        Written(String path, Kind kind) {
            super(URI.create("memory:///" + path.replace("$", "%24") + kind.extension), kind);
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == getKind() && !simpleName.endsWith("-info"); // a package or a module is none of ours
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes.toByteArray());
        }

        @Override
        public OutputStream openOutputStream() {
            bytes.reset();
            return new OutputStream() {
                @Override
                public void write(int b) {
                    bytes.write(b);
                }

                @Override
                public void write(byte[] from, int start, int length) {
                    bytes.write(from, start, length);
                }

                @Override
                public void close() throws IOException {
                    JavaFileObject other = copy;
                    if (other != null) {
                        try (OutputStream out = other.openOutputStream()) {
                            out.write(bytes.toByteArray());
                        }
                    }
                }
            };
        }
    }
}
