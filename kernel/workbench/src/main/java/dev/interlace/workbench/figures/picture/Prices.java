package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Candlesticks and their plainer kin: open, high, low and close at each place. */
final class Prices {
    static final List<String> TYPES = List.of("candlestick", "ohlc");

    private static final Color RISE = new Color(0x3D9970);
    private static final Color FALL = new Color(0xFF4136);

    private final Cell cell;

    Prices(Cell cell) {
        this.cell = cell;
    }

    private double[] places(Trace trace) {
        JsonNode x = trace.json().path("x");
        int n = trace.json().path("open").size();
        return Trace.places(
                x, cell.x(trace), n, trace.json().path("x0"), trace.json().path("dx"));
    }

    private double[] of(Trace trace, String what) {
        JsonNode array = trace.json().path(what);
        return Trace.places(array, cell.y(trace), array.size(), array, array);
    }

    private static double gap(double[] places) {
        double[] sorted = Arrays.stream(places)
                .filter(Double::isFinite)
                .sorted()
                .distinct()
                .toArray();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < sorted.length; i++) {
            least = Math.min(least, sorted[i] - sorted[i - 1]);
        }
        return Double.isFinite(least) ? least : 1;
    }

    void measure(List<Trace> traces) {
        for (Trace trace : traces) {
            double[] places = places(trace);
            double half = gap(places) / 2;
            for (double place : places) {
                cell.x(trace).reach(place - half, place + half);
            }
            cell.y(trace).surround(0, of(trace, "low"));
            cell.y(trace).surround(0, of(trace, "high"));
        }
    }

    void draw(List<Trace> traces) {
        for (Trace trace : traces) {
            draw(trace);
        }
    }

    private void draw(Trace trace) {
        double[] places = places(trace);
        double[] open = of(trace, "open");
        double[] high = of(trace, "high");
        double[] low = of(trace, "low");
        double[] close = of(trace, "close");
        double gap = gap(places);
        int n = Math.min(places.length, Math.min(open.length, close.length));
        List<Box> boxes = new ArrayList<>();
        List<Trail> lines = new ArrayList<>();
        boolean candles = trace.type().equals("candlestick");
        double tick = trace.json().path("tickwidth").asDouble(0.3) * gap;
        for (int i = 0; i < n; i++) {
            Color colour = colour(trace.json(), close[i] >= open[i]);
            double p = places[i];
            if (candles) {
                double width = 0.49 * gap;
                boxes.add(Box.around(false, p, width, open[i], close[i], PlotlyColour.faded(colour, 0.5), colour));
                lines.add(line(colour, p, high[i], p, Math.max(open[i], close[i])));
                lines.add(line(colour, p, low[i], p, Math.min(open[i], close[i])));
            } else {
                lines.add(line(colour, p, low[i], p, high[i]));
                lines.add(line(colour, p - tick, open[i], p, open[i]));
                lines.add(line(colour, p, close[i], p + tick, close[i]));
            }
        }
        cell.boxes(trace, boxes, false);
        cell.trails(trace, lines);
    }

    private static Trail line(Color colour, double x0, double y0, double x1, double y1) {
        return new Trail(new double[] {x0, x1}, new double[] {y0, y1}, colour, Trail.stroke(2, ""));
    }

    private static Color colour(JsonNode json, boolean rises) {
        JsonNode side = json.path(rises ? "increasing" : "decreasing");
        return PlotlyColour.or(side.path("line").path("color"), rises ? RISE : FALL);
    }
}
