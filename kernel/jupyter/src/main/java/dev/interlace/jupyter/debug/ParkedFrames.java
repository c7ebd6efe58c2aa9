package dev.interlace.jupyter.debug;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.engine.Stop;
import dev.interlace.jupyter.wire.Json;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The frames of the parked thread, with the numbers that a front end knows them by. */
final class ParkedFrames {
    private final CellFiles files;
    private @Nullable Stop stop;
    private int first = 1;

    ParkedFrames(CellFiles files) {
        this.files = files;
    }

    /** Numbers the frames of {@code now}, where it is not the stop that has been numbered already. */
    void show(Optional<Stop> now) {
        Stop known = stop;
        Stop next = now.orElse(null);
        if (!Objects.equals(next, known)) { // frames of two stops never hold the same array of values
            first += known == null ? 0 : known.frames().size();
            stop = next;
        }
    }

    /** The frame with that number. */
    Stop.Frame get(int id) {
        List<Stop.Frame> frames = frames();
        int index = id - first;
        if (index < 0 || index >= frames.size()) {
            throw new IllegalArgumentException("frameId " + id + " is gone: the thread went on");
        }
        return frames.get(index);
    }

    private List<Stop.Frame> frames() {
        Stop now = stop;
        return now == null ? List.of() : now.frames();
    }

    /** The frames from number {@code start} on, {@code count} of them; a count of 0 asks for all. */
    JsonObject trace(int start, int count) {
        List<Stop.Frame> frames = frames();
        JsonArray shown = new JsonArray();
        int end = count <= 0 ? frames.size() : Math.min(frames.size(), start + count);
        for (int i = Math.max(0, start); i < end; i++) {
            shown.add(frame(frames.get(i), first + i));
        }
        JsonObject body = new JsonObject();
        body.add("stackFrames", shown);
        body.addProperty("totalFrames", frames.size());
        return body;
    }

    private JsonObject frame(Stop.Frame frame, int id) {
        JsonObject json = Json.of("name", JavaNames.method(frame.method()));
        json.addProperty("id", id);
        json.addProperty("line", frame.place().line());
        json.addProperty("column", 1);
        json.add("source", Json.of("path", files.keep(frame.place().source())));
        return json;
    }
}
