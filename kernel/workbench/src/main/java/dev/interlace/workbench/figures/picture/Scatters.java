package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.ui.TextAnchor;

/** Traces of points and lines: markers, lines, fills, error bars, texts. */
final class Scatters {
    static final List<String> TYPES = List.of("scatter", "scattergl");

    private static final int MANY = 20;

    private final Cell cell;
    private final Look look;
    private Optional<Trail> before = Optional.empty();

    Scatters(Cell cell, Look look) {
        this.cell = cell;
        this.look = look;
    }

    /** The places of every trace, before the ranges of the axes are known. */
    void measure(List<Trace> traces) {
        for (Trace trace : traces) {
            AxisScale x = cell.x(trace);
            AxisScale y = cell.y(trace);
            double[] xs = trace.xs(x);
            double[] ys = trace.ys(y);
            String fill = trace.json().path("fill").asText("none");
            boolean lines = !mode(trace).contains("markers") && !mode(trace).contains("text");
            boolean toZero = fill.equals("tozeroy") || fill.equals("tonexty");
            double pad = lines ? 0 : largest(trace) / 2;
            boolean tight = (lines && !trace.json().has("error_y")) || toZero;
            for (int i = 0; i < xs.length; i++) {
                if (!Double.isFinite(xs[i]) || !Double.isFinite(ys[i])) {
                    continue;
                }
                if (tight) {
                    x.reach(xs[i]);
                } else {
                    x.surround(pad, xs[i]);
                }
                if (fill.equals("tozeroy")) {
                    y.from(y.scaled(0), ys[i]);
                } else {
                    y.surround(pad, ys[i]);
                }
            }
            errors(trace, xs, ys);
        }
    }

    private static String mode(Trace trace) {
        return trace.json().path("mode").asText(trace.size() < MANY ? "lines+markers" : "lines");
    }

    private double largest(Trace trace) {
        double largest = 0;
        JsonNode marker = trace.json().path("marker");
        for (int i = 0; i < (marker.path("size").isArray() ? marker.path("size").size() : 1); i++) {
            largest = Math.max(largest, size(marker, i));
        }
        return largest;
    }

    /** The diameter of a marker in pixels. */
    private static double size(JsonNode marker, int i) {
        JsonNode size = Trace.each(marker.path("size"), i);
        if (!marker.path("size").isArray()) {
            return size.asDouble(6);
        }
        double ref = marker.path("sizeref").asDouble(1);
        double given = size.asDouble(6) / ref;
        double shown = marker.path("sizemode").asText().equals("area") ? Math.sqrt(given / 2) * 2 : given;
        return Math.max(marker.path("sizemin").asDouble(0), shown);
    }

    void draw(List<Trace> traces) {
        for (Trace trace : traces) {
            JsonNode json = trace.json();
            double[] xs = trace.xs(cell.x(trace));
            double[] ys = trace.ys(cell.y(trace));
            Color line = PlotlyColour.faded(trace.lineColour(), trace.opacity());
            double width = json.path("line").path("width").asDouble(2);
            Trail trail = new Trail(
                            xs,
                            ys,
                            line,
                            Trail.stroke(width, json.path("line").path("dash").asText("")))
                    .shaped(json.path("line").path("shape").asText(""));
            fill(trace, trail);
            if (mode(trace).contains("lines") && width > 0) {
                cell.trails(trace, List.of(trail));
            }
            errors(trace, xs, ys).forEach(bars -> cell.trails(trace, List.of(bars)));
            if (mode(trace).contains("markers")) {
                markers(trace, xs, ys);
            }
            if (mode(trace).contains("text")) {
                texts(trace, xs, ys);
            }
            before = Optional.of(trail);
        }
    }

    private void fill(Trace trace, Trail trail) {
        String fill = trace.json().path("fill").asText("none");
        Color colour = PlotlyColour.or(trace.json().path("fillcolor"), PlotlyColour.faded(trace.lineColour(), 0.5));
        boolean next = fill.startsWith("tonext") && before.isPresent();
        if (fill.equals("toself") || (fill.equals("tonext") && !next)) {
            polygon(trace, trail.x(), trail.y(), colour);
            return;
        }
        if (!fill.startsWith("to")) {
            return;
        }
        int n = trail.x().length;
        Trail other = before.orElse(trail);
        int m = next ? other.x().length : n;
        double[] x = new double[n + m];
        double[] y = new double[n + m];
        System.arraycopy(trail.x(), 0, x, 0, n);
        System.arraycopy(trail.y(), 0, y, 0, n);
        boolean upright = fill.endsWith("y") || next;
        double floorX = cell.x(trace).range().getLowerBound();
        double floorY = cell.y(trace).range().getLowerBound();
        double zeroX = Double.isFinite(cell.x(trace).scaled(0)) ? 0 : floorX;
        double zeroY = Double.isFinite(cell.y(trace).scaled(0)) ? 0 : floorY;
        for (int i = 0; i < m; i++) {
            x[n + i] = next ? other.x()[m - 1 - i] : upright ? trail.x()[m - 1 - i] : zeroX;
            y[n + i] = next ? other.y()[m - 1 - i] : upright ? zeroY : trail.y()[m - 1 - i];
        }
        polygon(trace, x, y, colour);
    }

    private void polygon(Trace trace, double[] x, double[] y, Color colour) {
        double[] corners = new double[2 * x.length];
        int n = 0;
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                corners[n++] = x[i];
                corners[n++] = y[i];
            }
        }
        cell.polygon(trace, Arrays.copyOf(corners, n), colour, new BasicStroke(0.1f), Box.NONE);
    }

    private void markers(Trace trace, double[] xs, double[] ys) {
        JsonNode marker = trace.json().path("marker");
        double[] values = Trace.numbers(marker.path("color"));
        Optional<ColourScale> scale = Fields.scale(marker, "c", values);
        JsonNode shown = marker.path("showscale");
        scale.filter(s -> shown.asBoolean(marker.has("colorbar"))).ifPresent(cell::scale);
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < xs.length; i++) {
            Color own = scale.isPresent() && i < values.length
                    ? scale.get().colour(values[i])
                    : PlotlyColour.or(Trace.each(marker.path("color"), i), trace.lineColour());
            double opacity = Trace.each(marker.path("opacity"), i).asDouble(1) * trace.opacity();
            JsonNode edge = marker.path("line");
            double width = Trace.each(edge.path("width"), i).asDouble(0);
            String symbol = Trace.each(marker.path("symbol"), i).asText("circle");
            dots.add(new Dot(
                    xs[i],
                    ys[i],
                    size(marker, i),
                    symbol,
                    PlotlyColour.faded(own, opacity),
                    width > 0 ? PlotlyColour.or(Trace.each(edge.path("color"), i), look.ink()) : Box.NONE,
                    Symbols.isOpen(symbol) ? Math.max(1, width) : width));
        }
        cell.dots(trace, dots);
    }

    private void texts(Trace trace, double[] xs, double[] ys) {
        String place = trace.json().path("textposition").asText("middle center");
        TextAnchor anchor = anchor(place);
        int side = place.startsWith("top") ? 1 : place.startsWith("bottom") ? -1 : 0;
        int across = place.endsWith("right") ? 1 : place.endsWith("left") ? -1 : 0;
        double room = mode(trace).contains("markers") ? largest(trace) / 2 + 1 : 0;
        double beside = cell.x(trace).pixels(across * room);
        double above = cell.y(trace).pixels(side * room);
        for (int i = 0; i < xs.length; i++) {
            String text = PlainText.of(Trace.each(trace.json().path("text"), i).asText(""));
            Color colour = PlotlyColour.or(trace.json().path("textfont").path("color"), look.ink());
            cell.text(trace, text, xs[i] + beside, ys[i] + above, anchor, colour, 12);
        }
    }

    private static TextAnchor anchor(String place) {
        boolean left = place.endsWith("left");
        boolean right = place.endsWith("right");
        if (place.startsWith("top")) {
            return left ? TextAnchor.BOTTOM_RIGHT : right ? TextAnchor.BOTTOM_LEFT : TextAnchor.BOTTOM_CENTER;
        }
        if (place.startsWith("bottom")) {
            return left ? TextAnchor.TOP_RIGHT : right ? TextAnchor.TOP_LEFT : TextAnchor.TOP_CENTER;
        }
        return left ? TextAnchor.CENTER_RIGHT : right ? TextAnchor.CENTER_LEFT : TextAnchor.CENTER;
    }

    private List<Trail> errors(Trace trace, double[] xs, double[] ys) {
        ErrorBars bars = new ErrorBars(trace, trace.lineColour());
        return bars.around(cell.x(trace), cell.y(trace), xs, ys);
    }
}
