package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PluginJarContractTest {
    private static final String SERVICE = "dev.interlace.spi.DatasetProvider";

    @TempDir
    private Path folder;

    /** The contract of a project with one class {@code acme.A} and that service file. */
    private PluginJarContract project(String declaration, String members, String service, String lines)
            throws Exception {
        Path classes = Files.createTempDirectory(folder, "classes");
        Path source = Files.createTempDirectory(folder, "source").resolve("A.java");
        Files.writeString(
                source,
                "package acme; import dev.interlace.spi.*; " + declaration + " implements DatasetProvider<NoOptions> { "
                        + members + " public MethodDescriptor<NoOptions> descriptor() { return MethodDescriptor.of("
                        + "\"data/a\", \"1.0.0\", \"A\", \"a\", NoOptions.class); }"
                        + " public Dataset load(NoOptions o) { throw new UnsupportedOperationException(); } }");
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "the tests need a JDK");
        StringWriter log = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            assertTrue(
                    compiler.getTask(
                                    log,
                                    manager,
                                    null,
                                    List.of(
                                            "-d",
                                            classes.toString(),
                                            "-proc:none",
                                            "-classpath",
                                            System.getProperty("java.class.path")),
                                    null,
                                    manager.getJavaFileObjects(source.toFile()))
                            .call(),
                    log.toString());
        }
        if (!service.isEmpty()) {
            Files.createDirectories(classes.resolve("META-INF/services"));
            Files.writeString(classes.resolve("META-INF/services").resolve(service), lines);
        }
        ClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
        Class<?> type = loader.loadClass("acme.A");
        return new PluginJarContract() {
            @Override
            protected Class<?> ofTheProject() {
                return type;
            }
        };
    }

    private static void requireFailure(String about, Executable check) {
        AssertionError e = assertThrows(AssertionError.class, check);
        assertTrue(String.valueOf(e.getMessage()).contains(about), "expected '" + about + "', got " + e.getMessage());
    }

    @Test
    void aProjectThatKeepsThemPassesAll() throws Exception {
        PluginJarContract good = project("public final class A", "", SERVICE, "# ours\nacme.A\n");
        assertDoesNotThrow(good::aServiceFileNamesEveryMethod);
        assertDoesNotThrow(good::everyNamedClassIsPublicAndCanBeCreated);
        assertDoesNotThrow(good::everyDescriptorAndItsOptionsCanBeRead);
        assertDoesNotThrow(() -> good.thePackedJarIsFoundByALoaderOfItsOwn(folder));
    }

    @Test
    void aMethodThatNothingNamesIsFound() throws Exception {
        requireFailure(
                "there is no META-INF/services/dev.interlace.spi.…",
                project("public final class A", "", "", "")::aServiceFileNamesEveryMethod);
        requireFailure(
                "names no class", project("public final class A", "", SERVICE, "\n")::aServiceFileNamesEveryMethod);
    }

    @Test
    void aClassThatCannotBeCreatedSaysWhyAndWhatToDo() throws Exception {
        requireFailure(
                "acme.A is not public; write 'public'",
                project("final class A", "", SERVICE, "acme.A")::everyNamedClassIsPublicAndCanBeCreated);
        requireFailure(
                "acme.A has no public constructor without parameters; add one",
                project("public final class A", "public A(int x) {}", SERVICE, "acme.A")
                        ::everyNamedClassIsPublicAndCanBeCreated);
        requireFailure(
                "there is no class acme.B; write its full name",
                project("public final class A", "", SERVICE, "acme.B")::everyNamedClassIsPublicAndCanBeCreated);
        requireFailure(
                "acme.A does not implement dev.interlace.spi.Matcher",
                project("public final class A", "", "dev.interlace.spi.Matcher", "acme.A")
                        ::everyNamedClassIsPublicAndCanBeCreated);
        requireFailure(
                "new A() throws",
                project("public final class A", "public A() { throw new IllegalStateException(); }", SERVICE, "acme.A")
                        ::everyNamedClassIsPublicAndCanBeCreated);
    }

    @Test
    void termsThatCannotBeReadAreFound() throws Exception {
        PluginJarContract stated = project("public final class A", "", SERVICE, "acme.A");
        Path manifest = Path.of(stated.ofTheProject()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("META-INF/MANIFEST.MF");
        write(manifest, "Interlace-Java: new");
        requireFailure("Interlace-Java must be the number", stated::theManifestStatesTermsThatCanBeRead);
        write(manifest, "Interlace-Spi: [0.1;0.2");
        requireFailure("Interlace-Spi must be a range", stated::theManifestStatesTermsThatCanBeRead);
        write(manifest, "Interlace-Spi: [0.1,0.2)");
        assertDoesNotThrow(stated::theManifestStatesTermsThatCanBeRead);
    }

    private static void write(Path manifest, String line) throws IOException {
        Files.writeString(manifest, "Manifest-Version: 1.0\n" + line + "\n");
    }
}
