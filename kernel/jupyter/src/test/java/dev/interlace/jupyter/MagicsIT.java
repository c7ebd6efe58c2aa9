package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MagicsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    private CellResult run(String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("", result.error());
        return result;
    }

    @Test
    void aLineMagicStandsBetweenStatements() {
        CellResult result = run("int m = 2;\n%time m += 1;\nm");
        assertTrue(result.stdout().startsWith("wall "), result.stdout());
        assertEquals("3", result.value());
    }

    @Test
    void aLineMagicCanBeAssigned(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("five.jsh"), "int five = 5;\nfive * 2");
        assertEquals("10", run("Integer loaded = %load " + script + "\nloaded").value());
        assertEquals("5", run("five").value());
    }

    @Test
    void aPercentSignElsewhereIsNoMagic() {
        assertEquals("%time x 1", run("""
                String text = "%time x";
                // %nothing
                int rest = 7
                    %three();
                int three() { return 3; }
                text + " " + 7
                    % 3
                """.replace("%three()", "% 3")).value());
        assertEquals("1", run("int divisor = 3; int left = 7\n%divisor;\nleft").value());
    }

    @Test
    void aCellMagicTakesTheWholeCell() {
        CellResult result = run("%%html\n<b>bold</b>");
        assertEquals("<b>bold</b>", Json.string(Json.child(result.outputs().get(0), "data"), "text/html", ""));
    }

    @Test
    void anUnknownMagicNamesTheNearest() {
        CellResult result = kernel.execute("%tiem 1", LIMIT);
        assertTrue(result.error().contains("there is no magic %tiem; did you mean %time?"), result.error());
    }

    @Test
    void namesOfMagicsAreCompleted() {
        assertTrue(Json.text(kernel.complete("%lsm", 4)).contains("\"lsmagic\""));
        assertTrue(Json.text(kernel.complete("%%ht", 4)).contains("\"html\""));
    }

    @Test
    void resetForgetsDeclarationsAndKeepsTheImports() {
        try (KernelClient own = TestKernel.start()) {
            own.execute("int gone = 1;", LIMIT);
            own.execute("%reset", LIMIT);
            assertEquals("error", own.execute("gone", LIMIT).status());
            assertEquals("[]", own.execute("new ArrayList<>()", LIMIT).value());
        }
    }

    @Test
    void addedJarsAreSeenAndStoppable() {
        run("%classpath .");
        assertTrue(run("%who").value().length() > 0);
    }
}
