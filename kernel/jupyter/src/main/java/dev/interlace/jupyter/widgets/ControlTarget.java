package dev.interlace.jupyter.widgets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.comm.Comm;
import dev.interlace.jupyter.comm.CommMessage;
import dev.interlace.jupyter.comm.CommTarget;
import dev.interlace.jupyter.comm.Comms;
import dev.interlace.jupyter.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The comm over which a front end that has just come asks for all models at once, for instance when its page is loaded
 * again.
 */
final class ControlTarget implements CommTarget {
    /** The target's name. */
    static final String NAME = "jupyter.widget.control";

    private final Comms comms;

    ControlTarget(Comms comms) {
        this.comms = comms;
    }

    @Override
    public void open(Comm comm, CommMessage first) {
        comm.onMessage(message -> {
            if (Json.string(message.data(), "method", "").equals("request_states")) {
                comm.send(states());
            }
        });
    }

    private CommMessage states() {
        JsonObject states = new JsonObject();
        JsonArray paths = new JsonArray();
        List<byte[]> buffers = new ArrayList<>();
        for (Comm one : comms.open(Optional.of(Model.TARGET))) {
            if (one.owner().orElse(null) instanceof Model model) {
                WireState whole = model.whole();
                states.add(one.id(), whole.json());
                whole.paths().forEach(path -> {
                    JsonArray longer = new JsonArray();
                    longer.add(one.id());
                    longer.addAll(path.getAsJsonArray());
                    paths.add(longer);
                });
                buffers.addAll(whole.buffers());
            }
        }
        JsonObject data = Json.of("method", "update_states");
        data.add("states", states);
        data.add("buffer_paths", paths);
        return new CommMessage(data, new JsonObject(), buffers);
    }
}
