package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stack traces and errors tell of cells and of nothing else, however they come to be printed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracesIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> MACHINERY =
            List.of("REPL", "$JShell$", "$OneShot$", "do_it$", "dev.interlace", "jdk.internal", "jdk.jshell");

    private KernelClient kernel;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path history = Files.writeString(
                folder.resolve("history"),
                "\n{\"session\":\"s1\",\"line\":1,\"input\":\"int fromBefore = 3;\\nint helper(int k) { return k; }\"}\n");
        kernel = KernelClient.start(
                TestKernel.command("-D" + TestKernel.HISTORY + "=" + history), Duration.ofSeconds(60));
        kernel.execute(
                "void fail() {\n  throw new IllegalStateException(\"outer\", new RuntimeException(\"inner\"));\n}",
                LIMIT);
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    private static void assertOfCells(String trace) {
        MACHINERY.forEach(word -> assertFalse(trace.contains(word), trace));
        assertFalse(trace.contains("\u001b["), trace);
    }

    private String traceback(String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("error", result.status());
        String trace = Json.text(result.reply().get("traceback"));
        MACHINERY.forEach(word -> assertFalse(trace.contains(word), trace));
        return trace;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e.printStackTrace();",
                "e.printStackTrace(System.out);",
                "e.printStackTrace(new java.io.PrintWriter(System.out, true));",
                "Optional.of(e).ifPresent(IllegalStateException::printStackTrace);",
                "Thread t = new Thread(() -> fail(), \"mine\"); t.start(); t.join();",
            })
    void aPrintedTraceShowsCellsLinesAndCarets(String statement) {
        CellResult result = kernel.execute(
                "int line1;\ntry { fail(); } catch (IllegalStateException e) {\n  " + statement + "\n}", LIMIT);
        String trace = result.stdout() + result.stream("stderr");
        assertOfCells(trace);
        assertTrue(trace.contains("java.lang.IllegalStateException: outer\n    at fail (cell "), trace);
        assertTrue(trace.contains(", line 2)\n        2 |   throw new Ill"), trace);
        assertTrue(trace.contains("          |   ^^^^^"), trace);
        assertTrue(trace.contains("Caused by: java.lang.RuntimeException: inner"), trace);
        String place = statement.startsWith("Thread")
                ? "lambda (cell " + result.count() + ", line 3)"
                : "line 2)\n        2 | try {";
        assertTrue(trace.contains(place), trace);
    }

    @Test
    void aDumpedStackShowsTheCellThatIsRunning() {
        CellResult result = kernel.execute("int x0 = 1;\nThread.dumpStack();", LIMIT);
        assertOfCells(result.stream("stderr"));
        assertTrue(result.stream("stderr").contains("(cell " + result.count() + ", line 2)"), result.stream("stderr"));
    }

    @Test
    void anExceptionThatPrintsItselfInItsOwnWayStillDoes() {
        assertEquals(
                "own\n",
                kernel.execute(
                                "class Own extends Exception { @Override public void printStackTrace(java.io.PrintStream s) {"
                                        + " s.println(\"own\"); } }\nnew Own().printStackTrace(System.out);",
                                LIMIT)
                        .stdout());
    }

    @Test
    void aSuppressedExceptionIsNoCause() {
        String trace = traceback("class R implements AutoCloseable { public void close() {"
                + " throw new IllegalArgumentException(\"close\"); } }\n"
                + "try (R r = new R()) { throw new RuntimeException(\"body\"); }");
        assertTrue(trace.contains("Suppressed: "), trace);
        assertFalse(trace.contains("Caused by"), trace);
    }

    @Test
    void lambdasConstructorsAndInitializersHaveNames() {
        String trace = traceback("record Q(int x) { Q { if (x < 0) throw new IllegalArgumentException(); } }\n"
                + "Runnable r = () -> new Q(-1);\nr.run();");
        assertTrue(trace.contains("at new Q (cell"), trace);
        assertTrue(trace.contains("at lambda (cell"), trace);
        assertTrue(
                traceback("class Bad { static int z = 1 / 0; }\nnew Bad()").contains("at static initializer of Bad"));
    }

    @Test
    void aMethodThatMissesADeclarationIsNamedWhereItIsCalled() {
        kernel.execute("int early(int k) {\n  return new Missing(k).get();\n}", LIMIT);
        String trace = traceback("early(3)");
        assertTrue(trace.contains("method early cannot be used until this is declared: class Missing"), trace);
        assertTrue(trace.contains("method early stands in cell"), trace);
    }

    @Test
    void aMethodWithAMissingTypeInItsSignatureIsSaidToBeDeclared() {
        kernel.execute("Fmt fmt() { return null; }", LIMIT);
        String trace = traceback("fmt()");
        assertTrue(
                trace.contains("method fmt is declared, but cannot be used until this is declared: class Fmt"), trace);
    }

    @Test
    void aNameOfAnEarlierSessionIsFoundInItsCell() {
        assertTrue(traceback("fromBefore + 1").contains("declares fromBefore; run it first: int fromBefore = 3;"));
        assertTrue(traceback("helper(3)").contains("declares helper; run it first: int helper(int k) { return k; }"));
    }

    @Test
    void evaluatedCodeFailsWithItsOwnError() {
        assertTrue(traceback("eval(\"int q = 1;\\n1 / 0\")").contains("ArithmeticException"));
    }

    @Test
    void aVariableIsSaidToBeResetOnlyWhereItsValueWouldFit() {
        kernel.execute("String re = \"a\";\nclass Kept { }\nKept kept = new Kept();", LIMIT);
        assertEquals("", kernel.execute("int re = 3;", LIMIT).stream("stderr"));
        assertEquals("", kernel.execute("int re = 4;", LIMIT).stream("stderr"));
        assertEquals(
                "variable kept was reset: its type Kept has changed\n",
                kernel.execute("class Kept { int more; }", LIMIT).stream("stderr"));
    }
}
