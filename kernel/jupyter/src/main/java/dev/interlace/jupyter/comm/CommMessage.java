package dev.interlace.jupyter.comm;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * What travels through a comm.
 *
 * @param data the JSON body, whose fields the target defines
 * @param metadata free-form additions
 * @param buffers binary parts
 */
public record CommMessage(JsonObject data, JsonObject metadata, List<byte[]> buffers) {
    public CommMessage {
        buffers = List.copyOf(buffers);
    }

    /** A message of JSON alone. */
    public static CommMessage of(JsonObject data) {
        return new CommMessage(data, new JsonObject(), List.of());
    }
}
