package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bars of a histogram.
 *
 * @param places middles of the bins, or places of the categories
 * @param lengths what was counted in each
 */
@SuppressWarnings("ArrayRecordComponent") // within the package, never compared
record Counts(double[] places, double[] lengths) {
    /** The bins of every histogram of numbers; traces that share an axis share their bins. */
    static Map<Trace, Bins> bins(List<Trace> traces, Cell cell, boolean shared) {
        Map<Trace, Bins> bins = new LinkedHashMap<>();
        List<Trace> counted = traces.stream()
                .filter(trace ->
                        trace.type().equals("histogram") && across(trace, cell).kind() != AxisScale.Kind.CATEGORY)
                .toList();
        for (Trace trace : counted) {
            double[] values = counted.stream()
                    .filter(other -> shared ? other.isLying() == trace.isLying() : other.equals(trace))
                    .flatMapToDouble(other -> Arrays.stream(values(other, across(other, cell))))
                    .toArray();
            String own = trace.isLying() ? "y" : "x";
            int most = trace.json().path("nbins" + own).asInt(0);
            bins.put(trace, Bins.of(values, trace.json().path(own + "bins"), most, 0.4));
        }
        return bins;
    }

    private static AxisScale across(Trace trace, Cell cell) {
        return trace.isLying() ? cell.y(trace) : cell.x(trace);
    }

    private static double[] values(Trace trace, AxisScale across) {
        JsonNode array = trace.json().path(trace.isLying() ? "y" : "x");
        return Trace.places(array, across, array.size(), array, array);
    }

    static Counts of(Trace trace, AxisScale across, Map<Trace, Bins> bins) {
        double[] values = values(trace, across);
        JsonNode json = trace.json();
        JsonNode weights = json.path(trace.isLying() ? "x" : "y");
        Bins chosen = bins.get(trace);
        int highest = (int) Arrays.stream(values).filter(Double::isFinite).max().orElse(-1);
        int n = chosen == null ? highest + 1 : chosen.count();
        List<List<Double>> fallen = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            fallen.add(new ArrayList<>());
        }
        for (int i = 0; i < values.length; i++) {
            int bin = !Double.isFinite(values[i]) ? -1 : chosen == null ? (int) values[i] : chosen.of(values[i]);
            if (bin >= 0) {
                fallen.get(bin).add(weights.path(i).asDouble(1));
            }
        }
        String function = json.path("histfunc").asText("count");
        double[] lengths =
                fallen.stream().mapToDouble(bin -> folded(bin, function)).toArray();
        double[] places = new double[n];
        for (int i = 0; i < n; i++) {
            places[i] = chosen == null ? i : chosen.middle(i);
        }
        normalise(lengths, json.path("histnorm").asText(""), chosen == null ? 1 : chosen.size());
        if (json.path("cumulative").path("enabled").asBoolean(false)) {
            Arrays.parallelPrefix(lengths, Double::sum);
        }
        return new Counts(places, lengths);
    }

    private static double folded(List<Double> bin, String function) {
        var values = bin.stream().mapToDouble(v -> v);
        return switch (function) {
            case "sum" -> values.sum();
            case "avg" -> values.average().orElse(0);
            case "min" -> values.min().orElse(0);
            case "max" -> values.max().orElse(0);
            default -> bin.size();
        };
    }

    private static void normalise(double[] lengths, String norm, double size) {
        double total = Arrays.stream(lengths).sum();
        double factor = switch (norm) {
            case "percent" -> 100 / total;
            case "probability" -> 1 / total;
            case "density" -> 1 / size;
            case "probability density" -> 1 / (total * size);
            default -> 1;
        };
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] *= factor;
        }
    }
}
