package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
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

/** JShell's commands, help, files and the system's shell, as a notebook uses them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
        run("int counted = 12;\nint twice(int x) { return 2 * x; }\nrecord Point(int x, int y) { }");
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

    private String failure(String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("error", result.status());
        return result.error();
    }

    @Test
    void commandsListWhatIsDeclared() {
        assertTrue(run("/vars").value().contains("int counted"));
        assertTrue(run("/methods").value().contains("int twice(int)"));
        assertTrue(run("/types").value().contains("record Point"));
        assertTrue(run("/imports").value().contains("import java.util.*;"));
        assertTrue(run("int before = 1;\n/me").value().contains("twice"));
    }

    @Test
    void aDivisionThatContinuesALineIsNoCommand() {
        assertEquals("6", run("int halves = counted\n/2;\nhalves").value());
    }

    @Test
    void dropForgetsOneName() {
        assertEquals("1", run("int gone = 1;\ngone").value());
        run("/drop gone");
        assertTrue(failure("gone").contains("gone"));
        assertTrue(failure("/drop gone").contains("nothing is called gone"));
    }

    @Test
    void saveAndLoadAreInverse(@TempDir Path folder) throws IOException {
        Path script = folder.resolve("inverse.jsh");
        KernelClient shared = kernel;
        try (KernelClient own = TestKernel.start()) {
            kernel = own;
            saveAndLoad(script);
        } finally {
            kernel = shared;
        }
    }

    private void saveAndLoad(Path script) throws IOException {
        run("int kept = 1; kept");
        assertEquals("error", kernel.execute("int broken = 1 / 0;", LIMIT).status());
        run("import java.util.concurrent.atomic.AtomicInteger;\nvar counter = new AtomicInteger(4)");
        run("%save " + script);
        String saved = Files.readString(script);
        assertFalse(saved.contains("broken"), saved);
        run("%reset");
        run("%load " + script);
        assertEquals("5", run("kept + counter.get()").value());
        run("/drop kept");
        run("int kept = 7;");
        run("%reset");
        run("%load " + script);
        run("%save " + script);
        assertEquals(saved, Files.readString(script));
    }

    @Test
    void anErrorInALoadedFileNamesTheFileItsLineAndItsSource(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(
                folder.resolve("lines.jsh"), "int ok = 2;\n// %%\nint f(int x) {\n  return x / 0;\n}\nf(ok)\n");
        CellResult result = kernel.execute("%load " + script, LIMIT);
        assertEquals("java.lang.ArithmeticException: / by zero", result.error());
        String traceback = Json.text(result.reply().get("traceback"));
        assertTrue(traceback.contains("f (lines.jsh, line 4)"), traceback);
        assertTrue(traceback.contains("4 |   return x / 0;"), traceback);
        assertTrue(traceback.contains("(lines.jsh, line 6)"), traceback);
    }

    @Test
    void aVariableDeclaredAgainAfterADropHasItsNewValue() {
        for (int i = 1; i < 4; i++) {
            run("int again = " + i + ";");
            run("again += 10;");
            assertEquals(Integer.toString(10 + i), run("again").value());
            run("%drop again");
            run("int again = 1;\nint again = 2;\nagain++;");
            assertEquals("3", run("again").value());
            run("%drop again");
        }
    }

    @Test
    void aCommentThatNeverEndsIsAnErrorAndNothingRuns() {
        CellResult result = kernel.execute("int before = 1;\n/* a note\nint after = 2;", LIMIT);
        assertTrue(result.error().endsWith("line 2: unclosed comment"), result.error());
        assertTrue(failure("after").contains("after"));
    }

    @Test
    void magicsRunInBlocksAndMethods() {
        assertEquals(
                "x\nx\n",
                run("for (int i = 0; i < 2; i++) {\n    %sh echo x\n}").stdout());
        assertEquals(
                "in\n",
                run("void shell() {\n  if (true) {\n    %sh echo in\n  }\n}\nshell();")
                        .stdout());
        assertEquals(
                "[a]",
                run("List<String> lines() {\n  List<String> l = %sh echo a\n  return l;\n}\nlines()")
                        .value());
    }

    @Test
    void anErrorBesideAMagicShowsTheCellAsItWasTyped() {
        CellResult result = kernel.execute("if (true) {\n    %sh echo x\n    missing();\n}", LIMIT);
        String traceback = Json.text(result.reply().get("traceback"));
        assertTrue(traceback.contains("3 |     missing();"), traceback);
        assertFalse(traceback.contains("LineMagic"), traceback);
    }

    @Test
    void savedCellsCanBeOpenedAgain(@TempDir Path folder) throws IOException {
        Path script = folder.resolve("cells.jsh");
        run("int saved = 5;");
        run("/save " + script);
        assertTrue(Files.readString(script).contains("int saved = 5;"));
        Path other = Files.writeString(folder.resolve("other.jsh"), "int opened = 6;\nopened * 2");
        assertEquals("12", run("/open " + other).value());
    }

    @Test
    void exitIsRefusedAndUnknownCommandsNameTheOthers() {
        assertTrue(failure("/exit").contains("a cell cannot end the kernel"));
        String unknown = failure("/nothing");
        assertTrue(unknown.contains("there is no command /nothing; there are /vars, /methods"), unknown);
    }

    @Test
    void helpOfAMagicIsShownWhicheverWayItIsAskedFor() {
        String help = run("%help time").value();
        assertTrue(help.startsWith("%time code, %%time: "), help);
        assertEquals(help, run("%time?").value());
        assertEquals(help, run("?%time").value());
        assertEquals(help, run("/help time").value());
        assertEquals(help, run("%%time?").value());
        assertTrue(failure("%help tiem").contains("there is no magic %tiem"));
    }

    @Test
    void inspectingAMagicShowsItsHelp() {
        assertTrue(Json.text(kernel.inspect("int a;\n%time f()", 10)).contains("runs the code"));
        assertTrue(Json.text(kernel.inspect("/vars", 2)).contains("lists the variables"));
    }

    @Test
    void theListOfMagicsIsATableAndAText() {
        CellResult list = run("%lsmagic");
        assertTrue(list.value().contains("%lsmagic [name]"), list.value());
        assertTrue(Json.text(list.outputs().get(0)).contains("<table>"));
    }

    @Test
    void aMagicCanBeAssignedInsideAMethod() {
        assertEquals("[]", run("""
                List<String> jarsOf() {
                    List<String> none = %jars target/no-such-*.jar
                    return none;
                }
                jarsOf()""").value());
    }

    @Test
    void anErrorBehindAMagicInAMethodNamesItsLine() {
        String error = failure("void wrong() {\n    List<String> l = %jars no-*.jar\n    int x = \"text\";\n}");
        assertTrue(error.contains("line 3"), error);
    }

    @Test
    void writefileWritesAndAppends(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("note.txt");
        run("%%writefile " + file + "\none\n");
        run("%%writefile -a " + file + "\ntwo");
        assertEquals("one\ntwo", Files.readString(file));
        assertTrue(failure("%%writefile\nx").contains("%%writefile must be"));
    }

    @Test
    void theSystemsShellPrintsOrReturnsItsLines() {
        assertEquals("one\ntwo\n", run("%sh printf 'one\\ntwo\\n'").stdout());
        assertEquals("here\n", run("%%sh\nword=here\necho $word").stdout());
        assertEquals(
                "2",
                run("List<String> lines = %sh printf 'a\\nb\\n'\nlines.size()").value());
        assertTrue(failure("%sh exit 3").contains("ended with status 3"));
    }

    @Test
    void aCommandOfTheSystemsShellCanBeInterrupted() {
        String id = kernel.submit("%sh echo started; sleep 600");
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        kernel.interrupt();
        CellResult result = kernel.await(id, LIMIT);
        assertEquals("error", result.status());
        assertTrue(result.error().contains("the cell was interrupted"), result.error());
    }

    @Test
    void completionKnowsCommandsPathsAndAssignedMagics(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("data.csv"), "x");
        Files.createDirectory(folder.resolve("deep"));
        assertTyped("/va", "vars", "command");
        assertTyped("int q = 1;\n/dr", "drop", "command");
        assertTyped("Path.of(\"" + folder + "/da", folder + "/data.csv", "path");
        assertTyped("%load " + folder + "/de", folder + "/deep/", "path");
        assertTyped("/open " + folder + "/de", folder + "/deep/", "path");
        assertTyped("List<String> l = %ja", "jars", "magic");
        assertTyped("?%ti", "time", "magic");
        assertTyped("/drop cou", "counted", "instance");
        assertTyped("%help ls", "lsmagic", "magic");
        assertTyped("%%writefile -", "-a", "option");
        assertFalse(Json.text(complete("int r = counted\n/coun")).contains("\"command\""));
    }

    private JsonObject complete(String code) {
        return kernel.complete(code, code.codePointCount(0, code.length()));
    }

    private void assertTyped(String code, String text, String type) {
        String reply = Json.text(complete(code));
        assertTrue(reply.contains("{\"text\":\"" + text + "\",\"type\":\"" + type + "\""), reply);
    }

    @Test
    void markupAndPicturesAreShownAsAskedFor() {
        CellResult svg = run("render(\"<svg/>\", \"image/svg+xml\")");
        assertTrue(Json.text(svg.outputs().get(0)).contains("\"image/svg+xml\":\"<svg/>\""));
        String image = "new java.awt.image.BufferedImage(2, 2, java.awt.image.BufferedImage.TYPE_INT_ARGB)";
        for (String type : new String[] {"image/jpeg", "image/gif", "image/png"}) {
            CellResult shown = run("render(" + image + ", \"" + type + "\")");
            String data = Json.string(Json.child(shown.outputs().get(0), "data"), type, "");
            assertFalse(data.isEmpty(), type);
        }
    }
}
