package dev.interlace.jupyter.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.History;
import dev.interlace.jupyter.wire.Json;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Answers questions about code and about the past, on a thread of its own. */
final class Analysis {
    private final Session session;
    private final ThreadPoolExecutor thread;

    Analysis(Session session) {
        this.session = session;
        thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread own = new Thread(work, "interlace-analysis");
            own.setDaemon(true);
            return own;
        });
    }

    void start() {
        // the thread starts with the first question
    }

    void execute(Runnable question) {
        thread.execute(question);
    }

    void close() {
        thread.shutdown();
    }

    JsonObject complete(JsonObject content) {
        JsonObject reply = Json.of("status", "ok");
        reply.add("matches", new JsonArray());
        int cursor = Json.integer(content, "cursor_pos", 0);
        reply.addProperty("cursor_start", cursor);
        reply.addProperty("cursor_end", cursor);
        reply.add("metadata", new JsonObject());
        return reply;
    }

    JsonObject inspect(JsonObject content) {
        JsonObject reply = Json.of("status", "ok");
        reply.addProperty("found", false);
        reply.add("data", new JsonObject());
        reply.add("metadata", new JsonObject());
        return reply;
    }

    JsonObject isComplete(JsonObject content) {
        return Json.of("status", "unknown");
    }

    JsonObject history(JsonObject content) {
        History history = session.history();
        int count = Json.integer(content, "n", Integer.MAX_VALUE);
        List<History.Entry> entries = switch (Json.string(content, "hist_access_type", "tail")) {
            case "range" ->
                history.range(Json.integer(content, "start", 0), Json.integer(content, "stop", Integer.MAX_VALUE));
            case "search" ->
                history.search(
                        Json.string(content, "pattern", "*"),
                        count,
                        Json.flag(content, "unique", false) ? History.Repeats.LAST_ONLY : History.Repeats.ALL);
            default -> history.tail(count);
        };
        boolean output = Json.flag(content, "output", false);
        JsonArray all = new JsonArray();
        entries.forEach(entry -> all.add(entry(entry, output)));
        JsonObject reply = Json.of("status", "ok");
        reply.add("history", all);
        return reply;
    }

    private static JsonArray entry(History.Entry entry, boolean output) {
        JsonArray one = new JsonArray();
        one.add(entry.session());
        one.add(entry.line());
        if (output) {
            JsonArray both = new JsonArray();
            both.add(entry.input());
            both.add(entry.output().orElse(null));
            one.add(both);
        } else {
            one.add(entry.input());
        }
        return one;
    }
}
