package dev.interlace.workbench.doubles;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles plugin jars while a test runs. */
public final class PluginJar {
    private final Path folder;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> dropped = new ArrayList<>();

    /** A jar whose parts are made in {@code folder}. */
    public PluginJar(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds a fusion method that answers that id and version; {@code body} adds members, for instance a static block.
     */
    public PluginJar fusion(String type, String id, String version, String body) {
        return source(
                        type,
                        "import dev.interlace.spi.*; import java.io.*;\n"
                                + "public final class " + type + " implements FusionMethod<NoOptions> {\n" + body
                                + "\n  public MethodDescriptor<NoOptions> descriptor() { return MethodDescriptor.of(\""
                                + id
                                + "\", \"" + version + "\", \"" + type + "\", \"" + type
                                + " of a jar\", NoOptions.class); }\n"
                                + "  public FusionModel fit(MultimodalBatch b, Labels l, NoOptions o, FitContext c) {"
                                + " return Fitting.fit(); }\n"
                                + "  public FusionModel load(InputStream in) { throw new UnsupportedOperationException(); }\n}")
                .source(
                        "Fitting",
                        "final class Fitting { static dev.interlace.spi.FusionModel fit() {"
                                + " throw new IllegalStateException(\"the fit of the jar was reached\"); } }")
                .service("dev.interlace.spi.FusionMethod", "acme." + type);
    }

    /** Adds a class of the package {@code acme}. */
    public PluginJar source(String type, String text) {
        sources.put(type, "package acme;\n" + text);
        return this;
    }

    /** Adds lines to a services file. */
    public PluginJar service(String service, String line) {
        files.merge("META-INF/services/" + service, line + "\n", String::concat);
        return this;
    }

    /** Adds a file. */
    public PluginJar file(String name, String text) {
        files.put(name, text);
        return this;
    }

    /** Leaves a compiled class out of the jar. */
    public PluginJar without(String type) {
        dropped.add("acme/" + type + ".class");
        return this;
    }

    /** Compiles and packs. */
    public Path write(String name) {
        try {
            Path classes = Files.createTempDirectory(folder, "classes");
            compile(Files.createTempDirectory(folder, "sources"), classes);
            Path jar = folder.resolve(name);
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream packed = new JarOutputStream(out)) {
                try (var all = Files.walk(classes)) {
                    for (Path file : all.filter(Files::isRegularFile).toList()) {
                        String entry = classes.relativize(file).toString().replace('\\', '/');
                        if (!dropped.contains(entry)) {
                            put(packed, entry, Files.readAllBytes(file));
                        }
                    }
                }
                for (Map.Entry<String, String> file : files.entrySet()) {
                    put(packed, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    private void compile(Path from, Path to) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            written.add(Files.writeString(from.resolve(source.getKey() + ".java"), source.getValue()));
        }
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "the tests need a JDK");
        StringWriter log = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean good = compiler.getTask(
                            log,
                            manager,
                            null,
                            List.of("-d", to.toString(), "-proc:none", "-classpath", ClassPath.ofTests()),
                            null,
                            manager.getJavaFileObjectsFromPaths(written))
                    .call();
            if (!good) {
                throw new IllegalStateException(log.toString());
            }
        }
    }
}
