package dev.interlace.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.doubles.ClassPath;
import dev.interlace.workbench.doubles.ListPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazyLoadingTest {
    @Test
    void lookingAtTheRegistryLoadsNoTensorsNoTribuoAndNoTablesaw(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        Path out = folder.resolve("out.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:off",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        ClassPath.ofTests(),
                        ListPlugins.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the program hangs");
        assertEquals(0, process.exitValue(), Files.readString(out));
        List<String> loaded = Files.readAllLines(log);
        assertTrue(loaded.stream().anyMatch(line -> line.contains("dev.interlace.workbench.Lab ")), "the log is empty");
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line ->
                                line.matches(".*\\] (org\\.nd4j|org\\.tribuo|tech\\.tablesaw|com\\.fasterxml)\\..*"))
                        .toList());
    }
}
