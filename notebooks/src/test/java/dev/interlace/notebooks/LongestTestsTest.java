package dev.interlace.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.notebooks.LongestTests.Timed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongestTestsTest {
    @TempDir
    Path root = Path.of("");

    private void report(String module, String kind, String name, String time) throws IOException {
        Path folder =
                Files.createDirectories(root.resolve(module).resolve("target").resolve(kind));
        Files.writeString(
                folder.resolve("TEST-" + name + ".xml"),
                "<?xml version=\"1.0\"?>\n<testsuite xmlns:x=\"y\" name=\"" + name + "\" time=\"" + time
                        + "\" tests=\"2\">\n<testcase name=\"other\" time=\"99\"/></testsuite>");
    }

    @Test
    void theLongestStandsFirstWithItsModule() throws IOException {
        report("plugins/fusion", "surefire-reports", "a.b.ShortTest", "0.5");
        report("kernel/app", "failsafe-reports", "a.KernelIT", "1,234.50");
        Files.writeString(root.resolve("plugins/fusion/target/surefire-reports/a.b.ShortTest.txt"), "no report");
        List<Timed> tests = LongestTests.in(root, Instant.EPOCH);
        assertEquals(
                List.of(new Timed("kernel/app", "KernelIT", 1234.5), new Timed("plugins/fusion", "ShortTest", 0.5)),
                tests);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LongestTests.print(tests, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertEquals(
                List.of(
                        "The 2 longest of 2 test classes, which took 1235 s:",
                        " 1234.5 s  KernelIT (kernel/app)",
                        "    0.5 s  ShortTest (plugins/fusion)"),
                bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void reportsOfAnEarlierBuildAreLeftOut() throws IOException {
        report("kernel/app", "failsafe-reports", "a.KernelIT", "3");
        assertEquals(List.of(), LongestTests.in(root, Instant.now().plusSeconds(60)));
    }

    @Test
    void whatIsNoReportIsNamed() {
        assertEquals(
                "a test report must hold <testsuite [^>]*>, got <html>",
                assertThrows(IllegalArgumentException.class, () -> LongestTests.timed("kernel/spi", "<html>"))
                        .getMessage());
    }
}
