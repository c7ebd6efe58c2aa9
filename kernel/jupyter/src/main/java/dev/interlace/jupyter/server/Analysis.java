package dev.interlace.jupyter.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.History;
import dev.interlace.jupyter.engine.CodeAnalysis;
import dev.interlace.jupyter.engine.CodeAnalysis.Completion;
import dev.interlace.jupyter.magic.Completions;
import dev.interlace.jupyter.magic.TextArguments;
import dev.interlace.jupyter.wire.Json;
import java.util.List;
import java.util.Optional;
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

    void execute(Runnable question) {
        thread.execute(question);
    }

    void close() {
        thread.shutdown();
    }

    private CodeAnalysis code() {
        return new CodeAnalysis(session.start().await().shell());
    }

    JsonObject complete(JsonObject content) {
        String source = Json.string(content, "code", "");
        int cursor = index(source, Json.integer(content, "cursor_pos", Integer.MAX_VALUE));
        Completion completion = new Completions(session.magicTable())
                .complete(source, cursor)
                .orElseGet(() -> code().complete(source, cursor));
        int start = source.codePointCount(0, completion.start());
        int end = source.codePointCount(0, cursor);
        JsonArray matches = new JsonArray();
        JsonArray typed = new JsonArray();
        completion.matches().forEach(match -> {
            matches.add(match.text());
            JsonObject one = Json.of("text", match.text());
            one.addProperty("type", match.type());
            one.addProperty("signature", match.signature());
            one.addProperty("start", start);
            one.addProperty("end", end);
            typed.add(one);
        });
        JsonObject metadata = new JsonObject();
        metadata.add("_jupyter_types_experimental", typed);
        JsonObject reply = Json.of("status", "ok");
        reply.add("matches", matches);
        reply.addProperty("cursor_start", start);
        reply.addProperty("cursor_end", end);
        reply.add("metadata", metadata);
        return reply;
    }

    // cursors count code points, Java's indices count UTF-16 units
    private static int index(String source, int codePoints) {
        int all = source.codePointCount(0, source.length());
        return source.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, all)));
    }

    JsonObject inspect(JsonObject content) {
        String source = Json.string(content, "code", "");
        int cursor = index(source, Json.integer(content, "cursor_pos", Integer.MAX_VALUE));
        Optional<String> text = session.magicTable()
                .help(source, cursor)
                .or(() -> new TextArguments(session).describe(source, cursor))
                .or(() -> code().document(source, cursor));
        JsonObject reply = Json.of("status", "ok");
        reply.addProperty("found", text.isPresent());
        JsonObject data = new JsonObject();
        text.ifPresent(plain -> data.addProperty("text/plain", plain));
        reply.add("data", data);
        reply.add("metadata", new JsonObject());
        return reply;
    }

    JsonObject isComplete(JsonObject content) {
        CodeAnalysis.Complete complete = code().isComplete(Json.string(content, "code", ""));
        JsonObject reply = Json.of("status", complete.status());
        if (complete.status().equals("incomplete")) {
            reply.addProperty("indent", complete.indent());
        }
        return reply;
    }

    JsonObject history(JsonObject content) {
        History history = session.history();
        int count = Json.integer(content, "n", Integer.MAX_VALUE);
        List<History.Entry> entries = switch (Json.string(content, "hist_access_type", "tail")) {
            case "range" ->
                history.range(
                        Json.integer(content, "session", 0),
                        Json.integer(content, "start", 0),
                        Json.integer(content, "stop", Integer.MAX_VALUE));
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
