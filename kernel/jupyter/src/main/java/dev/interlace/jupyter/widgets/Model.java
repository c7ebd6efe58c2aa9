package dev.interlace.jupyter.widgets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.comm.Comm;
import dev.interlace.jupyter.comm.CommMessage;
import dev.interlace.jupyter.comm.Comms;
import dev.interlace.jupyter.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One model of the widgets protocol: named values that both sides keep equal. It is opened, with the models that it
 * refers to, when it is first shown.
 *
 * <p>What the front end sends is answered with an echo, as ipywidgets 8 does, so that a hand that is faster than the
 * kernel is not set back; the environment variable {@code JUPYTER_WIDGETS_ECHO=0} turns that off.
 *
 * <p>For maintainers: the front end's messages come one after the other, but several may wait. Values are taken at
 * once; the listener is told when no other message for this model waits, and so it sees the newest only.
 */
final class Model {
    /** The target of every model's comm. */
    static final String TARGET = "jupyter.widget";

    private static final String PROTOCOL = "2.1.0";
    private static final String ECHO_VARIABLE = "JUPYTER_WIDGETS_ECHO";

    private final Map<String, @Nullable Object> values;
    private Listener listener = new Listener() {};
    private @Nullable Comm comm;
    private @Nullable Model companion;
    private @Nullable Runnable urgent;
    private boolean changed;

    /** What is done with what the front end sends. */
    interface Listener {
        /** Whether the front end may set {@code name} to {@code value}. */
        default boolean accepts(String name, @Nullable Object value) {
            return true;
        }

        /** Whether the front end expects {@code name} back. */
        default boolean isEchoed(String name) {
            return true;
        }

        /** Says that the front end has set values, the newest of which have been taken. */
        default void changed() {}

        /** Says that something has happened that has no value, for instance a click. */
        default void event(String name) {}
    }

    /** A model that starts with {@code values}, in that order. */
    Model(Map<String, ? extends @Nullable Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /** Says who is told what the front end sends. */
    void listener(Listener who) {
        listener = who;
    }

    /** All values by name. */
    synchronized Map<String, @Nullable Object> values() {
        return new LinkedHashMap<>(values);
    }

    /** The model that is opened with this one though it refers to none. */
    synchronized Optional<Model> companion() {
        return Optional.ofNullable(companion);
    }

    /** The value called {@code name}. */
    synchronized @Nullable Object get(String name) {
        return values.get(name);
    }

    /** The model that this one refers to as {@code name}; empty where it refers to none. */
    synchronized Optional<Model> part(String name) {
        return values.get(name) instanceof Model model ? Optional.of(model) : Optional.empty();
    }

    /** Whether it has a value called {@code name}. */
    synchronized boolean has(String name) {
        return values.containsKey(name);
    }

    /** Sets a value on both sides. */
    synchronized void put(String name, @Nullable Object value) {
        values.put(name, value);
        send("update", only(name, value));
    }

    private static Map<String, @Nullable Object> only(String name, @Nullable Object value) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put(name, value);
        return one;
    }

    /** The id under which the front end knows this model, which is opened where it is not. */
    synchronized String id() {
        Comm open = comm;
        return open != null ? open.id() : open(session()).id();
    }

    private static NotebookSession session() {
        return NotebookSession.current()
                .orElseThrow(() -> new IllegalStateException(
                        "a widget can be shown from a cell only, or from a thread that a cell has started"));
    }

    private Comm open(NotebookSession session) {
        WireState state = WireState.of(values);
        JsonObject data = new JsonObject();
        data.add("state", state.json());
        data.add("buffer_paths", state.paths());
        Comms comms = session.comms();
        comms.register(ControlTarget.NAME, new ControlTarget(comms));
        Comm opened = comms.open(TARGET, new CommMessage(data, Json.of("version", PROTOCOL), state.buffers()));
        opened.belongTo(this);
        opened.onMessage(message -> received(opened, message));
        opened.onArrival(message -> isUrgent(message));
        opened.onClose(message -> closed());
        comm = opened;
        Model other = companion;
        if (other != null) {
            other.id();
        }
        return opened;
    }

    /** Opens {@code other} whenever this one is opened: nothing refers to it. */
    synchronized void bring(Model other) {
        companion = other;
    }

    /** Says what is done with a custom message as soon as it arrives, while cells run. */
    synchronized void onUrgent(Runnable action) {
        urgent = action;
    }

    private boolean isUrgent(CommMessage message) {
        Runnable action;
        synchronized (this) {
            action = urgent;
        }
        if (action == null || !Json.string(message.data(), "method", "").equals("custom")) {
            return false;
        }
        action.run();
        return true;
    }

    /** Closes it on both sides; shown again, it is opened again. */
    synchronized void close() {
        Comm open = comm;
        comm = null;
        if (open != null) {
            open.close(CommMessage.of(new JsonObject()));
        }
    }

    private synchronized void closed() {
        comm = null;
    }

    private synchronized void send(String method, Map<String, @Nullable Object> some) {
        Comm open = comm;
        if (open == null || some.isEmpty()) {
            return;
        }
        WireState state = WireState.of(some);
        JsonObject data = Json.of("method", method);
        data.add("state", state.json());
        data.add("buffer_paths", state.paths());
        open.send(new CommMessage(data, new JsonObject(), state.buffers()));
    }

    private void received(Comm from, CommMessage message) {
        switch (Json.string(message.data(), "method", "")) {
            case "update" -> take(message);
            case "request_state" -> sendAll();
            case "custom" -> listener.event(Json.string(Json.child(message.data(), "content"), "event", ""));
            default -> {} // of a newer protocol
        }
        boolean tell;
        synchronized (this) {
            tell = changed && !from.isAwaited();
            changed &= !tell;
        }
        if (tell) {
            listener.changed();
        }
    }

    private synchronized void sendAll() {
        send("update", values);
    }

    private synchronized void take(CommMessage message) {
        JsonArray paths = message.data().get("buffer_paths") instanceof JsonArray array ? array : new JsonArray();
        Map<String, @Nullable Object> sent =
                new WireState(Json.child(message.data(), "state"), paths, message.buffers()).values();
        Map<String, @Nullable Object> echo = new LinkedHashMap<>();
        Map<String, @Nullable Object> refused = new LinkedHashMap<>();
        sent.forEach((name, value) -> {
            if (!values.containsKey(name) || name.startsWith("_")) {
                return;
            }
            if (!listener.accepts(name, value)) {
                refused.put(name, values.get(name));
                return;
            }
            values.put(name, value);
            changed = true;
            if (listener.isEchoed(name)) {
                echo.put(name, value);
            }
        });
        if (isEchoWanted(System.getenv())) {
            send("echo_update", echo);
        }
        send("update", refused);
    }

    /** Whether values of the front end are sent back to it, as ipywidgets reads the environment. */
    static boolean isEchoWanted(Map<String, String> environment) {
        String wish = environment.getOrDefault(ECHO_VARIABLE, "1").toLowerCase(Locale.ROOT);
        return !List.of("0", "false", "no", "off").contains(wish);
    }

    /** What the front end needs to make this model again, with the bytes beside it. */
    synchronized WireState whole() {
        WireState state = WireState.of(values);
        JsonObject described = new JsonObject();
        for (String name : List.of("model_name", "model_module", "model_module_version")) {
            described.addProperty(name, String.valueOf(values.get("_" + name)));
        }
        described.add("state", state.json());
        JsonArray paths = new JsonArray();
        state.paths().forEach(path -> {
            JsonArray longer = new JsonArray();
            longer.add("state");
            longer.addAll(path.getAsJsonArray());
            paths.add(longer);
        });
        return new WireState(described, paths, state.buffers());
    }
}
