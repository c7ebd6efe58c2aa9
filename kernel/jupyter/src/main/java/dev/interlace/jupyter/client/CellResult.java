package dev.interlace.jupyter.client;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.wire.Json;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What running one cell gave.
 *
 * @param status {@code ok}, {@code error} or {@code aborted}
 * @param count execution count
 * @param outputs the outputs in nbformat 4, in the order in which a notebook shows them
 * @param reply content of the reply
 */
public record CellResult(String status, int count, List<JsonObject> outputs, JsonObject reply) {
    public CellResult {
        outputs = List.copyOf(outputs);
    }

    /** Everything printed to one stream. */
    public String stream(String name) {
        return outputs.stream()
                .filter(o -> Json.string(o, "output_type", "").equals("stream")
                        && Json.string(o, "name", "").equals(name))
                .map(o -> Json.string(o, "text", ""))
                .collect(Collectors.joining());
    }

    /** Everything printed to stdout. */
    public String stdout() {
        return stream("stdout");
    }

    /** Plain text of the cell's value; empty where it has none. */
    public String value() {
        return outputs.stream()
                .filter(o -> Json.string(o, "output_type", "").equals("execute_result"))
                .map(o -> Json.string(Json.child(o, "data"), "text/plain", ""))
                .collect(Collectors.joining());
    }

    /** Class and message of the cell's error; empty where it has none. */
    public String error() {
        return status.equals("error") ? Json.string(reply, "ename", "") + ": " + Json.string(reply, "evalue", "") : "";
    }
}
