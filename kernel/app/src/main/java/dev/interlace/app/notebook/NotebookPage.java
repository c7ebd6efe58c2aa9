package dev.interlace.app.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A notebook as one HTML file that needs nothing beside itself: no other file, no address on the net.
 *
 * <p>Of each output the richest known representation is shown. Outputs that bring scripts (figures) find what they need
 * in the elements given as {@code shared}, which stand once, before the first cell.
 */
public final class NotebookPage {
    /** Richest first. */
    private static final List<Map.Entry<String, BiFunction<NotebookPage, String, String>>> RICHEST = List.of(
            Map.entry("text/html", (page, value) -> "<div class=\"html\">" + value + "</div>"),
            Map.entry("image/png", (page, value) -> picture("image/png", value)),
            Map.entry("image/svg+xml", (page, value) -> picture("image/svg+xml", base64(value))),
            Map.entry("image/jpeg", (page, value) -> picture("image/jpeg", value)),
            Map.entry("image/gif", (page, value) -> picture("image/gif", value)),
            Map.entry("text/markdown", (page, value) -> page.markdown.html(value, new JsonObject())),
            Map.entry("text/latex", (page, value) -> page.markdown.html(value, new JsonObject())),
            Map.entry("text/plain", (page, value) -> "<pre>" + TerminalText.html(value) + "</pre>"));

    private final Markdown markdown;

    private NotebookPage(Path folder) {
        this.markdown = new Markdown(folder);
    }

    /**
     * The page of {@code notebook}.
     *
     * @param title title of the page
     * @param folder where the notebook's pictures lie
     * @param shared elements that figures share, for instance the library that draws them; empty for none
     */
    public static String html(Notebook notebook, String title, Path folder, String shared) {
        NotebookPage page = new NotebookPage(folder.toAbsolutePath().normalize());
        StringBuilder html = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Html.escape(title))
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body data-jp-theme-light=\"true\">\n")
                .append(shared)
                .append(Diagrams.element(notebook))
                .append("<main>\n");
        for (Cell cell : notebook.cells()) {
            html.append(page.cell(cell));
        }
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private String cell(Cell cell) {
        if (cell.isCode()) {
            String count =
                    cell.count().isPresent() ? String.valueOf(cell.count().getAsInt()) : " ";
            return "<section class=\"code\"><div class=\"count\">[" + count + "]</div><pre class=\"source\"><code>"
                    + JavaHighlighter.html(cell.source()) + "</code></pre>\n" + outputs(cell.outputs())
                    + "</section>\n";
        }
        if ("markdown".equals(cell.type())) {
            return "<section class=\"text\">" + markdown.html(cell.source(), cell.attachments()) + "</section>\n";
        }
        return "<section class=\"raw\"><pre>" + Html.escape(cell.source()) + "</pre></section>\n";
    }

    private String outputs(JsonArray outputs) {
        StringBuilder html = new StringBuilder();
        for (JsonElement output : outputs) {
            html.append(output(output.getAsJsonObject())).append('\n');
        }
        return html.toString();
    }

    private String output(JsonObject output) {
        return switch (output.get("output_type").getAsString()) {
            case "stream" ->
                "<pre class=\"stream " + Html.escape(output.get("name").getAsString()) + "\">"
                        + TerminalText.html(Notebook.joined(output.get("text"))) + "</pre>";
            case "error" -> "<pre class=\"error\">" + TerminalText.html(trace(output)) + "</pre>";
            default -> "<div class=\"output\">" + richest(output.getAsJsonObject("data")) + "</div>";
        };
    }

    private String richest(JsonObject data) {
        for (Map.Entry<String, BiFunction<NotebookPage, String, String>> kind : RICHEST) {
            if (data.has(kind.getKey())) {
                return kind.getValue().apply(this, Notebook.joined(data.get(kind.getKey())));
            }
        }
        return "<pre>an output that this page cannot show: " + Html.escape(String.join(", ", data.keySet())) + "</pre>";
    }

    private static String trace(JsonObject error) {
        if (error.get("traceback") instanceof JsonArray lines && !lines.isEmpty()) {
            StringBuilder text = new StringBuilder();
            lines.forEach(line -> text.append(line.getAsString()).append('\n'));
            return text.toString();
        }
        return error.get("ename").getAsString() + ": " + error.get("evalue").getAsString();
    }

    private static String picture(String type, String base64) {
        return "<img alt=\"\" src=\"data:" + type + ";base64," + base64.replaceAll("\\s", "") + "\">";
    }

    private static String base64(String text) {
        return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a file of this package. */
    static String resource(String name) {
        try (InputStream file = NotebookPage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from interlace-app's jar; build it again");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String style() {
        return resource("page.css");
    }
}
