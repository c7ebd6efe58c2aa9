package dev.interlace.workbench.charts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.workbench.display.Colours;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.figures.Figure;
import dev.interlace.workbench.figures.FittedLabels;
import java.util.List;

/** A figure in the making, for pictures that {@code Charts} has no kind for. */
final class Sketch {
    private static final int MOST_TICKS = 10;

    private final ObjectNode all = JsonNodeFactory.instance.objectNode();

    Sketch(String title, String xTitle, String yTitle) {
        all.putArray("data");
        layout().putObject("title").put("text", FittedLabels.title(title));
        axis("xaxis").putObject("title").put("text", TableView.escape(xTitle));
        axis("yaxis").putObject("title").put("text", TableView.escape(yTitle));
    }

    ObjectNode layout() {
        return all.withObjectProperty("layout");
    }

    ObjectNode axis(String name) {
        return layout().withObjectProperty(name);
    }

    ObjectNode trace(String type, String name) {
        return all.withArrayProperty("data").addObject().put("type", type).put("name", TableView.escape(name));
    }

    /** Points or a line, by its mode. */
    ObjectNode scatter(String name, String mode, double[] x, double[] y) {
        ObjectNode trace = trace("scatter", name).put("mode", mode);
        numbers(trace.putArray("x"), x);
        numbers(trace.putArray("y"), y);
        return trace;
    }

    /** A field of numbers over whole places, from the top down. */
    ObjectNode field(String name, double[][] values) {
        ObjectNode trace = trace("heatmap", name);
        ArrayNode rows = trace.putArray("z");
        for (double[] row : values) {
            numbers(rows.addArray(), row);
        }
        ArrayNode scale = trace.putArray("colorscale");
        for (int i = 0; i < Colours.SEQUENTIAL.size(); i++) {
            scale.addArray().add(i / (Colours.SEQUENTIAL.size() - 1.0)).add(Colours.SEQUENTIAL.get(i));
        }
        axis("yaxis").put("autorange", "reversed");
        places("yaxis", values.length);
        places("xaxis", values[0].length);
        return trace;
    }

    /** At most about ten ticks at whole places. */
    private void places(String name, int count) {
        ArrayNode ticks = axis(name).put("tickmode", "array").putArray("tickvals");
        int step = (count + MOST_TICKS - 1) / MOST_TICKS;
        for (int place = 0; place < count; place += step) {
            ticks.add(place);
        }
    }

    /** Writes the numbers; what is not finite becomes a gap. */
    static void numbers(ArrayNode array, double... values) {
        for (double value : values) {
            if (Double.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        }
    }

    static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(text -> array.add(TableView.escape(text)));
    }

    Figure figure() {
        return Figure.of(all);
    }
}
