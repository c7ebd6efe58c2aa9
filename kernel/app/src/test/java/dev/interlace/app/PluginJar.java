package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A third party's jar, compiled while the test runs. */
final class PluginJar {
    private static final String METHOD = """
            package someone.else_;

            import dev.interlace.spi.*;
            import org.nd4j.linalg.api.ndarray.INDArray;

            public final class Zero implements Discrepancy<NoOptions> {
                @Override public MethodDescriptor<NoOptions> descriptor() {
                    return MethodDescriptor.of("someone/zero", "1.2.3", "Zero", "always zero", NoOptions.class);
                }
                @Override public double value(INDArray x, INDArray y, NoOptions options) { return 0; }
                @Override public INDArray gradient(INDArray x, INDArray y, NoOptions options) { return x.mul(0); }
                @Override public PermutationTest permutationTest(
                        INDArray x, INDArray y, NoOptions options, int permutations, FitContext context) {
                    return new PermutationTest(0, 1, permutations);
                }
            }
            """;

    private PluginJar() {}

    /** A jar with one discrepancy, {@code someone/zero}. */
    static Path good(Path folder) throws IOException {
        return compiled(folder, METHOD);
    }

    /** The same, whose value is what {@code body} computes. */
    static Path withValue(Path folder, String body) throws IOException {
        return compiled(folder, METHOD.replace("{ return 0; }", "{ " + body + " }"));
    }

    private static Path compiled(Path folder, String text) throws IOException {
        Path source = folder.resolve("someone").resolve("else_").resolve("Zero.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, text);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(faults, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            faults,
                            List.of("--release", "17", "-proc:none", "-cp", System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertTrue(compiled, () -> faults.getDiagnostics().toString());
        }
        Path jar = folder.resolve("zero-plugin.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("someone/else_/Zero.class"));
            Files.copy(folder.resolve("someone/else_/Zero.class"), entries);
            service(entries, "someone.else_.Zero");
        }
        return jar;
    }

    /** A jar that names a class which is not in it. */
    static Path broken(Path folder) throws IOException {
        Path jar = folder.resolve("broken-plugin.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            service(entries, "someone.else_.NotThere");
        }
        return jar;
    }

    private static void service(JarOutputStream jar, String provider) throws IOException {
        jar.putNextEntry(new JarEntry("META-INF/services/dev.interlace.spi.Discrepancy"));
        jar.write((provider + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
