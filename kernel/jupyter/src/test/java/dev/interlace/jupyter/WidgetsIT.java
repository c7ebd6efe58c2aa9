package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Widgets as a front end sees them: messages of the real kernel over real sockets. */
class WidgetsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String WIDGETS = "import dev.interlace.jupyter.widgets.*;\n";

    private KernelClient kernel;
    private final List<Message> seen = new ArrayList<>();

    @BeforeEach
    void start() {
        kernel = TestKernel.start();
        kernel.listen(seen::add);
    }

    @AfterEach
    void stop() {
        kernel.close();
    }

    private CellResult run(String code) {
        CellResult result = kernel.execute(WIDGETS + code, LIMIT);
        assertEquals("", result.error());
        return result;
    }

    private List<Message> published(String type) {
        return seen.stream().filter(m -> m.type().equals(type)).toList();
    }

    private static JsonObject data(Message message) {
        return Json.child(message.content(), "data");
    }

    /** The id of the model whose state has {@code key} with the text {@code value}. */
    private String model(String key, String value) {
        return published("comm_open").stream()
                .filter(m -> Json.string(Json.child(data(m), "state"), key, "").equals(value))
                .map(m -> Json.string(m.content(), "comm_id", ""))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError("no model whose " + key + " is " + value));
    }

    private String send(String id, JsonObject data) {
        JsonObject content = Json.of("comm_id", id);
        content.add("data", data);
        return kernel.sendComm("comm_msg", content, List.of());
    }

    private static JsonObject update(String key, JsonElement value) {
        JsonObject state = new JsonObject();
        state.add(key, value);
        JsonObject data = Json.of("method", "update");
        data.add("state", state);
        data.add("buffer_paths", new JsonArray());
        return data;
    }

    private String move(String id, int value) {
        return send(id, update("value", new JsonPrimitive(value)));
    }

    private static JsonObject click() {
        JsonObject data = Json.of("method", "custom");
        data.add("content", Json.of("event", "click"));
        return data;
    }

    private void awaitIdle(String message) {
        kernel.awaitPublished(
                m -> m.type().equals("status")
                        && Json.string(m.parent(), "msg_id", "").equals(message)
                        && Json.string(m.content(), "execution_state", "").equals("idle"),
                LIMIT);
    }

    private Message awaitUpdate(String text) {
        return kernel.awaitPublished(m -> m.type().equals("update_display_data") && plain(m).contains(text), LIMIT);
    }

    private static String plain(Message message) {
        return Json.string(data(message), "text/plain", "");
    }

    @Test
    void aSliderIsThreeModelsThatAFrontEndCanDraw() {
        CellResult result = run("slider(\"n\", 1, 50)");
        List<Message> opened = published("comm_open");
        assertEquals(3, opened.size());
        for (Message one : opened) {
            assertEquals("jupyter.widget", Json.string(one.content(), "target_name", ""));
            assertEquals("2.1.0", Json.string(one.metadata(), "version", ""));
        }
        String layout = model("_model_name", "LayoutModel");
        String style = model("_model_name", "SliderStyleModel");
        String slider = model("_model_name", "IntSliderModel");
        JsonObject state = Json.child(data(opened.get(2)), "state");
        assertEquals("IPY_MODEL_" + layout, Json.string(state, "layout", ""));
        assertEquals("IPY_MODEL_" + style, Json.string(state, "style", ""));
        assertEquals(25, Json.integer(state, "value", 0));
        Message shown = published("execute_result").get(0);
        JsonObject view = Json.child(data(shown), "application/vnd.jupyter.widget-view+json");
        assertEquals(slider, Json.string(view, "model_id", ""));
        assertEquals(2, Json.integer(view, "version_major", 0));
        assertTrue(result.value().startsWith("n: 25 (a slider from 1 to 50)\n"), result.value());
    }

    @Test
    void whatTheFrontEndSetsIsReadInCellsAndEchoed() {
        run("var s = slider(\"n\", 1, 50); s");
        String id = model("_model_name", "IntSliderModel");
        String sent = move(id, 31);
        Message echo = kernel.awaitPublished(m -> m.type().equals("comm_msg"), LIMIT);
        assertEquals("echo_update", Json.string(data(echo), "method", ""));
        assertEquals(31, Json.integer(Json.child(data(echo), "state"), "value", 0));
        assertEquals(sent, Json.string(echo.parent(), "msg_id", ""));
        assertEquals("31", run("s.value()").value());
        move(id, 99);
        Message back = kernel.awaitPublished(m -> m.type().equals("comm_msg"), LIMIT);
        assertEquals("update", Json.string(data(back), "method", ""));
        assertEquals(31, Json.integer(Json.child(data(back), "state"), "value", 0));
        run("s.set(7);");
        assertEquals(7, Json.integer(Json.child(data(published("comm_msg").get(2)), "state"), "value", 0));
    }

    @Test
    void interactDrawsAgainInPlace() {
        String cell = kernel.submit("int base = 100;\ninteract(slider(\"n\", 1, 50, 5), n -> \"drawn \" + (base + n))");
        assertEquals("", kernel.await(cell, LIMIT).error());
        List<Message> shown = published("display_data");
        assertEquals(2, shown.size());
        assertEquals("drawn 105", plain(shown.get(1)));
        assertTrue(Json.string(data(shown.get(1)), "text/html", "").contains("For n = 5. To move it by hand"));
        move(model("_model_name", "IntSliderModel"), 9);
        Message again = awaitUpdate("drawn 109");
        assertEquals(cell, Json.string(again.parent(), "msg_id", ""));
        assertEquals(
                Json.string(Json.child(shown.get(1).content(), "transient"), "display_id", "a"),
                Json.string(Json.child(again.content(), "transient"), "display_id", "b"));
    }

    @Test
    void ofTheValuesThatComeWhileAFunctionRunsTheNewestIsKept() {
        run("""
                var told = new ArrayList<Integer>();
                var gate = new CountDownLatch(1);
                var s = slider("n", 1, 50).onChange(n -> { told.add(n); try { gate.await(); } catch (InterruptedException e) {} });
                s
                """);
        String subshell =
                Json.string(kernel.askControl("create_subshell_request", new JsonObject()), "subshell_id", "");
        String id = model("_model_name", "IntSliderModel");
        move(id, 1);
        String running = kernel.submitTo(subshell, "while (told.isEmpty()) { Thread.sleep(5); }");
        kernel.await(running, LIMIT);
        String last = "";
        for (int value = 2; value <= 40; value++) {
            last = move(id, value);
        }
        kernel.await(kernel.submitTo(subshell, "gate.countDown();"), LIMIT);
        awaitIdle(last);
        assertEquals("[1, 40]", run("told.toString()").value());
    }

    @Test
    void whatAFunctionPrintsArrivesBelowTheCellThatMadeTheWidget() {
        String cell = kernel.submit("var s = slider(\"n\", 1, 50).onChange(n -> System.out.println(\"now \" + n)); s");
        kernel.await(cell, LIMIT);
        String idle = move(model("_model_name", "IntSliderModel"), 3);
        Message printed = kernel.awaitPublished(m -> m.type().equals("stream"), LIMIT);
        assertEquals("now 3\n", Json.string(printed.content(), "text", ""));
        assertEquals(cell, Json.string(printed.parent(), "msg_id", ""));
        assertFalse(idle.isEmpty());
    }

    @Test
    void anErrorStandsBelowTheControlsAndTheKernelGoesOn() {
        run("interact(slider(\"n\", 0, 10, 5), n -> 100 / n)");
        String id = model("_model_name", "IntSliderModel");
        move(id, 0);
        Message error = awaitUpdate("ArithmeticException: / by zero");
        assertTrue(Json.string(data(error), "text/html", "").contains("/ by zero"), Json.text(data(error)));
        move(id, 4);
        awaitUpdate("25");
        assertEquals("2", run("1+1").value());
    }

    @Test
    void theFirstErrorFailsTheCell() {
        assertTrue(kernel.execute("interact(slider(\"n\", 0, 10, 0), n -> 100 / n)", LIMIT)
                .error()
                .contains("/ by zero"));
    }

    @Test
    void aFunctionThatNeverEndsIsEndedByAnInterrupt() {
        run("""
                var begun = new CountDownLatch(1);
                interact(slider("n", 0, 10, 5), n -> {
                    while (n == 7) { begun.countDown(); }
                    return "drawn " + n;
                })
                """);
        String subshell =
                Json.string(kernel.askControl("create_subshell_request", new JsonObject()), "subshell_id", "");
        String id = model("_model_name", "IntSliderModel");
        move(id, 7);
        kernel.await(kernel.submitTo(subshell, "begun.await();"), LIMIT);
        kernel.interrupt();
        awaitUpdate("Interrupted. The widget can be used again.");
        move(id, 8);
        awaitUpdate("drawn 8");
        assertEquals("2", run("1+1").value());
    }

    @Test
    void aTaskShowsHowItGoesAndIsCancelledWhileItRuns() {
        run("Widgets.task(\"Go\", () -> { for (int i = 0; ; i++) { display(\"step \" + i); Thread.onSpinWait();"
                + " try { Thread.sleep(100); } catch (InterruptedException e) { throw new RuntimeException(e); } } })");
        send(model("description", "Go"), click());
        Message shown = kernel.awaitPublished(
                m -> m.type().equals("comm_msg") && Json.text(m.content()).contains("step 4"), LIMIT);
        assertEquals("update", Json.string(data(shown), "method", ""));
        send(model("description", "Cancel"), click());
        kernel.awaitPublished(
                m -> m.type().equals("comm_msg") && Json.text(m.content()).contains("The widget can be used again."),
                LIMIT);
        assertEquals("2", run("1+1").value());
    }

    @Test
    void aFrontEndThatComesLaterIsGivenAllModels() {
        run("Widgets.row(slider(\"n\", 1, 50), Widgets.image(\"png\", new byte[] {1, 2, 3}))");
        JsonObject open = Json.of("comm_id", "control");
        open.addProperty("target_name", "jupyter.widget.control");
        open.add("data", new JsonObject());
        kernel.sendComm("comm_open", open, List.of());
        send("control", Json.of("method", "request_states"));
        Message answer = kernel.awaitPublished(
                m -> m.type().equals("comm_msg")
                        && Json.string(data(m), "method", "").equals("update_states"),
                LIMIT);
        JsonObject states = Json.child(data(answer), "states");
        assertEquals(published("comm_open").size(), states.size());
        String slider = model("_model_name", "IntSliderModel");
        JsonObject one = Json.child(states, slider);
        assertEquals("IntSliderModel", Json.string(one, "model_name", ""));
        assertEquals("@jupyter-widgets/controls", Json.string(one, "model_module", ""));
        assertEquals("2.0.0", Json.string(one, "model_module_version", ""));
        assertEquals(25, Json.integer(Json.child(one, "state"), "value", 0));
        String image = model("_model_name", "ImageModel");
        assertEquals(
                "[[\"" + image + "\",\"state\",\"value\"]]",
                Json.text(data(answer).get("buffer_paths")));
        assertEquals(3, answer.buffers().get(0).length);
        send(slider, Json.of("method", "request_state"));
        Message whole = kernel.awaitPublished(m -> m.type().equals("comm_msg"), LIMIT);
        assertEquals("IntSliderModel", Json.string(Json.child(data(whole), "state"), "_model_name", ""));
    }

    @Test
    void aFileThatIsChosenArrivesWithItsBytesAndIsNotSentBack() {
        run("var u = Widgets.upload(\"file\"); u");
        JsonObject file = Json.of("name", "a.txt");
        file.addProperty("type", "text/plain");
        file.addProperty("size", 2);
        JsonArray files = new JsonArray();
        files.add(file);
        JsonObject data = update("value", files);
        JsonArray path = new JsonArray();
        path.add("value");
        path.add(0);
        path.add("content");
        JsonArray paths = new JsonArray();
        paths.add(path);
        data.add("buffer_paths", paths);
        JsonObject content = Json.of("comm_id", model("_model_name", "FileUploadModel"));
        content.add("data", data);
        awaitIdle(kernel.sendComm("comm_msg", content, List.of("é".getBytes(StandardCharsets.UTF_8))));
        assertEquals(
                "a.txt é",
                run("u.value().get(0).name() + \" \" + u.value().get(0).text()").value());
        assertEquals(List.of(), published("comm_msg"));
    }

    @Test
    void aWidgetThatTheFrontEndClosesComesBackWhenItIsShownAgain() {
        run("var s = slider(\"n\", 1, 50); s");
        String id = model("_model_name", "IntSliderModel");
        JsonObject close = Json.of("comm_id", id);
        close.add("data", new JsonObject());
        awaitIdle(kernel.sendComm("comm_close", close, List.of()));
        run("s.set(8);");
        move(id, 9);
        run("s");
        String again = model("_model_name", "IntSliderModel");
        assertFalse(again.equals(id), again);
        awaitIdle(move(again, 10));
        assertEquals("10", run("s.value()").value());
        run("s.close();");
        assertEquals(1, published("comm_close").size());
    }

    @Test
    void cellsOfTheirOwnMayUseTheNames() {
        run("int slider(int x) { return x + 1; }");
        assertEquals("3", run("slider(2)").value());
    }
}
