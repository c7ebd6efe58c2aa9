package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlace.workbench.display.TableView;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.ui.TextAnchor;

/** Three dimensions seen from the corner from which plotly.js looks at first, without perspective. */
final class Projection {
    static final List<String> TYPES = List.of("scatter3d", "surface");

    private static final int MOST_SIDE = 60;
    private static final double HALF = 1;
    private static final double[] RIGHT = {-Math.sqrt(0.5), Math.sqrt(0.5), 0};
    private static final double[] UP = {-1 / Math.sqrt(6), -1 / Math.sqrt(6), 2 / Math.sqrt(6)};
    private static final double[] TOWARDS = {1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)};

    private final Cell cell;
    private final Look look;
    private final AxisScale[] axes = new AxisScale[3];
    private double[] low = new double[3];
    private double[] high = new double[3];

    Projection(JsonNode scene, Cell cell, Look look, List<Trace> traces) {
        this.cell = cell;
        this.look = look;
        for (int a = 0; a < 3; a++) {
            String name = "xyz".substring(a, a + 1);
            List<JsonNode> values = new ArrayList<>();
            traces.forEach(trace -> {
                JsonNode array = trace.json().path(name);
                if (array.path(0).isArray()) {
                    array.forEach(values::add);
                } else {
                    values.add(array);
                }
            });
            axes[a] = new AxisScale(scene.path(name + "axis"), true, 400, values);
        }
    }

    /**
     * Takes up the places of every trace.
     *
     * @param ratio of the width to the height of the subplot
     */
    void measure(List<Trace> traces, double ratio) {
        for (Trace trace : traces) {
            for (double[] point : trace.type().equals("surface") ? corners(trace) : points(trace)) {
                for (int a = 0; a < 3; a++) {
                    axes[a].reach(point[a]);
                }
            }
        }
        for (int a = 0; a < 3; a++) {
            low[a] = axes[a].range().getLowerBound();
            high[a] = axes[a].range().getUpperBound();
        }
        cell.x(traces.get(0)).reach(-HALF * ratio, HALF * ratio);
        cell.y(traces.get(0)).reach(-HALF, HALF);
        cell.withoutAxes();
    }

    private List<double[]> points(Trace trace) {
        JsonNode json = trace.json();
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < json.path("x").size(); i++) {
            points.add(new double[] {
                axes[0].place(json.path("x").path(i)),
                axes[1].place(json.path("y").path(i)),
                axes[2].place(json.path("z").path(i))
            });
        }
        return points;
    }

    private List<double[]> corners(Trace trace) {
        List<double[]> corners = new ArrayList<>();
        for (List<double[]> row : grid(trace)) {
            corners.addAll(row);
        }
        return corners;
    }

    private List<List<double[]>> grid(Trace trace) {
        JsonNode json = trace.json();
        JsonNode z = json.path("z");
        int stepR = Math.max(1, z.size() / MOST_SIDE);
        int stepC = Math.max(1, z.path(0).size() / MOST_SIDE);
        List<List<double[]>> rows = new ArrayList<>();
        for (int r = 0; r < z.size(); r += stepR) {
            List<double[]> row = new ArrayList<>();
            for (int c = 0; c < z.path(r).size(); c += stepC) {
                row.add(new double[] {
                    along(json.path("x"), axes[0], r, c, c),
                    along(json.path("y"), axes[1], r, c, r),
                    axes[2].place(z.path(r).path(c))
                });
            }
            rows.add(row);
        }
        return rows;
    }

    private static double along(JsonNode array, AxisScale axis, int r, int c, int place) {
        if (array.path(0).isArray()) {
            return axis.place(array.path(r).path(c));
        }
        return array.isEmpty() ? place : axis.place(array.path(place));
    }

    /** The places on the paper, and how near it is. */
    private double[] seen(double[] point) {
        double[] unit = new double[3];
        for (int a = 0; a < 3; a++) {
            unit[a] = (point[a] - low[a]) / (high[a] - low[a]) - 0.5;
        }
        return new double[] {dot(unit, RIGHT), dot(unit, UP), dot(unit, TOWARDS)};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    void draw(List<Trace> traces) {
        box(traces.get(0));
        for (Trace trace : traces) {
            if (trace.type().equals("surface")) {
                surface(trace);
            } else {
                scatter(trace);
            }
        }
    }

    private void box(Trace trace) {
        List<Trail> edges = new ArrayList<>();
        double[][][] lines = {
            {{low[0], low[1], low[2]}, {high[0], low[1], low[2]}},
            {{low[0], low[1], low[2]}, {low[0], high[1], low[2]}},
            {{low[0], low[1], low[2]}, {low[0], low[1], high[2]}},
            {{high[0], low[1], low[2]}, {high[0], high[1], low[2]}},
            {{low[0], high[1], low[2]}, {high[0], high[1], low[2]}},
            {{low[0], high[1], low[2]}, {low[0], high[1], high[2]}},
            {{high[0], low[1], low[2]}, {high[0], low[1], high[2]}},
            {{low[0], low[1], high[2]}, {high[0], low[1], high[2]}},
            {{low[0], low[1], high[2]}, {low[0], high[1], high[2]}}
        };
        for (double[][] line : lines) {
            double[] a = seen(line[0]);
            double[] b = seen(line[1]);
            edges.add(new Trail(
                    new double[] {a[0], b[0]},
                    new double[] {a[1], b[1]},
                    look.grid().darker(),
                    Trail.stroke(1, "")));
        }
        cell.trails(trace, edges);
        named(trace, 0, new double[] {(low[0] + high[0]) / 2, high[1], low[2]}, TextAnchor.TOP_LEFT);
        named(trace, 1, new double[] {high[0], (low[1] + high[1]) / 2, low[2]}, TextAnchor.TOP_RIGHT);
        named(trace, 2, new double[] {high[0], low[1], (low[2] + high[2]) / 2}, TextAnchor.CENTER_RIGHT);
    }

    private void named(Trace trace, int a, double[] place, TextAnchor anchor) {
        String title = axes[a].title();
        String name = title.isEmpty() ? "xyz".substring(a, a + 1) : title;
        String ends = " " + TableView.number(round(low[a])) + " … " + TableView.number(round(high[a]));
        double[] at = seen(place);
        cell.text(trace, " " + name + ends + " ", at[0], at[1], anchor, look.ink(), 11);
    }

    private static double round(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.max(1e-12, Math.abs(value)))) - 1);
        return Math.rint(value / unit) * unit;
    }

    private void scatter(Trace trace) {
        List<double[]> seen = points(trace).stream().map(this::seen).toList();
        double[] xs = seen.stream().mapToDouble(p -> p[0]).toArray();
        double[] ys = seen.stream().mapToDouble(p -> p[1]).toArray();
        String mode = trace.json().path("mode").asText("lines+markers");
        if (mode.contains("lines")) {
            cell.trails(
                    trace,
                    List.of(new Trail(
                            xs,
                            ys,
                            trace.lineColour(),
                            Trail.stroke(trace.json().path("line").path("width").asDouble(2), ""))));
        }
        if (mode.contains("markers")) {
            JsonNode marker = trace.json().path("marker");
            double[] values = Trace.numbers(marker.path("color"));
            Optional<ColourScale> scale = Fields.scale(marker, "c", values);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < xs.length; i++) {
                order.add(i);
            }
            order.sort(Comparator.comparingDouble(i -> seen.get(i)[2]));
            List<Dot> dots = new ArrayList<>();
            for (int i : order) {
                Color own = scale.isPresent() && i < values.length
                        ? scale.get().colour(values[i])
                        : PlotlyColour.or(Trace.each(marker.path("color"), i), trace.lineColour());
                double size = Trace.each(marker.path("size"), i).asDouble(8);
                Color colour = PlotlyColour.faded(own, marker.path("opacity").asDouble(1) * trace.opacity());
                String symbol = Trace.each(marker.path("symbol"), i).asText("circle");
                dots.add(new Dot(xs[i], ys[i], size, symbol, colour, Box.NONE, 0));
            }
            cell.dots(trace, dots);
        }
    }

    private void surface(Trace trace) {
        List<List<double[]>> rows = grid(trace);
        double[] heights = corners(trace).stream().mapToDouble(p -> p[2]).toArray();
        Optional<ColourScale> scale = Fields.scale(trace.json(), "c", heights);
        if (scale.isEmpty()) {
            return;
        }
        @SuppressWarnings("ArrayRecordComponent") // within the method, never compared
        record Facet(double[] corners, double depth, Color colour) {}
        List<Facet> facets = new ArrayList<>();
        for (int r = 0; r + 1 < rows.size(); r++) {
            for (int c = 0; c + 1 < rows.get(r).size(); c++) {
                List<double[]> four = List.of(
                        rows.get(r).get(c),
                        rows.get(r).get(c + 1),
                        rows.get(r + 1).get(c + 1),
                        rows.get(r + 1).get(c));
                double[] corners = new double[8];
                double depth = 0;
                double height = 0;
                for (int k = 0; k < 4; k++) {
                    double[] seen = seen(four.get(k));
                    corners[2 * k] = seen[0];
                    corners[2 * k + 1] = seen[1];
                    depth += seen[2];
                    height += four.get(k)[2] / 4;
                }
                if (Arrays.stream(corners).allMatch(Double::isFinite)) {
                    facets.add(new Facet(corners, depth, scale.get().colour(height)));
                }
            }
        }
        facets.sort(Comparator.comparingDouble(Facet::depth));
        facets.forEach(facet -> cell.polygon(trace, facet.corners, facet.colour, new BasicStroke(0.5f), facet.colour));
        if (trace.json().path("showscale").asBoolean(true)) {
            cell.scale(scale.get());
        }
    }
}
