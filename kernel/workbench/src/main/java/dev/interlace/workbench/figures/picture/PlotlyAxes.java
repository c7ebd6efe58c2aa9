package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The axes of a figure and the subplots that they span, by the rules of plotly.js. */
final class PlotlyAxes {
    private static final JsonNode NONE = MissingNode.getInstance();

    private final JsonNode layout;
    private final double width;
    private final double height;

    PlotlyAxes(JsonNode layout, double width, double height) {
        this.layout = layout;
        this.width = width;
        this.height = height;
    }

    /** What a layout says of the axis {@code x}, {@code y2} and so on. */
    static JsonNode layout(JsonNode layout, String id) {
        return layout.path(id.charAt(0) + "axis" + id.substring(1));
    }

    /** The subplots of traces, by the axes below them. */
    Map<String, Cell> cells(List<Trace> traces) {
        Map<String, AxisScale> axes = new LinkedHashMap<>();
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (Trace trace : traces) {
            String x = trace.xAxis();
            String y = trace.yAxis();
            Cell cell = cells.computeIfAbsent(base(x) + base(y), key -> new Cell(layout, domain(base(x), base(y))));
            cell.axes(
                    x,
                    axes.computeIfAbsent(x, id -> scale(id, traces)),
                    y,
                    axes.computeIfAbsent(y, id -> scale(id, traces)));
        }
        return cells;
    }

    private AxisScale scale(String id, List<Trace> traces) {
        boolean horizontal = id.charAt(0) == 'x';
        List<JsonNode> values = new ArrayList<>();
        for (Trace trace : traces) {
            if (id.equals(horizontal ? trace.xAxis() : trace.yAxis())) {
                JsonNode array = trace.json().path(horizontal ? "x" : "y");
                boolean named = (trace.type().equals("box") || trace.type().equals("violin"))
                        && array.isEmpty()
                        && trace.isLying() != horizontal;
                values.add(named ? Spreads.NAMED : array);
            }
        }
        double[] part = part(base(id));
        double pixels = (part[1] - part[0]) * (horizontal ? width : height);
        return new AxisScale(layout(layout, id), horizontal, pixels, values);
    }

    /** The axis that another one lies over, or the axis itself. */
    private String base(String id) {
        String over = layout(layout, id).path("overlaying").asText("");
        return over.isEmpty() || over.equals("free") ? id : over;
    }

    private Rectangle2D domain(String x, String y) {
        double[] across = part(x);
        double[] up = part(y);
        return new Rectangle2D.Double(across[0], up[0], across[1] - across[0], up[1] - up[0]);
    }

    private double[] part(String id) {
        JsonNode domain = layout(layout, id).path("domain");
        if (domain.size() == 2) {
            return new double[] {domain.path(0).asDouble(), domain.path(1).asDouble()};
        }
        JsonNode grid = layout.path("grid");
        boolean horizontal = id.charAt(0) == 'x';
        int columns = grid.path("columns").asInt(1);
        int rows = grid.path("rows").asInt(1);
        int place = id.length() == 1 ? 0 : Integer.parseInt(id.substring(1)) - 1;
        boolean independent = grid.path("pattern").asText("coupled").equals("independent");
        int count = horizontal ? columns : rows;
        int cell = horizontal ? (independent ? place % columns : place) : independent ? place / columns : place;
        if (count < 2 || cell >= count) {
            return new double[] {0, 1};
        }
        double gap = grid.path(horizontal ? "xgap" : "ygap").asDouble(independent ? 0.2 : 0.1);
        double step = 1 / (count - gap);
        boolean fromTop = !horizontal && !grid.path("roworder").asText("").equals("bottom to top");
        double start = step * (fromTop ? count - 1 - cell : cell);
        return new double[] {start, start + step * (1 - gap)};
    }

    /** What a trace of a pie or of three dimensions covers: its own domain, or that of its scene. */
    Rectangle2D own(Trace trace) {
        JsonNode scene = layout.path(trace.json().path("scene").asText("scene"));
        JsonNode domain = trace.json().path("domain").isMissingNode()
                ? scene.path("domain")
                : trace.json().path("domain");
        JsonNode grid = layout.path("grid");
        if (domain.has("row") || domain.has("column")) {
            int columns = Math.max(1, grid.path("columns").asInt(1));
            int rows = Math.max(1, grid.path("rows").asInt(1));
            double w = 1.0 / columns;
            double h = 1.0 / rows;
            return new Rectangle2D.Double(
                    domain.path("column").asInt(0) * w, 1 - (domain.path("row").asInt(0) + 1) * h, w, h);
        }
        double[] x = ends(domain.path("x"));
        double[] y = ends(domain.path("y"));
        return new Rectangle2D.Double(x[0], y[0], x[1] - x[0], y[1] - y[0]);
    }

    private static double[] ends(JsonNode domain) {
        return domain.size() == 2
                ? new double[] {domain.path(0).asDouble(), domain.path(1).asDouble()}
                : new double[] {0, 1};
    }

    /** A layout without axes. */
    static JsonNode none() {
        return NONE;
    }
}
