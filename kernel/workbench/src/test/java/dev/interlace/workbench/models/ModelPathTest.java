package dev.interlace.workbench.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.catalogue.PluginSource;
import dev.interlace.workbench.doubles.ClassPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPathTest {
    private static final int BYTES = 2_000_000;

    @TempDir
    Path folder;

    private static Plugin plugin(String id) {
        PluginSource jar = new PluginSource(
                "acme.jar",
                Optional.empty(),
                PluginSource.Origin.ADDED,
                Optional.of("0123456789abcdef"),
                Optional.empty());
        return new Plugin(id, Set.of(PluginKind.FUSION), Optional.empty(), jar, Plugin.Status.ACTIVE, "");
    }

    private static byte[] read(Path file, String id) {
        return new ModelPath(file)
                .read(new Found<>(plugin(id), "method"), ModelPathTest::all)
                .model();
    }

    private static byte[] all(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes models of equal bytes for ever, each of another byte. */
    public static void main(String[] arguments) {
        for (int round = 0; ; round++) {
            byte[] model = new byte[BYTES];
            Arrays.fill(model, (byte) round);
            new ModelPath(Path.of(arguments[0])).write(plugin("fusion/a"), out -> out.write(model));
            System.out.println(round);
        }
    }

    @Test
    void aProcessThatIsKilledLeavesAWholeModel() throws IOException, InterruptedException {
        Path file = folder.resolve("a.model");
        for (int kill = 0; kill < 6; kill++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xshare:auto",
                            "-cp",
                            ClassPath.ofTests(),
                            ModelPathTest.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getInputStream().read(); // the first model is there
            Thread.sleep(7L * kill);
            process.destroyForcibly().waitFor();
            byte[] model = read(file, "fusion/a");
            assertEquals(BYTES, model.length);
            byte[] alike = new byte[BYTES];
            Arrays.fill(alike, model[0]);
            assertArrayEquals(alike, model, "half of one model and half of another");
        }
    }

    @Test
    void aSaveThatThrowsLeavesTheOlderModelAndNoOtherFile() throws IOException {
        Path file = folder.resolve("a.model");
        new ModelPath(file).write(plugin("fusion/a"), out -> out.write(7));
        UncheckedIOException error = assertThrows(
                UncheckedIOException.class,
                () -> new ModelPath(file).write(plugin("fusion/a"), out -> {
                    out.write(8);
                    throw new IOException("the disk is full");
                }));
        assertEquals(
                "the model cannot be written to " + file + ": the disk is full; an older model there is as it was",
                error.getMessage());
        assertThrows(
                IllegalStateException.class,
                () -> new ModelPath(file).write(plugin("fusion/a"), out -> {
                    throw new IllegalStateException("boom");
                }));
        assertArrayEquals(new byte[] {7}, read(file, "fusion/a"));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void theFileSaysWhichPluginWroteItFromWhichJar() throws IOException {
        Path file = folder.resolve("a.model");
        new ModelPath(file).write(plugin("fusion/a"), out -> out.write(7));
        String text = Files.readString(file);
        assertTrue(text.contains("\"from\":\"acme.jar\",\"sha256\":\"0123456789abcdef\""), text);
    }

    @Test
    void aModelOfAnotherBuildOfTheJarSaysSo() {
        Path file = folder.resolve("a.model");
        new ModelPath(file).write(plugin("fusion/a"), out -> out.write(7));
        Found<String> same = new Found<>(plugin("fusion/a"), "method");
        assertEquals(
                List.of(), new ModelPath(file).read(same, ModelPathTest::all).notes());
        PluginSource rebuilt = new PluginSource(
                "acme-2.jar",
                Optional.empty(),
                PluginSource.Origin.ADDED,
                Optional.of("fedcba9876543210"),
                Optional.empty());
        Plugin other =
                new Plugin("fusion/a", Set.of(PluginKind.FUSION), Optional.empty(), rebuilt, Plugin.Status.ACTIVE, "");
        assertEquals(
                List.of("fusion/a  of another build of its jar wrote this (acme.jar, SHA-256 0123456789ab…), acme-2.jar"
                        + " reads it: its answers may differ"),
                new ModelPath(file)
                        .read(new Found<>(other, "method"), ModelPathTest::all)
                        .notes());
    }

    @Test
    void aModelOfAnotherMethodIsRefusedByName() {
        Path file = folder.resolve("a.model");
        new ModelPath(file).write(plugin("fusion/a"), out -> out.write(7));
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> read(file, "fusion/b"));
        assertEquals(
                "the model file " + file + " is one of fusion/a, not of fusion/b; load it by the method that wrote it",
                error.getMessage());
    }

    @Test
    void whatCannotBeReadNamesTheFile() {
        Path file = folder.resolve("absent.model");
        UncheckedIOException error = assertThrows(UncheckedIOException.class, () -> read(file, "fusion/a"));
        assertEquals("there is no model file " + file, error.getMessage());
    }

    @Test
    void aModelOfAnOlderVersionIsReadWithoutTheLine() throws IOException {
        Path file = Files.write(folder.resolve("old.model"), new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, read(file, "fusion/a"));
    }
}
