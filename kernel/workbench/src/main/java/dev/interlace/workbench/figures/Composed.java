package dev.interlace.workbench.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.workbench.display.TableView;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Figures made of figures: side by side, one after the other with a slider, one of several from a menu. */
public final class Composed {
    private static final int ROW_HEIGHT = 300;
    private static final double BETWEEN_COLUMNS = 0.2;
    private static final double BETWEEN_ROWS = 0.3;
    private static final double ABOVE = 24.0 / ROW_HEIGHT; // of the titles of the upper row

    private Composed() {}

    /**
     * Figures side by side, row by row, each under its own title. A legend of named lines stands once for all of them.
     *
     * @param columns how many stand in a row, at least 1
     * @param figures with one pair of axes each
     */
    public static Figure grid(String title, int columns, List<Figure> figures) {
        if (!(columns >= 1)) {
            throw new IllegalArgumentException("Composed.grid: columns must be at least 1, got " + columns);
        }
        requireSome("Composed.grid", figures.size());
        int rows = (figures.size() + columns - 1) / columns;
        ObjectNode all = started(title);
        ObjectNode layout = all.withObjectProperty("layout");
        Set<String> named = new HashSet<>();
        layout.put("height", 90 + ROW_HEIGHT * rows);
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            String number = i == 0 ? "" : Integer.toString(i + 1);
            double[] across = part(i % columns, columns, BETWEEN_COLUMNS);
            double[] up = part(rows - 1 - i / columns, rows, BETWEEN_ROWS);
            up = new double[] {up[0] * (1 - ABOVE / rows), up[1] * (1 - ABOVE / rows)};
            boolean legend = hasLegend(figure);
            for (JsonNode each : figure.data()) {
                ObjectNode trace = (ObjectNode) each;
                if (trace.has("z")) {
                    colours(trace, across, up);
                }
                if (!trace.has("showlegend")) {
                    String name = trace.path("name").asText();
                    trace.put("showlegend", legend && named.add(name)).put("legendgroup", name);
                }
                all.withArrayProperty("data")
                        .add(trace.put("xaxis", "x" + number).put("yaxis", "y" + number));
            }
            ObjectNode own = figure.layout();
            axis(layout, own, "x", number, across);
            axis(layout, own, "y", number, up);
            own.properties().stream()
                    .filter(field -> field.getKey().equals("barmode"))
                    .forEach(field -> layout.set(field.getKey(), field.getValue()));
            heading(layout, figure.title(), "x" + number, "y" + number);
        }
        layout.put("showlegend", !named.isEmpty());
        return Figure.of(all);
    }

    /** Whether plotly.js draws a legend beside the figure alone: of its own accord from two named traces on. */
    private static boolean hasLegend(Figure figure) {
        int named = 0;
        for (JsonNode trace : figure.data()) {
            named += trace.path("name").asText().isEmpty()
                            || !trace.path("showlegend").asBoolean(true)
                    ? 0
                    : 1;
        }
        return figure.layout().path("showlegend").asBoolean(named > 1);
    }

    /** The colour bar of a field stands beside its own axes. */
    private static void colours(ObjectNode trace, double[] across, double[] up) {
        trace.withObjectProperty("colorbar")
                .put("x", across[1])
                .put("xpad", 4)
                .put("thickness", 10)
                .put("y", (up[0] + up[1]) / 2)
                .put("len", up[1] - up[0]);
    }

    private static double[] part(int place, int count, double gap) {
        double step = 1 / (count - (count > 1 ? gap : 0));
        double width = count > 1 ? step * (1 - gap) : 1;
        return new double[] {place * step, Math.min(1, place * step + width)};
    }

    private static void axis(ObjectNode layout, ObjectNode own, String name, String number, double[] part) {
        ObjectNode axis =
                own.get(name + "axis") instanceof ObjectNode given ? given.deepCopy() : Figure.JSON.createObjectNode();
        axis.put("anchor", (name.equals("x") ? "y" : "x") + number);
        axis.putArray("domain").add(part[0]).add(part[1]);
        layout.set(name + "axis" + number, axis);
    }

    private static void heading(ObjectNode layout, String title, String x, String y) {
        layout.withArrayProperty("annotations")
                .addObject()
                .put("text", "<b>" + TableView.escape(title) + "</b>")
                .put("xref", x + " domain")
                .put("yref", y + " domain")
                .put("x", 0.5)
                .put("y", 1.02)
                .put("xanchor", "center")
                .put("yanchor", "bottom")
                .put("showarrow", false);
    }

    /**
     * Figures one after the other, with a slider and a button that plays them.
     *
     * @param quantity what the slider changes, for instance {@code epoch}
     * @param figures by the value of the quantity, in order; the same number of traces each
     */
    public static Figure frames(String quantity, Map<String, Figure> figures) {
        Figure first = requireAlike("Composed.frames", figures);
        ObjectNode all = first.plotly();
        ObjectNode layout = all.withObjectProperty("layout");
        ArrayNode frames = all.putArray("frames");
        ObjectNode slider = layout.putArray("sliders").addObject();
        slider.putObject("currentvalue").put("prefix", TableView.escape(quantity) + " ");
        slider.putObject("pad").put("t", 50);
        ArrayNode steps = slider.putArray("steps");
        figures.forEach((value, figure) -> {
            ObjectNode frame = frames.addObject().put("name", value);
            frame.set("data", figure.data());
            frame.putObject("layout").putObject("title").put("text", TableView.escape(figure.title()));
            ObjectNode step =
                    steps.addObject().put("label", TableView.escape(value)).put("method", "animate");
            ArrayNode arguments = step.putArray("args");
            arguments.addArray().add(value);
            arguments.add(animation(0).put("mode", "immediate"));
        });
        ObjectNode menu = layout.putArray("updatemenus").addObject().put("type", "buttons");
        menu.put("direction", "left")
                .put("x", 0)
                .put("xanchor", "left")
                .put("y", -0.12)
                .put("yanchor", "top");
        ObjectNode play = menu.putArray("buttons").addObject().put("label", "▶").put("method", "animate");
        play.putArray("args").addNull().add(animation(400).put("fromcurrent", true));
        return Figure.of(all);
    }

    private static ObjectNode animation(int milliseconds) {
        ObjectNode animation = Figure.JSON.createObjectNode();
        animation.putObject("frame").put("duration", milliseconds).put("redraw", true);
        animation.putObject("transition").put("duration", 0);
        return animation;
    }

    /**
     * One of several figures, chosen from a menu.
     *
     * @param figures by the text of the menu's line, in order
     */
    public static Figure choice(Map<String, Figure> figures) {
        requireSome("Composed.choice", figures.size());
        Figure first = figures.values().iterator().next();
        ObjectNode all = Figure.JSON.createObjectNode();
        ObjectNode layout = first.layout();
        all.set("layout", layout);
        ArrayNode data = all.putArray("data");
        int total = figures.values().stream()
                .mapToInt(figure -> figure.data().size())
                .sum();
        ObjectNode menu = layout.putArray("updatemenus").addObject().put("type", "dropdown");
        menu.put("x", 1).put("xanchor", "right").put("y", 1.15).put("yanchor", "top");
        ArrayNode buttons = menu.putArray("buttons");
        figures.forEach((name, figure) -> {
            int from = data.size();
            for (JsonNode trace : figure.data()) {
                data.add(((ObjectNode) trace).put("visible", figure == first));
            }
            ObjectNode button =
                    buttons.addObject().put("label", TableView.escape(name)).put("method", "update");
            ArrayNode arguments = button.putArray("args");
            ArrayNode visible = arguments.addObject().putArray("visible");
            for (int i = 0; i < total; i++) {
                visible.add(i >= from && i < from + figure.data().size());
            }
            arguments.addObject().put("title.text", TableView.escape(figure.title()));
        });
        return Figure.of(all);
    }

    private static Figure requireAlike(String who, Map<String, Figure> figures) {
        requireSome(who, figures.size());
        Figure first = figures.values().iterator().next();
        figures.forEach((name, figure) -> {
            if (figure.data().size() != first.data().size()) {
                throw new IllegalArgumentException(who + ": every figure must have "
                        + first.data().size() + " traces as the first has, '" + name + "' has "
                        + figure.data().size());
            }
        });
        return first;
    }

    private static void requireSome(String who, int count) {
        if (count == 0) {
            throw new IllegalArgumentException(who + ": there must be at least one figure, got none");
        }
    }

    private static ObjectNode started(String title) {
        ObjectNode all = Figure.JSON.createObjectNode();
        all.putArray("data");
        all.putObject("layout").putObject("title").put("text", TableView.escape(title));
        return all;
    }
}
