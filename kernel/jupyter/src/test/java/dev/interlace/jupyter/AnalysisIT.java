package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalysisIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
        kernel.execute("int counted = 12; class Greeter { String greet() { return \"hi\"; } }", LIMIT);
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    @Test
    void completionKnowsTheLibraryAndTheUsersOwn() {
        assertTrue(matches("\"abc\".sub").contains("\"substring(\""));
        assertTrue(matches("count").contains("\"counted\""));
        assertTrue(matches("new Greeter().gr").contains("\"greet()\""));
    }

    @Test
    void completionSeesTheLinesAboveInTheSameCell() {
        assertTrue(matches("String local = \"x\";\nlocal.isEm").contains("\"isEmpty()\""));
        assertTrue(matches("class Own { }\nString other = \"x\";\nSystem.ou").contains("\"out\""));
    }

    @Test
    void positionsCountCodePoints() {
        String code = "String s = \"😀😀\"; s.leng";
        JsonObject reply = kernel.complete(code, code.codePointCount(0, code.length()));
        assertEquals(code.codePointCount(0, code.indexOf("leng")), Json.integer(reply, "cursor_start", -1));
        assertTrue(Json.text(reply).contains("\"length()\""));
    }

    @Test
    void completionSaysWhatAMatchIs() {
        JsonObject reply = kernel.complete("\"abc\".sub", 9);
        String typed = Json.text(Json.child(reply, "metadata").get("_jupyter_types_experimental"));
        assertTrue(typed.contains("\"type\":\"function\""), typed);
    }

    private String matches(String code) {
        return Json.text(
                kernel.complete(code, code.codePointCount(0, code.length())).get("matches"));
    }

    @Test
    void inspectionTellsSignaturesAndValues() {
        assertTrue(inspected("Math.max", 8).contains("max(int a, int b)"));
        assertTrue(inspected("Math.max", 6).contains("max(int a, int b)"));
        assertTrue(inspected("counted", 3).contains("int counted = 12"));
        assertEquals("", inspected("nothingOfThatName", 3));
    }

    @Test
    void inspectionReadsTheDocumentationOfOurOwnApi() {
        String shown = inspected("DisplayData.text(", 17);
        assertTrue(shown.startsWith("DisplayData") && shown.contains("\n\n"), shown);
    }

    @Test
    void inspectionReadsTheDocumentationOfTheSourcesBesideAnAddedJar() throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "it-sources")).toAbsolutePath();
        Path source = Files.writeString(folder.resolve("Kettle.java"), """
                package tea;
                /** Boils water. */
                public class Kettle {
                    /** Heats to {@code degrees} &lt; 100. @see Cup
                     * @param degrees wanted */
                    public void heat(int degrees) {}
                }
                """);
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.resolve("classes").toString(), source.toString()));
        jar(folder.resolve("kettle-1.jar"), "tea/Kettle.class", folder.resolve("classes/tea/Kettle.class"));
        jar(folder.resolve("kettle-1-sources.jar"), "tea/Kettle.java", source);
        assertEquals(
                "ok",
                kernel.execute("%jars " + folder.resolve("kettle-1.jar"), LIMIT).status());
        String shown = inspected("new tea.Kettle().heat(", 22);
        assertTrue(shown.contains("Heats to degrees < 100.") && shown.contains("degrees: wanted"), shown);
    }

    private static void jar(Path jar, String entry, Path content) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(Files.readAllBytes(content));
        }
    }

    private String inspected(String code, int cursor) {
        return Json.string(Json.child(kernel.inspect(code, cursor), "data"), "text/plain", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 1|complete",
                "int x = 5|complete",
                "for (int i = 0; i < 3; i++) {|incomplete",
                "foo(1,|incomplete",
                "int = = 7;|invalid",
                "class A { }|complete",
                "%lsmagic|complete",
                "List<String|incomplete",
                "Map<String, List<|incomplete",
                "small < BIG|complete",
                "@Override|incomplete",
                "foo.bar().baz()|complete",
                "x ? 1 :|incomplete",
                "/* open|incomplete",
                "new Unknown()|complete",
                ")|invalid",
            })
    void isCompleteTellsCompleteFromIncompleteAndInvalid(String code, String status) {
        assertEquals(status, Json.string(kernel.ask("is_complete_request", Json.of("code", code)), "status", ""));
    }

    @Test
    void aChainOverSeveralLinesIsComplete() {
        JsonObject reply = kernel.ask(
                "is_complete_request",
                Json.of("code", "unknown.map(x -> x + 1)\n    .filter(y -> y > 2)\n    .toList()"));
        assertEquals("complete", Json.string(reply, "status", ""));
    }

    @Test
    void anIncompleteBlockIsIndented() {
        JsonObject reply = kernel.ask("is_complete_request", Json.of("code", "if (true) {\n    while (true) {"));
        assertEquals("        ", Json.string(reply, "indent", ""));
    }

    @Test
    void historyTellsInputsAndOutputs() {
        kernel.execute("\"remember\" + 1", LIMIT);
        JsonObject content = Json.of("hist_access_type", "search");
        content.addProperty("pattern", "*remember*");
        content.addProperty("output", true);
        content.addProperty("n", 1);
        String history = Json.text(kernel.ask("history_request", content).get("history"));
        assertTrue(history.endsWith("[\"\\\"remember\\\" + 1\",\"remember1\"]]]"), history);
    }

    @Test
    void aSubshellRunsWhileTheMainShellIsBusy() {
        String id = Json.string(kernel.askControl("create_subshell_request", new JsonObject()), "subshell_id", "");
        String listed = Json.text(
                kernel.askControl("list_subshell_request", new JsonObject()).get("subshell_id"));
        assertEquals("[\"" + id + "\"]", listed);
        String busy =
                kernel.submit("var open = new CountDownLatch(1);\nSystem.out.println(\"started\");\nopen.await();");
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        String sub = kernel.submitTo(id, "open.countDown(); \"from below\"");
        assertEquals("from below", kernel.await(sub, LIMIT).value());
        assertEquals("ok", kernel.await(busy, LIMIT).status());
        JsonObject delete = Json.of("subshell_id", id);
        assertEquals("ok", Json.string(kernel.askControl("delete_subshell_request", delete), "status", ""));
    }
}
