package dev.interlace.app.notebook;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A notebook in nbformat 4. It stays the JSON tree that it was read as, so that metadata which is not known here
 * survive; writing brings it to 4.5, in which every cell has an id.
 */
public final class Notebook {
    private static final int FORMAT = 4;
    private static final int MINOR = 5;

    private final JsonObject tree;
    private final List<Cell> cells;

    private Notebook(JsonObject tree) {
        this.tree = tree;
        List<Cell> all = new ArrayList<>();
        for (JsonElement cell : tree.getAsJsonArray("cells")) {
            all.add(new Cell(cell.getAsJsonObject()));
        }
        this.cells = List.copyOf(all);
    }

    /**
     * Reads a notebook file.
     *
     * @throws IOException if the file cannot be read or holds no notebook of format 4
     */
    public static Notebook read(Path file) throws IOException {
        return parse(Files.readString(file), file.toString());
    }

    /**
     * The notebook in {@code json}.
     *
     * @param origin where it comes from, for the error message
     */
    static Notebook parse(String json, String origin) throws IOException {
        try {
            JsonObject tree = JsonParser.parseString(json).getAsJsonObject();
            int format = tree.has("nbformat") ? tree.get("nbformat").getAsInt() : 0;
            if (format != FORMAT || !tree.has("cells")) {
                throw new IOException(origin + ": a notebook must have nbformat " + FORMAT + ", got " + format
                        + "; open it in JupyterLab and save it");
            }
            Notebook notebook = new Notebook(tree);
            notebook.upgrade();
            return notebook;
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException(origin + ": not a notebook: " + e.getMessage(), e);
        }
    }

    private void upgrade() {
        if (tree.has("nbformat_minor") && tree.get("nbformat_minor").getAsInt() >= MINOR) {
            return;
        }
        tree.addProperty("nbformat_minor", MINOR);
        Set<String> taken = new HashSet<>();
        int number = 0;
        for (Cell cell : cells) {
            number++;
            if (cell.id().isEmpty() || !taken.add(cell.id())) {
                cell.identify("cell-" + number);
                taken.add("cell-" + number);
            }
        }
    }

    /** The cells, top to bottom. */
    public List<Cell> cells() {
        return cells;
    }

    /** The notebook as text, with the indentation that Jupyter uses. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setIndent(" ");
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create().toJson(tree, writer);
        } catch (IOException e) {
            throw new IllegalStateException("a notebook in memory could not be written", e);
        }
        return text.append('\n').toString();
    }

    /** Records which language and kernel executed the notebook, where it does not say so itself. */
    void describe(JsonObject kernelspec, JsonObject languageInfo) {
        if (!tree.has("metadata")) {
            tree.add("metadata", new JsonObject());
        }
        JsonObject metadata = tree.getAsJsonObject("metadata");
        if (!metadata.has("kernelspec")) {
            metadata.add("kernelspec", kernelspec);
        }
        metadata.add("language_info", languageInfo);
    }

    /** Text that nbformat stores either whole or as a list of lines. */
    static String joined(JsonElement text) {
        if (text.isJsonPrimitive()) {
            return text.getAsString();
        }
        StringBuilder all = new StringBuilder();
        for (JsonElement line : text.getAsJsonArray()) {
            all.append(line.getAsString());
        }
        return all.toString();
    }

    /** Text as nbformat's list of lines, each but the last with its line end. */
    static JsonArray lines(String text) {
        JsonArray lines = new JsonArray();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int next = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(start, next));
            start = next;
        }
        return lines;
    }
}
