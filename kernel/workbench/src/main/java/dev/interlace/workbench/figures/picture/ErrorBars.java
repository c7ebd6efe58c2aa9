package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** The error bars of a trace. */
final class ErrorBars {
    private static final double CAP = 0.008;

    private final Trace trace;
    private final Color ink;

    ErrorBars(Trace trace, Color ink) {
        this.trace = trace;
        this.ink = ink;
    }

    /** The bars around places; the axes reach to their ends. */
    List<Trail> around(AxisScale x, AxisScale y, double[] xs, double[] ys) {
        List<Trail> trails = new ArrayList<>();
        add(trails, trace.json().path("error_y"), y, x, ys, xs, false);
        add(trails, trace.json().path("error_x"), x, y, xs, ys, true);
        return trails;
    }

    private void add(
            List<Trail> trails,
            JsonNode error,
            AxisScale along,
            AxisScale across,
            double[] values,
            double[] places,
            boolean lying) {
        if (error.isMissingNode() || !error.path("visible").asBoolean(true)) {
            return;
        }
        int n = values.length;
        double[] low = new double[n];
        double[] high = new double[n];
        for (int i = 0; i < n; i++) {
            low[i] = values[i] - size(error, i, values[i], true);
            high[i] = values[i] + size(error, i, values[i], false);
            along.surround(0, low[i], high[i]);
        }
        double cap = CAP * across.range().getLength();
        double[] a = new double[9 * n];
        double[] b = new double[9 * n];
        for (int i = 0; i < n; i++) {
            double[] ends = {low[i], low[i], Double.NaN, high[i], high[i], Double.NaN, low[i], high[i], Double.NaN};
            double[] sides = {-cap, cap, Double.NaN, -cap, cap, Double.NaN, 0, 0, Double.NaN};
            for (int k = 0; k < 9; k++) {
                a[9 * i + k] = ends[k];
                b[9 * i + k] = places[i] + sides[k];
            }
        }
        Color colour = PlotlyColour.or(error.path("color"), ink);
        var stroke = Trail.stroke(error.path("thickness").asDouble(1.5), "");
        trails.add(lying ? new Trail(a, b, colour, stroke) : new Trail(b, a, colour, stroke));
    }

    private static double size(JsonNode error, int i, double value, boolean minus) {
        boolean other =
                minus && !error.path("symmetric").asBoolean(!error.has("arrayminus") && !error.has("valueminus"));
        String kind = error.path("type").asText(error.has("array") ? "data" : "percent");
        return switch (kind) {
            case "data" -> error.path(other ? "arrayminus" : "array").path(i).asDouble(0);
            case "constant" -> error.path(other ? "valueminus" : "value").asDouble(10);
            case "sqrt" -> Math.sqrt(Math.abs(value));
            default ->
                Math.abs(value) * error.path(other ? "valueminus" : "value").asDouble(10) / 100;
        };
    }
}
