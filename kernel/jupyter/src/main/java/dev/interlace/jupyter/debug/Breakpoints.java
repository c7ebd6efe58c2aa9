package dev.interlace.jupyter.debug;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.engine.Debuggee;
import dev.interlace.jupyter.engine.JavaScanner;
import dev.interlace.jupyter.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The breakpoints that a front end has set, by the paths of cells. */
final class Breakpoints {
    private final CellFiles files;
    private final Map<String, Map<Integer, String>> lines = new LinkedHashMap<>();

    Breakpoints(CellFiles files) {
        this.files = files;
    }

    /** Sets the breakpoints of one cell, in place of those it had, and tells of each whether it stands. */
    JsonObject set(JsonObject arguments, Debuggee debuggee) {
        String path = Json.string(Json.child(arguments, "source"), "path", "");
        Optional<String> code = files.text(path);
        NavigableSet<Integer> withCode = code.map(Breakpoints::linesWithCode).orElseGet(TreeSet::new);
        Map<Integer, String> standing = new LinkedHashMap<>();
        JsonArray answers = new JsonArray();
        for (Wanted point : wanted(arguments)) {
            int wanted = point.line;
            Integer line = withCode.ceiling(wanted);
            JsonObject answer = new JsonObject();
            answer.addProperty("verified", line != null);
            answer.addProperty("line", line == null ? wanted : line);
            answer.add("source", Json.of("path", path));
            if (line == null) {
                answer.addProperty("message", code.isEmpty() ? "this cell is not known" : "no code from here on");
            } else {
                standing.put(line, point.condition);
            }
            answers.add(answer);
        }
        if (standing.isEmpty()) {
            lines.remove(path);
        } else {
            lines.put(path, standing);
        }
        code.ifPresent(text -> debuggee.setBreakpoints(text, standing));
        JsonObject body = new JsonObject();
        body.add("breakpoints", answers);
        return body;
    }

    private record Wanted(int line, String condition) {}

    private static List<Wanted> wanted(JsonObject arguments) {
        List<Wanted> wanted = new ArrayList<>();
        if (arguments.get("breakpoints") instanceof JsonArray points) {
            for (JsonElement point : points) {
                if (point instanceof JsonObject one) {
                    wanted.add(new Wanted(
                            Json.integer(one, "line", 0),
                            Json.string(one, "condition", "").strip()));
                }
            }
        }
        return wanted;
    }

    private static NavigableSet<Integer> linesWithCode(String code) {
        NavigableSet<Integer> lines = new TreeSet<>();
        JavaScanner scanner = new JavaScanner(code);
        int line = 1;
        int seen = 0;
        for (Optional<JavaScanner.Token> token = scanner.next(); token.isPresent(); token = scanner.next()) {
            for (; seen < token.get().start(); seen++) {
                line += code.charAt(seen) == '\n' ? 1 : 0;
            }
            lines.add(line);
        }
        return lines;
    }

    /** All of them, as {@code debugInfo} tells them. */
    JsonArray toJson() {
        JsonArray all = new JsonArray();
        lines.forEach((path, set) -> {
            JsonArray points = new JsonArray();
            set.forEach((line, condition) -> {
                JsonObject point = new JsonObject();
                point.addProperty("line", line);
                if (!condition.isEmpty()) {
                    point.addProperty("condition", condition);
                }
                points.add(point);
            });
            JsonObject source = Json.of("source", path);
            source.add("breakpoints", points);
            all.add(source);
        });
        return all;
    }

    /** Forgets all of them. */
    void clear() {
        lines.clear();
    }
}
