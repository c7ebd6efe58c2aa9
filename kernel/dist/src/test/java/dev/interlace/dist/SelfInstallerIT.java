package dev.interlace.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that installs itself, away from the sources. */
class SelfInstallerIT {
    @TempDir
    private Path folder;

    private Path jar = Path.of("");

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private String run(String... arguments) throws Exception {
        return Ran.text(folder, Map.of("INTERLACE_HOME", folder.resolve("home").toString()), command(arguments));
    }

    @Test
    void theJarInstallsRunsANotebookAndUninstalls() throws Exception {
        Platform platform = Platform.current();
        jar = new SelfInstaller("0.1.0", Notices.of(Ran.MODULE))
                .write(folder, platform, Jars.of(Ran.RUN, folder.resolve("none"), platform));
        String prefix = folder.resolve("prefix").toString();
        run("install", "--prefix", prefix, "--archive-later", "--heap", "512m", "--alias", "java");
        Path spec = folder.resolve("prefix/share/jupyter/kernels/interlace");
        assertTrue(Files.readString(spec.resolve("jvm.options")).contains("\"-Xmx512m\""));
        assertTrue(Files.isRegularFile(spec.resolveSibling("java").resolve("kernel.json")));

        Files.writeString(
                folder.resolve("n.ipynb"),
                "{\"cells\":[{\"cell_type\":\"code\",\"execution_count\":null,\"metadata\":{},\"outputs\":[],"
                        + "\"source\":\"Runtime.getRuntime().availableProcessors() > 0 ? 6 * 7 : 0\"}],"
                        + "\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":4}");
        run(
                "run",
                "--out",
                folder.resolve("out").toString(),
                folder.resolve("n.ipynb").toString());
        assertTrue(Files.readString(folder.resolve("out/n.ipynb")).contains("\"42\""));

        Ran wrong = Ran.of(
                folder,
                Map.of("INTERLACE_HOME", folder.resolve("home").toString()),
                command("install", "--heap", "much"));
        assertEquals(2, wrong.status());
        assertEquals(
                "interlace install: --heap must be a size such as 4g or 512m, got 'much'",
                wrong.text().strip());

        run("uninstall", "--prefix", prefix);
        assertFalse(Files.exists(spec));
        assertFalse(Files.exists(spec.resolveSibling("java")));
        try (Stream<Path> left = Files.list(folder.resolve("home"))) {
            assertEquals(0, left.count(), "nothing is left of what was unpacked");
        }
    }
}
