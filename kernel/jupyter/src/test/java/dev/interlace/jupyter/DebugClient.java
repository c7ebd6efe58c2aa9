package dev.interlace.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Speaks to the debugger of a kernel as JupyterLab does. */
final class DebugClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KernelClient kernel;
    private final Deque<JsonObject> events = new ArrayDeque<>();
    private int sequence;

    DebugClient(KernelClient kernel) {
        this.kernel = kernel;
        kernel.listen(this::keep);
    }

    private void keep(Message message) {
        if (message.type().equals("debug_event")) {
            events.add(message.content());
        }
    }

    /** The whole response to a command. */
    JsonObject ask(String command, JsonObject arguments) {
        JsonObject request = Json.of("type", "request");
        request.addProperty("seq", ++sequence);
        request.addProperty("command", command);
        request.add("arguments", arguments);
        return kernel.askControl("debug_request", request);
    }

    /** The body of the response to a command that must succeed. */
    JsonObject body(String command, JsonObject arguments) {
        JsonObject response = ask(command, arguments);
        if (!Json.flag(response, "success", false)) {
            throw new AssertionError(Json.text(response));
        }
        return Json.child(response, "body");
    }

    /** An argument that is a number. */
    static JsonObject number(String key, int value) {
        JsonObject object = new JsonObject();
        object.add(key, new JsonPrimitive(value));
        return object;
    }

    void attach() {
        body("initialize", Json.of("clientID", "test"));
        body("attach", new JsonObject());
        awaitEvent("initialized");
    }

    void detach() {
        body("disconnect", new JsonObject());
        events.clear();
    }

    /** Sets the breakpoints of a cell; returns the answer to each. */
    JsonArray breakAt(String code, int... lines) {
        String path = Json.string(body("dumpCell", Json.of("code", code)), "sourcePath", "");
        JsonObject arguments = new JsonObject();
        arguments.add("source", Json.of("path", path));
        JsonArray points = new JsonArray();
        for (int line : lines) {
            points.add(number("line", line));
        }
        arguments.add("breakpoints", points);
        return body("setBreakpoints", arguments).getAsJsonArray("breakpoints");
    }

    /** Sets a breakpoint that stands under a condition. */
    void breakWhen(String code, int line, String condition) {
        String path = Json.string(body("dumpCell", Json.of("code", code)), "sourcePath", "");
        JsonObject arguments = new JsonObject();
        arguments.add("source", Json.of("path", path));
        JsonObject point = number("line", line);
        point.addProperty("condition", condition);
        JsonArray points = new JsonArray();
        points.add(point);
        arguments.add("breakpoints", points);
        body("setBreakpoints", arguments);
    }

    /** Stops at exceptions of these kinds. */
    void breakAtExceptions(String... filters) {
        JsonObject arguments = new JsonObject();
        JsonArray all = new JsonArray();
        for (String filter : filters) {
            all.add(filter);
        }
        arguments.add("filters", all);
        body("setExceptionBreakpoints", arguments);
    }

    /** Sets a variable of a scope of the innermost frame; the response. */
    JsonObject set(String scope, String name, String value) {
        JsonObject scopes = body("scopes", number("frameId", Json.integer(frame(0), "id", 0)));
        for (JsonElement one : scopes.getAsJsonArray("scopes")) {
            if (Json.string(one.getAsJsonObject(), "name", "").equals(scope)) {
                return set(Json.integer(one.getAsJsonObject(), "variablesReference", 0), name, value);
            }
        }
        throw new AssertionError("no scope " + scope);
    }

    /** Sets what is called {@code name} behind a reference; the response. */
    JsonObject set(int reference, String name, String value) {
        JsonObject arguments = number("variablesReference", reference);
        arguments.addProperty("name", name);
        arguments.addProperty("value", value);
        return ask("setVariable", arguments);
    }

    /** Waits for an event of that name; its body. Events of other names before it are passed over. */
    JsonObject awaitEvent(String name) {
        while (true) {
            JsonObject event = events.poll();
            if (event == null) {
                kernel.awaitPublished(m -> m.type().equals("debug_event"), LIMIT);
            } else if (Json.string(event, "event", "").equals(name)) {
                return Json.child(event, "body");
            }
        }
    }

    /** Waits until a thread is parked; the reason and its innermost line, as in {@code breakpoint 3}. */
    String awaitStop() {
        JsonObject stopped = awaitEvent("stopped");
        return Json.string(stopped, "reason", "") + " " + Json.integer(frame(0), "line", -1);
    }

    /** Sends a command that lets the thread go on, and waits until it is parked again. */
    String go(String command) {
        body(command, number("threadId", 1));
        return awaitStop();
    }

    /** A frame of the parked thread, the innermost is 0. */
    JsonObject frame(int index) {
        return body("stackTrace", number("threadId", 1))
                .getAsJsonArray("stackFrames")
                .get(index)
                .getAsJsonObject();
    }

    /** The names of the frames, innermost first, each with its line. */
    String stack() {
        StringBuilder stack = new StringBuilder();
        for (JsonElement frame : body("stackTrace", number("threadId", 1)).getAsJsonArray("stackFrames")) {
            JsonObject one = frame.getAsJsonObject();
            stack.append(Json.string(one, "name", "") + " " + Json.integer(one, "line", -1) + "; ");
        }
        return stack.toString();
    }

    /** The variables of a scope of a frame: names to values. */
    Variables scope(int frame, String name) {
        JsonObject scopes = body("scopes", number("frameId", Json.integer(frame(frame), "id", 0)));
        for (JsonElement scope : scopes.getAsJsonArray("scopes")) {
            if (Json.string(scope.getAsJsonObject(), "name", "").equals(name)) {
                return children(scope.getAsJsonObject());
            }
        }
        throw new AssertionError("no scope " + name);
    }

    /** What an opened variable holds. */
    Variables children(JsonObject parent) {
        return named(body("variables", number("variablesReference", Json.integer(parent, "variablesReference", 0))));
    }

    /** The variables of the notebook. */
    Variables globals() {
        return named(body("inspectVariables", new JsonObject()));
    }

    private static Variables named(JsonObject body) {
        Map<String, JsonObject> named = new LinkedHashMap<>();
        for (JsonElement variable : body.getAsJsonArray("variables")) {
            named.put(Json.string(variable.getAsJsonObject(), "name", ""), variable.getAsJsonObject());
        }
        return new Variables(named);
    }

    /** Variables by name, in the order in which they are shown. */
    record Variables(Map<String, JsonObject> byName) {
        JsonObject get(String name) {
            JsonObject variable = byName.get(name);
            if (variable == null) {
                throw new AssertionError("no variable " + name + " among " + byName.keySet());
            }
            return variable;
        }

        String value(String name) {
            return Json.string(get(name), "value", "");
        }

        String names() {
            return byName.keySet().toString();
        }
    }

    /** What an expression gives in the innermost frame: its value, or why it has none. */
    String evaluate(String expression) {
        JsonObject arguments = Json.of("expression", expression);
        arguments.addProperty("frameId", Json.integer(frame(0), "id", 0));
        JsonObject response = ask("evaluate", arguments);
        return Json.flag(response, "success", false)
                ? Json.string(Json.child(response, "body"), "result", "")
                : Json.string(response, "message", "");
    }
}
