package dev.interlace.jupyter.widgets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.wire.Json;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class WidgetsTest {
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G'};

    /** The same widgets as the script beside the golden file makes. */
    private static Map<String, Model> ours() {
        ValueWidget<Integer> slider = Widgets.slider("n", 1, 50, 25);
        ValueWidget<Integer> play = Widgets.play(slider, 200);
        Map<String, Model> models = new LinkedHashMap<>();
        models.put("slider of whole numbers", slider.model());
        models.put("slider", Widgets.slider("w", 0.0, 1.0, 0.5).model());
        models.put("dropdown", Widgets.dropdown("k", "a", "b").model());
        models.put("toggles", Widgets.toggles("k", "a", "b").model());
        models.put("checkbox", Widgets.checkbox("c").model());
        models.put("text", Widgets.text("t", "é").model());
        models.put("whole number", Widgets.number("i", 3).model());
        models.put("number", Widgets.number("f", 0.25).model());
        models.put("button", Widgets.button("Go").model());
        models.put("play", play.model());
        models.put("link", play.model().companion().orElseThrow());
        models.put("html", Widgets.html("<b>x</b>").model());
        models.put("image", Widgets.image("png", PICTURE).model());
        models.put("progress", Widgets.progress("p", 10).model());
        models.put("upload", Widgets.upload("file").model());
        models.put("output", Widgets.output().model());
        models.put("row", Widgets.row(Widgets.button("a")).model());
        models.put("column", Widgets.column(Widgets.button("a")).model());
        models.put("tabs", Widgets.tabs(Map.of("A", Widgets.button("a"))).model());
        models.put(
                "accordion", Widgets.accordion(Map.of("A", Widgets.button("a"))).model());
        return models;
    }

    private static JsonElement resolved(@Nullable Object value) {
        if (value instanceof Model model) {
            return resolved(model.values());
        }
        if (value instanceof byte[] bytes) {
            return Json.of("bytes", HexFormat.of().formatHex(bytes));
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((name, one) -> object.add(String.valueOf(name), resolved(one)));
            return object;
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(one -> array.add(resolved(one)));
            return array;
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        return value == null ? JsonNull.INSTANCE : new JsonPrimitive(value.toString());
    }

    /** Lines of name and value, nested names with dots, so that a difference is seen. */
    private static Map<String, String> flat(JsonElement element, String path) {
        Map<String, String> lines = new TreeMap<>();
        if (element instanceof JsonObject object) {
            object.entrySet().forEach(entry -> lines.putAll(flat(entry.getValue(), path + "." + entry.getKey())));
        } else if (element instanceof JsonArray array && !array.isEmpty()) {
            for (int i = 0; i < array.size(); i++) {
                lines.putAll(flat(array.get(i), path + "." + i));
            }
        } else {
            lines.put(path, Json.text(element));
        }
        return lines;
    }

    @Test
    void everyWidgetStartsWithTheStateThatIpywidgetsGivesIt() throws Exception {
        try (InputStream in = WidgetsTest.class.getResourceAsStream("widgets-golden.json")) {
            assertNotNull(in);
            JsonObject golden = Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Map<String, Model> ours = ours();
            golden.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals("made by"))
                    .forEach(entry -> {
                        Map<String, String> wanted = flat(entry.getValue(), entry.getKey());
                        Map<String, String> got = flat(resolved(ours.get(entry.getKey())), entry.getKey());
                        Map<String, String> same = new TreeMap<>(wanted);
                        same.entrySet().retainAll(got.entrySet());
                        wanted.keySet().removeAll(same.keySet());
                        got.keySet().removeAll(same.keySet());
                        assertEquals(wanted, got);
                    });
            assertEquals(golden.size() - 1, ours.size());
        }
    }

    @Test
    void aValueThatIsSetIsReadAndToldOnce() {
        ValueWidget<Integer> slider = Widgets.slider("n", 1, 50);
        List<Integer> told = new ArrayList<>();
        slider.onChange(told::add);
        assertEquals(25, slider.value());
        slider.set(30).set(30).set(31);
        assertEquals(31, slider.value());
        assertEquals(List.of(30, 31), told);
        ValueWidget<Thread.State> state = Widgets.dropdown("state", List.of(Thread.State.values()));
        assertEquals(Thread.State.NEW, state.value());
        assertEquals(Thread.State.WAITING, state.set(Thread.State.WAITING).value());
        assertEquals(true, Widgets.checkbox("c").set(true).value());
        UploadedFile file = new UploadedFile("a.txt", "text/plain", "é".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(file), Widgets.upload("file").set(List.of(file)).value());
        assertEquals("é", file.text());
    }

    @Test
    void functionsThatSetEachOthersWidgetsEnd() {
        ValueWidget<Integer> celsius = Widgets.number("°C", 0);
        ValueWidget<Integer> fahrenheit = Widgets.number("°F", 32);
        celsius.onChange(value -> fahrenheit.set(value * 9 / 5 + 32));
        fahrenheit.onChange(value -> celsius.set((value - 32) * 5 / 9));
        celsius.set(100);
        assertEquals(212, fahrenheit.value());
        assertEquals(100, celsius.value());
    }

    @Test
    void bytesTravelBesideTheJsonAndComeBackToTheirPlace() {
        Map<String, Object> state = Map.of("value", List.of(Map.of("name", "a", "content", PICTURE)));
        WireState wire = WireState.of(state);
        assertEquals("{\"value\":[{\"name\":\"a\"}]}", Json.text(wire.json()));
        assertEquals("[[\"value\",0,\"content\"]]", Json.text(wire.paths()));
        Object back =
                ((Map<?, ?>) ((List<?>) Objects.requireNonNull(wire.values().get("value"))).get(0)).get("content");
        assertEquals(PICTURE, back);
        JsonArray nowhere = new JsonArray();
        JsonArray path = new JsonArray();
        path.add("value");
        path.add(7);
        path.add("content");
        nowhere.add(path);
        assertEquals(
                1, new WireState(wire.json(), nowhere, wire.buffers()).values().size());
    }

    @Test
    void outsideAKernelAWidgetIsItsTextAndALineThatSaysHowToMoveIt() {
        DisplayData shown =
                Widgets.column(Widgets.slider("n", 1, 50), Widgets.button("Go")).display();
        assertEquals("n: 25 (a slider from 1 to 50)\n[Go]\n" + Widget.HINT, shown.plain());
        assertTrue(shown.data().getOrDefault(DisplayData.HTML, "").contains("a slider from 1 to 50"), shown.toString());
        assertFalse(shown.data().containsKey(Widget.VIEW), shown.toString());
    }

    @Test
    void theEchoIsOnUnlessTheEnvironmentSaysOtherwise() {
        assertTrue(Model.isEchoWanted(Map.of()));
        assertTrue(Model.isEchoWanted(Map.of("JUPYTER_WIDGETS_ECHO", "1")));
        assertFalse(Model.isEchoWanted(Map.of("JUPYTER_WIDGETS_ECHO", "0")));
        assertFalse(Model.isEchoWanted(Map.of("JUPYTER_WIDGETS_ECHO", "False")));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(RuntimeException.class, call).getMessage());
    }

    @Test
    void whatCannotBeIsRefusedWithItsRule() {
        refused("slider 'n': min must be below max, both finite, got 5 and 5", () -> Widgets.slider("n", 5, 5));
        refused("slider 'n': the value must be in [1, 50], got 60", () -> Widgets.slider("n", 1, 50, 60));
        refused(
                "slider 'w': min must be below max, both finite, got 0 and Infinity",
                () -> Widgets.slider("w", 0, Double.POSITIVE_INFINITY));
        refused(
                "n: the value must be in [1, 50], got 0",
                () -> Widgets.slider("n", 1, 50).set(0));
        refused(
                "w: the value must be in [0, 1], got NaN",
                () -> Widgets.slider("w", 0.0, 1.0).set(Double.NaN));
        refused(
                "k: the value must be one of [a, b], got c",
                () -> Widgets.dropdown("k", "a", "b").set("c"));
        refused("dropdown 'k': give at least one option", () -> Widgets.dropdown("k"));
        refused("number 'f': the value must be finite, got NaN", () -> Widgets.number("f", Double.NaN));
        refused(
                "n: the step must be in (0, ∞), got 0.0",
                () -> Widgets.slider("n", 1, 50).step(0));
        refused(
                "n: the step of whole numbers must be whole, got 0.5",
                () -> Widgets.slider("n", 1, 50).step(0.5));
        refused(
                "c has no step: it is a box to tick",
                () -> Widgets.checkbox("c").step(1));
        refused("play: the milliseconds must be at least 1, got 0", () -> Widgets.play(Widgets.slider("n", 1, 50), 0));
        refused(
                "play: give a slider of whole numbers, got i: 3 (a field for a whole number)",
                () -> Widgets.play(Widgets.number("i", 3), 100));
        refused("interact can be called from a cell only", () -> Widgets.interact(Widgets.slider("n", 1, 50), n -> n));
    }
}
