package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The variable inspector, with no debugger attached. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InspectVariablesIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;
    private DebugClient inspector;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
        inspector = new DebugClient(kernel);
        kernel.execute("""
                int number = 12;
                String text = "hi";
                String nothing = null;
                record Point(int x, int y) {}
                var points = new ArrayList<>(List.of(new Point(1, 2), new Point(3, 4)));
                var many = new int[1000];
                class Loud { public String toString() { throw new IllegalStateException("loud"); } }
                var loud = new Loud();
                var image = dev.interlace.jupyter.display.DisplayData.html("<b>x</b>", "x");
                """, LIMIT);
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    @Test
    void theVariablesOfTheNotebookAreListedWithTypesAndValues() {
        DebugClient.Variables variables = inspector.globals();
        assertEquals("[number, text, nothing, points, many, loud, image]", variables.names());
        assertEquals("12 int", shown(variables.get("number")));
        assertEquals("\"hi\" String", shown(variables.get("text")));
        assertEquals("null String", shown(variables.get("nothing")));
        assertEquals("size = 2 ArrayList", shown(variables.get("points")));
        assertEquals("length = 1000 int[]", shown(variables.get("many")));
        assertEquals("Loud Loud", shown(variables.get("loud")));
    }

    private static String shown(JsonObject variable) {
        return Json.string(variable, "value", "") + " " + Json.string(variable, "type", "");
    }

    @Test
    void objectsOpenDownToTheirFields() {
        DebugClient.Variables points = inspector.children(inspector.globals().get("points"));
        DebugClient.Variables second = inspector.children(points.get("[1]"));
        assertEquals("4 int", shown(second.get("y")));
        assertEquals("points.get(1).y", Json.string(second.get("y"), "evaluateName", ""));
    }

    @Test
    void aLongArrayIsShownInPages() {
        JsonObject many = inspector.globals().get("many");
        DebugClient.Variables first = inspector.children(many);
        assertEquals(201, first.byName().size());
        assertTrue(shown(first.get("…")).contains("800 more"));
        JsonObject page = DebugClient.number("variablesReference", Json.integer(many, "variablesReference", 0));
        page.addProperty("start", 990);
        page.addProperty("count", 100);
        assertEquals(
                10,
                inspector.body("variables", page).getAsJsonArray("variables").size());
    }

    @Test
    void aVariableIsRenderedAsACellWouldShowIt() {
        JsonObject bundle = inspector.body("richInspectVariables", Json.of("variableName", "image"));
        assertEquals("<b>x</b>", Json.string(Json.child(bundle, "data"), "text/html", ""));
        JsonObject unknown = inspector.ask("richInspectVariables", Json.of("variableName", "unknown"));
        assertFalse(Json.flag(unknown, "success", true));
        assertEquals("there is no variable unknown", Json.string(unknown, "message", ""));
    }

    @Test
    void whatNeedsADebuggerSaysSoWithoutOne() {
        JsonObject response = inspector.ask("stackTrace", new JsonObject());
        assertEquals(
                "stackTrace needs a debugger that has been started: send initialize first",
                Json.string(response, "message", ""));
        assertFalse(Json.flag(inspector.body("debugInfo", new JsonObject()), "isStarted", true));
    }
}
