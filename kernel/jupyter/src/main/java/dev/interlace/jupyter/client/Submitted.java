package dev.interlace.jupyter.client;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;

/** A cell that has been sent, with what has come back so far. */
final class Submitted {
    private final Outputs outputs;
    private JsonObject reply = new JsonObject();
    private boolean replied;
    private boolean idle;

    Submitted(Outputs outputs) {
        this.outputs = outputs;
    }

    void add(Message message) {
        if (message.type().equals("execute_reply")) {
            reply = message.content();
            replied = true;
        } else if (message.type().equals("status")) {
            idle = Json.string(message.content(), "execution_state", "").equals("idle");
        } else {
            outputs.add(message);
        }
    }

    boolean isComplete() {
        return replied && idle;
    }

    CellResult result() {
        return new CellResult(
                Json.string(reply, "status", "error"),
                Json.integer(reply, "execution_count", 0),
                outputs.toList(),
                reply);
    }
}
