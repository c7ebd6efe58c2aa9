package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisplayIT {
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

    private JsonObject shown(String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("", result.error());
        return Json.child(result.outputs().get(result.outputs().size() - 1), "data");
    }

    private String text(String code) {
        return Json.string(shown(code), "text/plain", "");
    }

    private String html(String code) {
        return Json.string(shown(code), "text/html", "");
    }

    @Test
    void recordsOfACellAreTables() {
        String html = html("record City(String name, int people) {}\nList.of(new City(\"<b>Ulm\", 126_000))");
        assertTrue(html.contains("<b>City</b>") && html.contains("&lt;b&gt;Ulm"), html);
        assertEquals("City[name=Ulm, people=1]", text("new City(\"Ulm\", 1)"));
    }

    @Test
    void aTypeOfACellSaysHowItLooks() {
        String code = """
                record Bar(int n) implements Displayable {
                    public DisplayData display() {
                        return DisplayData.html("<hr width=" + n + ">", "-".repeat(n));
                    }
                }
                """;
        assertEquals("<hr width=3>", html(code + "new Bar(3)"));
        assertEquals("---", text("new Bar(3)"));
    }

    @Test
    void markupAndSoundNeedNoImport() {
        assertEquals("*x*", Json.string(shown("Markdown.of(\"*x*\")"), "text/markdown", ""));
        assertTrue(html("Audio.of(new float[800], 8000)").contains("<audio controls"));
        assertEquals("audio of 0.10 s, 8000 Hz", text("var id = display(Audio.of(new float[800], 8000));"));
    }

    @Test
    void aHugeListIsShownInNoTimeAndInBoundedLength() {
        String text = text("Collections.nCopies(2_000_000_000, \"x\")");
        assertTrue(text.contains("… 1,999,999,890 more …") && text.length() < 1000, text);
    }

    @Test
    void aTextThatFailsEndsNeitherTheCellNorTheKernel() {
        String text =
                text("class Sulky { public String toString() { throw new Error(\"no\"); } }\nList.of(1, new Sulky())");
        assertTrue(text.matches("\\[1, \\S*Sulky \\(its text failed: java.lang.Error\\)]"), text);
        assertEquals("2", text("1 + 1"));
    }

    @Test
    void aTextThatNeverEndsCanBeInterrupted() {
        kernel.execute(
                "class Endless { public String toString() { System.out.println(\"started\"); while (true) {} } }",
                LIMIT);
        String id = kernel.submit("List.of(new Endless())");
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        kernel.interrupt();
        CellResult result = kernel.await(id, LIMIT);
        assertEquals("error", result.status());
        assertEquals("2", text("1 + 1"));
    }
}
