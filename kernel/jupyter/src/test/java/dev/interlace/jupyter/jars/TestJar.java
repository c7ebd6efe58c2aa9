package dev.interlace.jupyter.jars;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Jars that tests compile. */
public final class TestJar {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** Adds a resource. */
    public TestJar with(String entry, String text) {
        entries.put(entry, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Adds the class {@code name}, whose static method {@code text()} tells {@code text}. */
    public TestJar withClass(String name, String text) throws IOException {
        int dot = name.lastIndexOf('.');
        return withSource(
                name,
                "package " + name.substring(0, dot) + "; public class " + name.substring(dot + 1)
                        + " { public static String text() { return \"" + text + "\"; } }");
    }

    /** Adds what {@code source}, the source of the class {@code name}, is compiled to. */
    public TestJar withSource(String name, String source) throws IOException {
        Path folder = Files.createTempDirectory("classes");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///" + name.replace('.', '/') + ".java"), SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignored) {
                        return source;
                    }
                };
        boolean ok = compiler.getTask(
                        null, null, null, List.of("-d", folder.toString(), "-proc:none"), null, List.of(file))
                .call();
        if (!ok) {
            throw new IOException("does not compile: " + source);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                entries.put(folder.relativize(one).toString().replace('\\', '/'), Files.readAllBytes(one));
            }
        }
        return this;
    }

    /** Writes the jar. */
    public Path write(Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new JarEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return jar;
    }
}
