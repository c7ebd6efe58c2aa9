package dev.interlace.app.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;

/** One cell of a notebook: a view on its JSON object. */
public final class Cell {
    /** The tag of a cell that is expected to fail; the notebook goes on behind it. */
    public static final String RAISES_EXCEPTION = "raises-exception";

    private final JsonObject tree;

    Cell(JsonObject tree) {
        this.tree = tree;
        if (!tree.has("metadata")) {
            tree.add("metadata", new JsonObject());
        }
    }

    /** Whether it is executed. */
    public boolean isCode() {
        return "code".equals(type());
    }

    /** {@code code}, {@code markdown} or {@code raw}. */
    public String type() {
        return tree.get("cell_type").getAsString();
    }

    /** The text that the author wrote. */
    public String source() {
        return tree.has("source") ? Notebook.joined(tree.get("source")) : "";
    }

    /** The cell's id; empty in notebooks older than 4.5. */
    public String id() {
        return tree.has("id") ? tree.get("id").getAsString() : "";
    }

    void identify(String id) {
        tree.addProperty("id", id);
    }

    /** The tags in its metadata. */
    public Set<String> tags() {
        Set<String> tags = new LinkedHashSet<>();
        JsonElement all = tree.getAsJsonObject("metadata").get("tags");
        if (all instanceof JsonArray array) {
            array.forEach(tag -> tags.add(tag.getAsString()));
        }
        return tags;
    }

    /** Pictures dropped into a Markdown cell: file name to MIME bundle. */
    JsonObject attachments() {
        return tree.get("attachments") instanceof JsonObject all ? all : new JsonObject();
    }

    /** What the cell showed when it was last executed. */
    public JsonArray outputs() {
        return tree.get("outputs") instanceof JsonArray outputs ? outputs : new JsonArray();
    }

    /** The {@code n} of {@code In [n]}; empty for a cell that was not executed. */
    public OptionalInt count() {
        JsonElement count = tree.get("execution_count");
        return count == null || count.isJsonNull() ? OptionalInt.empty() : OptionalInt.of(count.getAsInt());
    }

    void executed(int count, JsonArray outputs) {
        tree.addProperty("execution_count", count);
        tree.add("outputs", outputs);
    }

    void notExecuted() {
        tree.add("execution_count", JsonNull.INSTANCE);
        tree.add("outputs", new JsonArray());
    }
}
