package dev.interlace.jupyter.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The main shell and the subshells that front ends have created; each has its own queue and thread. */
final class Shells {
    private final ThreadGroup cells = new ThreadGroup("cells");
    private final EvalLoop main;
    private final EvalLoop.Task task;
    private final Map<String, EvalLoop> sub = new LinkedHashMap<>();

    Shells(EngineStart start, EvalLoop.Task task) {
        this.task = task;
        main = new EvalLoop(cells, "cells-main", start::prepareMore, task);
    }

    void start() {
        main.start();
    }

    /** The shell of that id; the main one where none is named. */
    synchronized Optional<EvalLoop> find(Optional<String> id) {
        return id.isEmpty() ? Optional.of(main) : Optional.ofNullable(sub.get(id.get()));
    }

    synchronized JsonObject create() {
        String id = UUID.randomUUID().toString();
        EvalLoop loop = new EvalLoop(cells, "cells-sub-" + (sub.size() + 1), () -> false, task);
        sub.put(id, loop);
        loop.start();
        JsonObject reply = Json.of("status", "ok");
        reply.addProperty("subshell_id", id);
        return reply;
    }

    synchronized JsonObject delete(Message request) {
        String id = Json.string(request.content(), "subshell_id", "");
        EvalLoop loop = sub.remove(id);
        if (loop == null) {
            return missing(id);
        }
        loop.close();
        return Json.of("status", "ok");
    }

    synchronized JsonObject list() {
        JsonArray ids = new JsonArray();
        sub.keySet().forEach(ids::add);
        JsonObject reply = Json.of("status", "ok");
        reply.add("subshell_id", ids);
        return reply;
    }

    /** The answer to a request for a subshell that does not exist. */
    static JsonObject missing(String id) {
        JsonObject reply = Json.of("status", "error");
        reply.addProperty("ename", "UnknownSubshell");
        reply.addProperty("evalue", "there is no subshell " + id);
        reply.add("traceback", new JsonArray());
        return reply;
    }

    /** Interrupts every shell; the executions that wait are aborted. */
    synchronized void interrupt() {
        main.interrupt();
        sub.values().forEach(EvalLoop::interrupt);
    }

    synchronized void close() {
        main.close();
        sub.values().forEach(EvalLoop::close);
    }
}
