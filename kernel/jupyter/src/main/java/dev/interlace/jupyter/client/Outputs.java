package dev.interlace.jupyter.client;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The outputs of a cell as a notebook would hold them: streams joined, updates applied, cleared when asked. */
final class Outputs {
    private final List<JsonObject> outputs = new ArrayList<>();
    private final Map<String, List<JsonObject>> displays;
    private final StringBuilder streamText = new StringBuilder();
    private boolean clearNext;

    /** Outputs of a new cell; {@code displays} holds what earlier cells have shown under an id. */
    Outputs(Map<String, List<JsonObject>> displays) {
        this.displays = displays;
    }

    /** The displays of a notebook in which nothing has been shown. */
    static Map<String, List<JsonObject>> noDisplays() {
        return new HashMap<>();
    }

    void add(Message message) {
        JsonObject content = message.content();
        switch (message.type()) {
            case "stream" -> stream(Json.string(content, "name", "stdout"), Json.string(content, "text", ""));
            case "display_data", "execute_result" -> bundle(message.type(), content);
            case "update_display_data" -> update(content);
            case "error" -> error(content);
            case "clear_output" -> clear(content);
            default -> {}
        }
    }

    private void clear(JsonObject content) {
        clearNext = Json.flag(content, "wait", false);
        if (!clearNext) {
            clear();
        }
    }

    private void clear() {
        outputs.clear();
        streamText.setLength(0);
    }

    private void append(JsonObject output) {
        if (clearNext) {
            clear();
            clearNext = false;
        }
        endStream();
        outputs.add(output);
    }

    private void stream(String name, String text) {
        JsonObject last = outputs.isEmpty() || clearNext ? new JsonObject() : outputs.get(outputs.size() - 1);
        if (Json.string(last, "output_type", "").equals("stream")
                && Json.string(last, "name", "").equals(name)) {
            streamText.append(text);
        } else {
            JsonObject output = Json.of("output_type", "stream");
            output.addProperty("name", name);
            output.addProperty("text", "");
            append(output);
            streamText.append(text);
        }
    }

    // joined once, when the stream ends: many messages make one long text
    private void endStream() {
        if (streamText.length() > 0) {
            JsonObject last = outputs.get(outputs.size() - 1);
            last.addProperty("text", Json.string(last, "text", "") + streamText);
            streamText.setLength(0);
        }
    }

    private void bundle(String type, JsonObject content) {
        JsonObject output = Json.of("output_type", type);
        output.add("data", Json.child(content, "data"));
        output.add("metadata", Json.child(content, "metadata"));
        if (type.equals("execute_result")) {
            output.addProperty("execution_count", Json.integer(content, "execution_count", 0));
        }
        append(output);
        String id = displayId(content);
        if (!id.isEmpty()) {
            displays.computeIfAbsent(id, unknown -> new ArrayList<>()).add(output);
        }
    }

    private void update(JsonObject content) {
        for (JsonObject shown : displays.getOrDefault(displayId(content), List.of())) {
            shown.add("data", Json.child(content, "data"));
            shown.add("metadata", Json.child(content, "metadata"));
        }
    }

    private static String displayId(JsonObject content) {
        return Json.string(Json.child(content, "transient"), "display_id", "");
    }

    private void error(JsonObject content) {
        JsonObject output = Json.of("output_type", "error");
        output.add("ename", content.get("ename"));
        output.add("evalue", content.get("evalue"));
        output.add("traceback", content.get("traceback"));
        append(output);
    }

    List<JsonObject> toList() {
        endStream();
        return List.copyOf(outputs);
    }
}
