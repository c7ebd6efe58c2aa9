package dev.interlace.app.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the messages of a kernel into the outputs of nbformat, as a front end does: printed text is joined, what was
 * shown under a display id is replaced wherever it stands, and clearing may wait for the next output.
 */
final class OutputRecorder {
    private final Map<String, List<JsonObject>> shown = new HashMap<>();
    private JsonArray outputs = new JsonArray();
    private boolean clearBeforeNext;

    /** Starts a new cell and returns the list that its outputs will go to. */
    JsonArray beginCell() {
        outputs = new JsonArray();
        clearBeforeNext = false;
        return outputs;
    }

    /** Takes one message of the IOPub channel; other types than outputs are ignored. */
    void accept(String type, JsonObject content) {
        switch (type) {
            case "stream" ->
                stream(content.get("name").getAsString(), content.get("text").getAsString());
            case "display_data", "execute_result" -> show(type, content);
            case "update_display_data" -> update(content);
            case "error" -> error(content);
            case "clear_output" ->
                clear(content.has("wait") && content.get("wait").getAsBoolean());
            default -> {
                // status, execute_input and comm messages are no outputs
            }
        }
    }

    private void stream(String name, String text) {
        clearIfDue();
        if (!outputs.isEmpty()) {
            JsonObject last = outputs.get(outputs.size() - 1).getAsJsonObject();
            if ("stream".equals(last.get("output_type").getAsString())
                    && name.equals(last.get("name").getAsString())) {
                last.add("text", Notebook.lines(Notebook.joined(last.get("text")) + text));
                return;
            }
        }
        JsonObject output = new JsonObject();
        output.addProperty("name", name);
        output.addProperty("output_type", "stream");
        output.add("text", Notebook.lines(text));
        outputs.add(output);
    }

    private void show(String type, JsonObject content) {
        clearIfDue();
        JsonObject output = new JsonObject();
        output.add("data", stored(content.getAsJsonObject("data")));
        if ("execute_result".equals(type)) {
            output.add("execution_count", content.get("execution_count"));
        }
        output.add("metadata", content.get("metadata") instanceof JsonObject metadata ? metadata : new JsonObject());
        output.addProperty("output_type", type);
        outputs.add(output);
        String id = displayId(content);
        if (!id.isEmpty()) {
            shown.computeIfAbsent(id, key -> new ArrayList<>()).add(output);
        }
    }

    private void update(JsonObject content) {
        for (JsonObject output : shown.getOrDefault(displayId(content), List.of())) {
            output.add("data", stored(content.getAsJsonObject("data")));
            if (content.get("metadata") instanceof JsonObject metadata) {
                output.add("metadata", metadata);
            }
        }
    }

    private void error(JsonObject content) {
        clearIfDue();
        JsonObject output = new JsonObject();
        output.add("ename", content.get("ename"));
        output.add("evalue", content.get("evalue"));
        output.addProperty("output_type", "error");
        output.add("traceback", content.get("traceback"));
        outputs.add(output);
    }

    private void clear(boolean beforeNext) {
        clearBeforeNext = true;
        if (!beforeNext) {
            clearIfDue();
        }
    }

    private void clearIfDue() {
        if (clearBeforeNext) {
            clearBeforeNext = false;
            while (!outputs.isEmpty()) {
                outputs.remove(outputs.size() - 1);
            }
        }
    }

    private static String displayId(JsonObject content) {
        return content.get("transient") instanceof JsonObject passing && passing.has("display_id")
                ? passing.get("display_id").getAsString()
                : "";
    }

    /** A MIME bundle as it lies in a file: text as lines, binary data and JSON as they are. */
    private static JsonObject stored(JsonObject data) {
        JsonObject stored = new JsonObject();
        for (Map.Entry<String, JsonElement> entry : data.entrySet()) {
            String type = entry.getKey();
            JsonElement value = entry.getValue();
            boolean text = type.startsWith("text/") || "image/svg+xml".equals(type);
            stored.add(type, text && value.isJsonPrimitive() ? Notebook.lines(value.getAsString()) : value);
        }
        return stored;
    }
}
