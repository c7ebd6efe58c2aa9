package dev.interlace.workbench.figures;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.figures.picture.PlainText;
import java.util.ArrayList;
import java.util.List;

/** A figure's numbers as text, for readers who cannot see it. */
final class TextTwin {
    private static final int MOST_ROWS = 12;

    private final Figure figure;

    TextTwin(Figure figure) {
        this.figure = figure;
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        JsonNode layout = figure.layout();
        parts.add(figure.title().isEmpty() ? "figure" : figure.title());
        for (JsonNode trace : figure.data()) {
            if (!trace.path("hoverinfo").asText().equals("skip")) {
                parts.add(trace.has("z") ? grid(trace) : series(trace, layout));
            }
        }
        return String.join("\n", parts);
    }

    private static String grid(JsonNode trace) {
        JsonNode z = trace.path("z");
        int columns = z.path(0).size();
        List<String> header = new ArrayList<>();
        header.add("");
        for (int c = 0; c < Math.min(columns, MOST_ROWS); c++) {
            header.add(name(trace.path("x"), c));
        }
        TableView table = new TableView(header);
        for (int r = 0; r < Math.min(z.size(), MOST_ROWS); r++) {
            List<Object> row = new ArrayList<>();
            row.add(name(trace.path("y"), r));
            for (int c = 0; c < Math.min(columns, MOST_ROWS); c++) {
                row.add(z.path(r).path(c).asDouble(Double.NaN));
            }
            table.row(row);
        }
        return table.text() + more(Math.max(z.size(), columns));
    }

    private static String name(JsonNode names, int place) {
        return PlainText.of(names.path(place).asText(Integer.toString(place)));
    }

    private static String series(JsonNode trace, JsonNode layout) {
        JsonNode x = trace.has("x") ? trace.path("x") : trace.path("labels");
        JsonNode y = trace.has("y") ? trace.path("y") : trace.path("values");
        int rows = Math.max(x.size(), y.size());
        String name = PlainText.of(trace.path("name").asText(trace.path("type").asText("trace")));
        TableView table = new TableView(title(layout, "xaxis", "x"), title(layout, "yaxis", "y"));
        for (int i = 0; i < rows; i = next(i, rows)) {
            table.row(
                    value(x.path(i), i) + error(trace.path("error_x"), x.path(i), i),
                    value(y.path(i), i) + error(trace.path("error_y"), y.path(i), i));
        }
        String shown = rows > MOST_ROWS ? "; the first, the last and some between" : "";
        return name + " (" + trace.path("type").asText("scatter") + ", " + rows + " points" + shown + ")\n"
                + table.text();
    }

    /** Every row of a short series, evenly spaced rows of a long one, always the first and the last. */
    private static int next(int i, int rows) {
        if (i == rows - 1) {
            return rows;
        }
        return rows <= MOST_ROWS
                ? i + 1
                : Math.min(rows - 1, i + Math.max(1, (rows + MOST_ROWS - 2) / (MOST_ROWS - 1)));
    }

    private static String value(JsonNode value, int place) {
        return value.isNumber()
                ? TableView.number(value.asDouble())
                : value.isMissingNode() || value.isNull()
                        ? (value.isNull() ? "–" : Integer.toString(place))
                        : PlainText.of(value.asText());
    }

    private static String error(JsonNode error, JsonNode value, int i) {
        if (!error.path("array").has(i)) {
            return "";
        }
        double y = value.asDouble();
        double below = error.path("arrayminus").has(i)
                ? error.path("arrayminus").path(i).asDouble()
                : error.path("array").path(i).asDouble();
        return " [" + TableView.number(y - below) + ", "
                + TableView.number(y + error.path("array").path(i).asDouble()) + "]";
    }

    private static String title(JsonNode layout, String axis, String other) {
        return PlainText.of(layout.path(axis).path("title").path("text").asText(other));
    }

    private static String more(int size) {
        return size > MOST_ROWS ? "\n… " + size + " in all" : "";
    }
}
