package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebugIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;
    private DebugClient debugger;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
        debugger = new DebugClient(kernel);
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    @BeforeEach
    void attach() {
        debugger.attach();
    }

    @AfterEach
    void detach() {
        debugger.detach();
    }

    @Test
    void theKernelTellsThatItHasADebugger() {
        JsonObject info = kernel.ask("kernel_info_request", new JsonObject());
        assertTrue(Json.flag(info, "debugger", false));
        assertTrue(info.getAsJsonArray("supported_features").toString().contains("\"debugger\""));
    }

    @Test
    void aBreakpointInALoopShowsTheLineAndTheVariablesOfEachTurn() {
        String code = """
                int total = 0;

                for (int i = 0; i < 3; i++) {
                    String word = "w" + i;
                    total += i;
                }
                total""";
        JsonArray set = debugger.breakAt(code, 5);
        assertTrue(Json.flag(set.get(0).getAsJsonObject(), "verified", false));
        assertEquals(5, Json.integer(set.get(0).getAsJsonObject(), "line", 0));
        String cell = kernel.submit(code);
        assertEquals("breakpoint 5", debugger.awaitStop());
        assertEquals("cell 5; ", debugger.stack());
        DebugClient.Variables locals = debugger.scope(0, "Locals");
        assertEquals("[i, word]", locals.names());
        assertEquals("0", locals.value("i"));
        assertEquals("int", Json.string(locals.get("i"), "type", ""));
        assertEquals("\"w0\"", locals.value("word"));
        assertEquals("breakpoint 5", debugger.go("continue"));
        assertEquals("1", debugger.scope(0, "Locals").value("i"));
        assertEquals("0", debugger.scope(0, "Globals").value("total"));
        assertEquals("breakpoint 5", debugger.go("continue"));
        debugger.breakAt(code);
        debugger.body("continue", new JsonObject());
        assertEquals("3", kernel.await(cell, LIMIT).value()); // 0 + 1 + 2
    }

    @Test
    void stepsGoOverIntoAndOutOfMethods() {
        String code = """
                int square(int n) {
                    int result = n * n;
                    return result;
                }
                int first = square(2);
                int second =
                    square(3) + square(4);
                first + second""";
        debugger.breakAt(code, 5);
        String cell = kernel.submit(code);
        assertEquals("breakpoint 5", debugger.awaitStop());
        assertEquals("step 2", debugger.go("stepIn"));
        assertEquals("square 2; cell 5; ", debugger.stack());
        assertEquals("step 3", debugger.go("next"));
        assertEquals("4", debugger.scope(0, "Locals").value("result"));
        assertEquals("step 6", debugger.go("stepOut")); // nothing of line 5 is left but the assignment
        assertEquals("step 7", debugger.go("next"));
        assertEquals("step 2", debugger.go("stepIn"));
        assertEquals("3", debugger.scope(0, "Locals").value("n"));
        assertEquals("step 8", debugger.go("stepOut"));
        debugger.body("continue", new JsonObject());
        assertEquals("29", kernel.await(cell, LIMIT).value()); // 4 + 9 + 16
    }

    @Test
    void aStepOverTheEndOfACellDoesNotStopTheNextOne() {
        String code = "int last = 1;\nlast++;";
        debugger.breakAt(code, 2);
        String cell = kernel.submit(code);
        assertEquals("breakpoint 2", debugger.awaitStop());
        debugger.body("next", new JsonObject());
        assertEquals("ok", kernel.await(cell, LIMIT).status());
        assertEquals("2", kernel.execute("last", LIMIT).value());
    }

    @Test
    void framesOfLambdasConstructorsAndRecursionHaveTheirOwnVariables() {
        String code = """
                class Box {
                    final int size;
                    Box(int asked) {
                        size = asked + 1;
                    }
                    int deep(int n) {
                        if (n == 0) {
                            return size;
                        }
                        return deep(n - 1);
                    }
                }
                Supplier<Integer> boxes = () -> {
                    Box box = new Box(6);
                    return box.deep(2);
                };
                boxes.get()""";
        debugger.breakAt(code, 4, 8);
        String cell = kernel.submit(code);
        assertEquals("breakpoint 4", debugger.awaitStop());
        assertEquals("constructor 4; lambda in cell 14; cell 17; ", debugger.stack());
        assertEquals("6", debugger.scope(0, "Locals").value("asked"));
        assertEquals("breakpoint 8", debugger.go("continue"));
        assertEquals("deep 8; deep 10; deep 10; lambda in cell 15; cell 17; ", debugger.stack());
        assertEquals("0", debugger.scope(0, "Locals").value("n"));
        assertEquals("2", debugger.scope(2, "Locals").value("n"));
        JsonObject self = debugger.scope(0, "Locals").get("this");
        assertEquals("Box", Json.string(self, "type", ""));
        assertEquals("7", debugger.children(self).value("size"));
        assertEquals("14", debugger.evaluate("size + this.size + n"));
        assertEquals("7", debugger.evaluate("size"));
        debugger.body("continue", new JsonObject());
        assertEquals("7", kernel.await(cell, LIMIT).value());
    }

    @Test
    void expressionsSeeTheFrameAndTheNotebook() {
        kernel.execute("var names = List.of(\"ada\", \"grace\");", LIMIT);
        String code = """
                int count(List<String> list, double factor, int[] cells, Map<String, Integer> ages) {
                    long sum = list.size();
                    return (int) (sum * factor) + cells[0];
                }
                count(names, 1.5, new int[] {4, 5}, Map.of("x", 1))""";
        debugger.breakAt(code, 3);
        String cell = kernel.submit(code);
        assertEquals("breakpoint 3", debugger.awaitStop());
        assertEquals("3.0", debugger.evaluate("sum * factor"));
        assertEquals("\"ADA\"", debugger.evaluate("names.get(0).toUpperCase()"));
        assertEquals("9", debugger.evaluate("IntStream.of(cells).sum()"));
        assertEquals("\"grace\"", debugger.evaluate("list.get(1)"));
        assertEquals("null", debugger.evaluate("System.out.println(\"from the debugger\")"));
        String failure = debugger.evaluate("nothing + 1");
        assertTrue(failure.contains("cannot find symbol"), failure);
        JsonObject list = debugger.scope(0, "Locals").get("list");
        assertEquals("\"grace\"", debugger.children(list).value("[1]"));
        assertEquals(
                "5", debugger.children(debugger.scope(0, "Locals").get("cells")).value("[1]"));
        assertEquals(
                "1", debugger.children(debugger.scope(0, "Locals").get("ages")).value("\"x\""));
        JsonObject copy = Json.of("srcVariableName", "sum");
        copy.addProperty("dstVariableName", "copied");
        copy.addProperty("srcFrameId", Json.integer(debugger.frame(0), "id", 0));
        debugger.body("copyToGlobals", copy);
        debugger.body("continue", new JsonObject());
        assertEquals("7", kernel.await(cell, LIMIT).value()); // 2 * 1.5 + 4
        assertEquals("2", kernel.execute("copied", LIMIT).value());
    }

    @Test
    void questionsAreAnsweredWhileACellIsParked() {
        String code = "int waits = 5;\nwaits += 1;";
        debugger.breakAt(code, 2);
        String cell = kernel.submit(code);
        assertEquals("breakpoint 2", debugger.awaitStop());
        assertTrue(Json.text(kernel.complete("wait", 4)).contains("waits"));
        assertEquals("ok", Json.string(kernel.ask("kernel_info_request", new JsonObject()), "status", ""));
        assertEquals("5", debugger.globals().value("waits"));
        JsonObject info = debugger.body("debugInfo", new JsonObject());
        assertEquals(1, info.getAsJsonArray("stoppedThreads").size());
        debugger.body("continue", new JsonObject());
        kernel.await(cell, LIMIT);
    }

    @Test
    void anInterruptFreesAParkedCell() {
        String code =
                "Object lock = new Object();\nsynchronized (lock) {\n    lock.hashCode();\n}\nSystem.out.println(\"on\");";
        debugger.breakAt(code, 3, 4);
        String cell = kernel.submit(code);
        assertEquals("breakpoint 3", debugger.awaitStop());
        kernel.interrupt();
        var stopped = kernel.await(cell, LIMIT);
        assertEquals("error", stopped.status());
        assertEquals("", stopped.stdout());
        assertEquals("42", kernel.execute("6 * 7", LIMIT).value());
    }

    @Test
    void aThreadOfTheCellCanBeParked() {
        String code = """
                var worker = new Thread(() -> {
                    int inside = 11;
                    System.out.println(inside);
                }, "worker");
                worker.start();
                worker.join();""";
        debugger.breakAt(code, 3);
        String cell = kernel.submit(code);
        assertEquals("breakpoint 3", debugger.awaitStop());
        assertEquals("11", debugger.scope(0, "Locals").value("inside"));
        assertTrue(Json.text(debugger.body("threads", new JsonObject())).contains("\"worker\""));
        debugger.body("continue", new JsonObject());
        assertEquals("11\n", kernel.await(cell, LIMIT).stdout());
    }

    @Test
    void whatIsThrownThroughFramesLeavesTheStackRight() {
        String code = """
                int fails(int n) {
                    if (n == 0) throw new IllegalStateException("no");
                    return fails(n - 1);
                }
                int caught = 0;
                try {
                    fails(3);
                } catch (IllegalStateException e) {
                    caught++;
                }""";
        debugger.breakAt(code, 9);
        String cell = kernel.submit(code);
        assertEquals("breakpoint 9", debugger.awaitStop());
        assertEquals("cell 9; ", debugger.stack());
        debugger.body("continue", new JsonObject());
        assertEquals("ok", kernel.await(cell, LIMIT).status());
    }

    @Test
    void aCellRunsOnWhenTheDebuggerLeaves() {
        String code = "int left = 1;\nleft + 1";
        debugger.breakAt(code, 2);
        String cell = kernel.submit(code);
        assertEquals("breakpoint 2", debugger.awaitStop());
        debugger.detach();
        assertEquals("2", kernel.await(cell, LIMIT).value());
        assertEquals("2", kernel.execute(code, LIMIT).value());
        assertFalse(Json.flag(debugger.body("debugInfo", new JsonObject()), "isStarted", true));
        debugger.attach();
    }

    @Test
    void aParkedKernelShutsDown() {
        try (KernelClient parked = TestKernel.start()) {
            DebugClient other = new DebugClient(parked);
            other.attach();
            other.breakAt("int one = 1;", 1);
            parked.submit("int one = 1;");
            assertEquals("breakpoint 1", other.awaitStop());
            parked.shutdown(Duration.ofSeconds(5));
            assertFalse(parked.process().isAlive());
        }
    }

    @Test
    void aConditionalBreakpointStopsWhereItsConditionHolds() {
        String code = """
                int seen = 0;
                for (int i = 0; i < 50; i++) {
                    seen += i;
                }
                seen""";
        debugger.breakWhen(code, 3, "i == 41 && seen > 0");
        String cell = kernel.submit(code);
        assertEquals("breakpoint 3", debugger.awaitStop());
        assertEquals("41", debugger.scope(0, "Locals").value("i"));
        debugger.body("continue", new JsonObject());
        assertEquals("1225", kernel.await(cell, LIMIT).value()); // 49 * 50 / 2
    }

    @Test
    void aConditionThatFailsStopsAndSaysWhy() {
        String code = "int n = 1;\nfor (int i = 0; i < 1; i++) {\n    n += 1;\n}\nn";
        debugger.breakWhen(code, 3, "nothingOfThatName > 1");
        String cell = kernel.submit(code);
        assertTrue(Json.string(debugger.awaitEvent("output"), "output", "").contains("nothingOfThatName"));
        assertEquals("breakpoint 3", debugger.awaitStop());
        debugger.body("continue", new JsonObject());
        assertEquals("2", kernel.await(cell, LIMIT).value());
    }

    @Test
    void anExceptionThatNobodyCatchesStopsWithTheFramesOfItsThrow() {
        debugger.breakAtExceptions("uncaught");
        String code = """
                int divide(int by) {
                    int over = 6;
                    return over / by;
                }
                try { divide(0); } catch (ArithmeticException e) { }
                divide(0);""";
        String cell = kernel.submit(code);
        assertEquals("exception 3", debugger.awaitStop());
        assertEquals("divide 3; cell 6; ", debugger.stack());
        assertEquals("6", debugger.scope(0, "Locals").value("over"));
        JsonObject info = debugger.body("exceptionInfo", DebugClient.number("threadId", 1));
        assertEquals("java.lang.ArithmeticException", Json.string(info, "exceptionId", ""));
        debugger.body("continue", new JsonObject());
        assertEquals(
                "java.lang.ArithmeticException: / by zero",
                kernel.await(cell, LIMIT).error());
    }

    @Test
    void anExceptionThatIsCaughtStopsWhereThatIsAskedFor() {
        debugger.breakAtExceptions("caught");
        String code = "int caught = 0;\ntry {\n    Integer.parseInt(\"x\");\n} catch (NumberFormatException e) {\n"
                + "    caught++;\n}\ncaught";
        String cell = kernel.submit(code);
        assertEquals("exception 3", debugger.awaitStop());
        debugger.body("continue", new JsonObject());
        assertEquals("1", kernel.await(cell, LIMIT).value());
        JsonObject arguments = new JsonObject();
        arguments.add("filters", new JsonArray());
        arguments.getAsJsonArray("filters").add("raised");
        assertTrue(Json.string(debugger.ask("setExceptionBreakpoints", arguments), "message", "")
                .contains("got raised"));
    }

    @Test
    void variablesOfTheFrameAndTheNotebookAndElementsCanBeSet() {
        String code = """
                int[] cells = {1, 2};
                int sum(int start, String word) {
                    long wide = 1;
                    return start + (int) wide + word.length() + cells[1];
                }
                int top = 1;
                top = sum(1, "a");
                top""";
        debugger.breakAt(code, 4);
        String cell = kernel.submit(code);
        assertEquals("breakpoint 4", debugger.awaitStop());
        assertEquals("100", Json.string(Json.child(debugger.set("Locals", "start", "99 + 1"), "body"), "value", ""));
        debugger.set("Locals", "wide", "1000L");
        debugger.set("Locals", "word", "\"abc\"");
        int reference = Json.integer(debugger.scope(0, "Globals").get("cells"), "variablesReference", 0);
        assertTrue(Json.flag(debugger.set(reference, "[1]", "20000"), "success", false));
        JsonObject wrong = debugger.set("Locals", "start", "\"text\"");
        assertFalse(Json.flag(wrong, "success", true));
        assertTrue(Json.string(wrong, "message", "").contains("incompatible types"), Json.text(wrong));
        assertEquals("100", debugger.scope(0, "Locals").value("start"));
        debugger.body("continue", new JsonObject());
        assertEquals("21103", kernel.await(cell, LIMIT).value()); // 100 + 1000 + 3 + 20000
    }

    @Test
    void theDebuggerTellsWhatItCan() {
        JsonObject capabilities = debugger.body("initialize", Json.of("clientID", "test"));
        assertTrue(Json.flag(capabilities, "supportsConditionalBreakpoints", false));
        assertTrue(Json.flag(capabilities, "supportsSetVariable", false));
        assertEquals(
                2, capabilities.getAsJsonArray("exceptionBreakpointFilters").size());
    }
}
