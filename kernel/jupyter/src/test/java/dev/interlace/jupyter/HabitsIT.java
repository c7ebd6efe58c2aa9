package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people who come from IPython type without thinking. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HabitsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
        run("int counted = 12;\nint twice(int k) { return 2 * k; }");
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

    private String traceback(String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("error", result.status());
        return Json.text(result.reply().get("traceback"));
    }

    @Test
    void timeitTellsMeanSpreadMedianAndBest() {
        String told = run("%timeit -n 5 -r 3 Thread.sleep(2);").stdout();
        assertTrue(
                told.matches("[\\d.]+ ms ± [\\d.]+ .s per loop \\(mean ± standard deviation of 3 runs, 5 loops each\\);"
                        + " median [\\d.]+ ms, best [\\d.]+ ms\n"),
                told);
        assertTrue(Double.parseDouble(told.substring(0, told.indexOf(' '))) >= 2.0, told);
    }

    @Test
    void timeitUsesUpTheValueOfAnExpressionAndTakesSetup() {
        assertTrue(run("%timeit -r 1 twice(counted)").stdout().contains("ns ± "));
        assertTrue(run("%%timeit -r 1 int base = 3;\nint s = 0;\nfor (int i = 0; i < 9; i++) s += i * base;")
                .stdout()
                .contains("1 runs"));
        assertEquals(
                "2",
                run("dev.interlace.jupyter.Timing.Result t = %timeit -n 1 -r 2 twice(3)\nt.nanos().size()")
                        .value());
    }

    @Test
    void timeitShowsTheCodeThatDoesNotCompile() {
        String trace = traceback("%timeit missing(3)");
        assertTrue(trace.contains("1 | missing(3)"), trace);
        assertTrue(traceback("%timeit -n x twice(3)").contains("%timeit -n needs a number, got x"));
    }

    @Test
    void captureKeepsWhatACellPrintsAndShows() {
        CellResult hidden = run("%%capture cap\nSystem.out.print(\"hidden\");\nSystem.err.print(\"e\");\n"
                + "display(\"shown\");\ncounted");
        assertEquals(0, hidden.outputs().size());
        assertEquals(
                "hidden e 2 12",
                run("cap.stdout() + \" \" + cap.stderr() + \" \" + cap.outputs().size() + \" \""
                                + " + cap.outputs().get(1).plain()")
                        .value());
        assertEquals("hidden", run("cap.show();").stdout());
        assertTrue(traceback("%%capture\nint q = 1 / 0;").contains("(%%capture, line 2)"));
        assertEquals("seen", run("System.out.print(\"seen\");").stdout());
        assertTrue(traceback("%%capture 1x\n1").contains("needs the name of a variable, got 1x"));
    }

    @Test
    void cdLeadsMagicsToAnotherFolder(@TempDir Path folder) throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.writeString(inner.resolve("there.jsh"), "int loadedThere = 3;");
        run("%cd " + folder);
        assertEquals(inner.toString(), run("%cd inner").value());
        assertEquals(inner.toRealPath() + "\n", run("%sh pwd -P").stdout());
        assertEquals("3", run("%load there\nloadedThere").value());
        run("%%writefile made.txt\nx");
        assertTrue(Files.exists(inner.resolve("made.txt")));
        assertTrue(traceback("%cd nowhere").contains("there is no folder " + inner.resolve("nowhere")));
        run("%cd -");
    }

    @Test
    void aQuestionMarkOpensThePager() {
        assertTrue(page("counted?").contains("int counted = 12"));
        assertTrue(page("?twice").contains("int twice(int k)"));
        assertTrue(page("int before = 1;\nMath.max?").contains("double Math.max(double a, double b)"));
        assertTrue(traceback("nothingOfThatName?").contains("nothing is known of nothingOfThatName"));
        assertTrue(run("%time?").value().contains("%time code"));
    }

    private String page(String code) {
        CellResult result = run(code);
        assertEquals("", result.value());
        return Json.text(result.reply().getAsJsonArray("payload"));
    }

    @Test
    void aConditionWhoseQuestionMarkEndsItsLineIsNoQuestion() {
        assertEquals("1", run("boolean yes = true;\nyes ?\n 1 : 2").value());
        assertFalse(run("int chosen = yes ?\n 3 : 4;\nchosen").value().isEmpty());
    }

    @Test
    void debugShowsTheFramesAndVariablesOfWhatFailedUntilTheNextCell() {
        assertTrue(traceback("%debug").contains("run %debug on"));
        run("%debug on");
        run("int divide(int by) {\n    int over = 6;\n    String note = \"n\" + by;\n    return over / by;\n}");
        traceback("List.of(1, 0).forEach(k -> divide(k));");
        assertEquals("""
                java.lang.ArithmeticException: / by zero
                divide, line 4: return over / by;
                    by = 0
                    over = 6
                    note = n0
                lambda, line 1: List.of(1, 0).forEach(k -> divide(k));
                    k = 0
                cell, line 1: List.of(1, 0).forEach(k -> divide(k));""", run("%debug").value());
        run("1 + 1");
        assertTrue(traceback("%debug").contains("the last cell has not failed"));
        run("%debug off");
    }
}
