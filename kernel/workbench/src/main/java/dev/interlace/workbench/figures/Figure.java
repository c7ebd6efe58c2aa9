package dev.interlace.workbench.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.figures.picture.PlainText;
import dev.interlace.workbench.figures.picture.StaticPicture;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A figure: traces, layout, frames and configuration as <a
 * href="https://plotly.com/javascript/reference/">plotly.js</a> JSON. Immutable. Shown as an interactive view, with a
 * static picture where scripts do not run and a table of its numbers as text.
 */
public final class Figure implements Showable {
    /** The MIME type of plotly figures. */
    public static final String PLOTLY = "application/vnd.plotly.v1+json";

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final ArrayNode data;
    private final ObjectNode layout;
    private final ArrayNode frames;
    private final Theme theme;

    private Figure(ArrayNode data, ObjectNode layout, ArrayNode frames, Theme theme) {
        this.data = data;
        this.layout = layout;
        this.frames = frames;
        this.theme = theme;
    }

    /**
     * A figure from plotly.js JSON.
     *
     * @param json an object with {@code data} and, if wanted, {@code layout} and {@code frames}
     */
    public static Figure parse(String json) {
        try {
            return of(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Figure.parse: this is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A figure from plotly.js JSON; see {@link #parse}. */
    public static Figure of(JsonNode json) {
        if (!(json.get("data") instanceof ArrayNode traces)) {
            throw new IllegalArgumentException("Figure: the JSON must be an object with an array 'data' of traces");
        }
        return new Figure(
                traces.deepCopy(),
                json.get("layout") instanceof ObjectNode given ? given.deepCopy() : JSON.createObjectNode(),
                json.get("frames") instanceof ArrayNode given ? given.deepCopy() : JSON.createArrayNode(),
                Theme.AUTO);
    }

    /** The traces. */
    public ArrayNode data() {
        return data.deepCopy();
    }

    /** The layout. */
    public ObjectNode layout() {
        return layout.deepCopy();
    }

    /** The title; empty if there is none. */
    public String title() {
        return PlainText.of(layout.path("title").path("text").asText(""));
    }

    /** This figure in another theme. */
    public Figure with(Theme other) {
        return new Figure(data, layout, frames, other);
    }

    /** This figure with another title. */
    public Figure titled(String title) {
        ObjectNode changed = layout.deepCopy();
        changed.withObjectProperty("title").put("text", FittedLabels.title(title));
        return new Figure(data, changed, frames, theme);
    }

    /** This figure with parts of its layout replaced or added, for instance {@code {"yaxis":{"type":"log"}}}. */
    public Figure withLayout(String json) {
        try {
            ObjectNode changed = layout.deepCopy();
            merge(changed, JSON.readTree(json));
            return new Figure(data, changed, frames, theme);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Figure.withLayout: this is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** This figure with the traces of another one after its own. */
    public Figure and(Figure other) {
        ArrayNode both = data.deepCopy();
        both.addAll(other.data());
        return new Figure(both, layout, frames, theme);
    }

    /** Copies of the traces and the layout, to be changed. */
    ObjectNode plotly() {
        ObjectNode all = JSON.createObjectNode();
        all.set("data", data());
        all.set("layout", layout());
        return all;
    }

    private static void merge(ObjectNode into, JsonNode from) {
        for (var field : from.properties()) {
            if (into.get(field.getKey()) instanceof ObjectNode inner
                    && field.getValue().isObject()) {
                merge(inner, field.getValue());
            } else {
                into.set(field.getKey(), field.getValue());
            }
        }
    }

    /** This figure as plotly.js JSON: {@code data}, {@code layout} with colours and automatic size, {@code config}. */
    public String json() {
        return plain((theme == Theme.DARK ? Theme.DARK : Theme.LIGHT).template())
                .toString();
    }

    private ObjectNode plain(ObjectNode template) {
        ObjectNode figure = JSON.createObjectNode();
        figure.set("data", data.deepCopy());
        ObjectNode sized = layout.deepCopy();
        sized.remove("width");
        sized.put("autosize", true);
        sized.set("template", template);
        if (!sized.has("margin")) {
            int lines = layout.path("title").path("text").asText("").split("<br>", -1).length;
            sized.putObject("margin")
                    .put("l", 60)
                    .put("r", 20)
                    .put("t", title().isEmpty() ? 20 : 38 + 22 * lines)
                    .put("b", 50);
        }
        figure.set("layout", sized);
        if (!frames.isEmpty()) {
            figure.set("frames", frames.deepCopy());
        }
        figure.putObject("config").put("responsive", true).put("displaylogo", false);
        return figure;
    }

    /** The static picture as a PNG file of twice the shown size. */
    public byte[] png() {
        return new StaticPicture(data, layout, frames.size(), theme == Theme.DARK).png();
    }

    /** The numbers as text. */
    public String text() {
        return new TextTwin(this).toString();
    }

    /** The interactive view as HTML; it holds the static picture for where scripts do not run. */
    public String html() {
        return html(png());
    }

    private String html(byte[] png) {
        ObjectNode figure = plain(Theme.LIGHT.template());
        ((ObjectNode) figure.get("layout")).remove("template");
        figure.put("theme", theme.name());
        figure.set("light", Theme.LIGHT.template());
        figure.set("dark", Theme.DARK.template());
        String alt = TableView.escape(title().isEmpty() ? "figure" : title());
        int height = layout.path("height").asInt(StaticPicture.HEIGHT);
        return "<div class=\"interlace-figure\"><div class=\"interlace-plot\" role=\"img\" aria-label=\"" + alt
                + "\" style=\"display:none;width:100%;height:" + height + "px\"></div><img alt=\"" + alt
                + "\" style=\"max-width:100%;width:" + StaticPicture.WIDTH + "px\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png) + "\"><div class=\"interlace-note\"></div>"
                + "<script type=\"application/json\">" + inScript(figure.toString()) + "</script><script>"
                + new String(
                        PlotlyBundle.resource("/dev/interlace/workbench/figures/figure.js"), StandardCharsets.UTF_8)
                + "</script></div>";
    }

    /** JSON that cannot end the element it stands in: within its texts, a less-than sign may be written as its code. */
    private static String inScript(String json) {
        return json.replace("<", "\\u003c");
    }

    @Override
    public DisplayData display() {
        byte[] png = png();
        return DisplayData.html(html(png), text())
                .with(PLOTLY, json())
                .with(DisplayData.PNG, png)
                .withMetadata(
                        DisplayData.PNG,
                        "{\"width\":" + StaticPicture.WIDTH + ",\"height\":"
                                + layout.path("height").asInt(StaticPicture.HEIGHT) + "}");
    }

    @Override
    public String toString() {
        return text();
    }
}
