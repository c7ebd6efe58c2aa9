package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecuteIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
    }

    @AfterAll
    void stop() {
        kernel.shutdown(Duration.ofSeconds(5));
        kernel.close();
    }

    private CellResult run(String code) {
        return kernel.execute(code, LIMIT);
    }

    @Test
    void anExpressionHasAValueAndAStatementHasNone() {
        assertEquals("2", run("1+1").value());
        assertEquals("", run("int a = 3;").value());
        assertEquals("6", run("a * 2").value());
    }

    @Test
    void severalSnippetsInOneCellRunInOrder() {
        CellResult result = run("int b = 1;\nb += 4; // five\nString s = \"x;y\";\nif (b == 5) { s += \"!\"; }\ns + b");
        assertEquals("x;y!5", result.value(), result.error());
    }

    @Test
    void oneHundredThousandLinesArriveInOrder() {
        CellResult result = run("for (int i = 0; i < 100_000; i++) System.out.println(\"line \" + i);");
        String expected =
                IntStream.range(0, 100_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        assertEquals(expected, result.stdout());
    }

    @Test
    void stdoutAndStderrKeepTheirOrder() {
        CellResult result =
                run("for (int i = 0; i < 3; i++) { System.out.print(\"o\" + i); System.err.print(\"e\" + i); }");
        List<String> texts =
                result.outputs().stream().map(o -> Json.string(o, "text", "")).toList();
        assertEquals(List.of("o0", "e0", "o1", "e1", "o2", "e2"), texts);
    }

    @Test
    void aLargeStringAndEveryCharacterArriveWhole() {
        CellResult result = run("System.out.print(\"é€😀\".repeat(700_000));");
        assertEquals("é€😀".repeat(700_000), result.stdout());
    }

    @Test
    void aThrownExceptionNamesItsClassItsCauseAndTheLine() {
        CellResult result = run("int q = 1;\nvoid fail() {\n  throw new IllegalStateException(\"outer\","
                + " new RuntimeException(\"inner\"));\n}\nfail();");
        assertEquals("java.lang.IllegalStateException: outer", result.error());
        String traceback = Json.text(result.reply().get("traceback"));
        assertTrue(traceback.contains("inner"), traceback);
        assertTrue(traceback.contains("line 3)"), traceback);
        assertTrue(traceback.contains("line 5)"), traceback);
        assertTrue(!traceback.contains("jdk.internal.reflect"), traceback);
    }

    @Test
    void aCompileErrorHasLineAndCaret() {
        CellResult result = run("int ok = 1;\n\nint wrong = missing + 1;");
        assertTrue(result.error().startsWith("CompilationException: cell "), result.error());
        String traceback = Json.text(result.reply().get("traceback"));
        assertTrue(traceback.contains("line 3: cannot find symbol"), traceback);
        assertTrue(traceback.contains("3 | int wrong = missing + 1;"), traceback);
        assertTrue(traceback.contains("|             ^^^^^^^\""), traceback);
    }

    @Test
    void errorsOfTheMachineAreSurvived() {
        assertTrue(run("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)")
                .error()
                .startsWith("java.lang.StackOverflowError"));
        assertTrue(run("long[][] all = new long[100000][];"
                        + " for (int i = 0; i < all.length; i++) all[i] = new long[10_000_000];")
                .error()
                .startsWith("java.lang.OutOfMemoryError"));
        run("all = null;");
        assertTrue(run("throw new Error(\"own\");").error().startsWith("java.lang.Error: own"));
        assertEquals("2", run("1+1").value());
    }

    @Test
    void exitIsRefused() {
        String refused = "dev.interlace.jupyter.engine.ExitGuard$ExitRefusedException";
        assertTrue(run("System.exit(3);").error().startsWith(refused));
        assertTrue(run("Runtime.getRuntime().halt(3);").error().startsWith(refused));
        assertTrue(run("java.util.stream.IntStream.of(3).forEach(System::exit);")
                .error()
                .startsWith(refused));
        assertEquals("2", run("1+1").value());
    }

    @Test
    void aFailedCellAbortsTheQueueBehindIt() {
        String first = kernel.submit("Thread.sleep(300); throw new RuntimeException(\"stop\");");
        String second = kernel.submit("int never = 1;");
        assertEquals("error", kernel.await(first, LIMIT).status());
        assertEquals("aborted", kernel.await(second, LIMIT).status());
        assertEquals("2", run("1+1").value());
    }

    @Test
    void silentExecutionsShowAndCountNothing() {
        int before = run("1").count();
        JsonObject content = Json.of("code", "41 + 1");
        content.addProperty("silent", true);
        CellResult silent = kernel.await(kernel.submit(content), LIMIT);
        assertEquals(List.of(), silent.outputs());
        assertEquals(before + 1, run("1").count());
    }

    @Test
    void userExpressionsAreEvaluatedAfterTheCell() {
        JsonObject content = Json.of("code", "int ux = 20;");
        JsonObject expressions = Json.of("good", "ux + 1");
        expressions.addProperty("bad", "uy + 1");
        content.add("user_expressions", expressions);
        JsonObject answers =
                Json.child(kernel.await(kernel.submit(content), LIMIT).reply(), "user_expressions");
        assertEquals("ok", Json.string(Json.child(answers, "good"), "status", ""));
        assertEquals("21", Json.string(Json.child(Json.child(answers, "good"), "data"), "text/plain", ""));
        assertEquals("error", Json.string(Json.child(answers, "bad"), "status", ""));
    }

    @Test
    void aDisplayCanBeUpdated() {
        CellResult result = run("String id = display(\"before\"); updateDisplay(id, \"after\");");
        assertEquals(1, result.outputs().size());
        assertEquals("after", Json.string(Json.child(result.outputs().get(0), "data"), "text/plain", ""));
    }

    @Test
    void inputIsAskedFor() {
        kernel.answerInput(prompt -> "Ada 36");
        CellResult result = run("var in = new Scanner(System.in); String name = in.next(); name + (in.nextInt() + 1)");
        assertEquals("Ada37", result.value(), result.error());
    }

    @Test
    void aThreadThatOutlivesItsCellPrintsIntoIt() {
        String cell = kernel.submit("var gate = new CountDownLatch(1);\n"
                + "new Thread(() -> { try { gate.await(); } catch (InterruptedException e) {}"
                + " System.out.println(\"late\"); }).start();");
        kernel.await(cell, LIMIT);
        kernel.submit("gate.countDown();");
        var message = kernel.awaitPublished(
                m -> m.type().equals("stream")
                        && Json.string(m.content(), "text", "").equals("late\n"),
                LIMIT);
        assertEquals(cell, Json.string(message.parent(), "msg_id", ""));
    }
}
