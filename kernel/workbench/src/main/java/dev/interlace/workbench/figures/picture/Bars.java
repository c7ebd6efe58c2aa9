package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jfree.chart.ui.TextAnchor;

/** Bars and histograms: side by side, stacked, over one another, standing or lying. */
final class Bars {
    static final List<String> TYPES = List.of("bar", "histogram");

    private final JsonNode layout;
    private final Cell cell;
    private final Look look;
    private final List<Row> rows = new ArrayList<>();

    /** The bars of one trace: where they stand, from where to where they reach. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Row(
            Trace trace,
            double[] places,
            double[] middles,
            double reach,
            double[] widths,
            double[] from,
            double[] to) {}

    Bars(JsonNode layout, Cell cell, Look look) {
        this.layout = layout;
        this.cell = cell;
        this.look = look;
    }

    void measure(List<Trace> traces) {
        List<Row> raw = new ArrayList<>();
        Map<Trace, Bins> bins = Counts.bins(traces, cell, !mode().equals("overlay"));
        for (Trace trace : traces) {
            boolean lying = trace.isLying();
            AxisScale along = lying ? cell.x(trace) : cell.y(trace);
            AxisScale across = lying ? cell.y(trace) : cell.x(trace);
            double[] places;
            double[] lengths;
            if (trace.type().equals("histogram")) {
                Counts counts = Counts.of(trace, across, bins);
                places = counts.places();
                lengths = counts.lengths();
            } else {
                places = lying ? trace.ys(across) : trace.xs(across);
                lengths = lying ? trace.xs(along) : trace.ys(along);
            }
            int n = places.length;
            raw.add(new Row(trace, places, places.clone(), 0, new double[n], new double[n], lengths));
        }
        place(raw, bins);
        rows.forEach(this::reach);
    }

    private String mode() {
        return layout.path("barmode").asText("group");
    }

    private void place(List<Row> raw, Map<Trace, Bins> bins) {
        String mode = mode();
        boolean stacked = mode.equals("stack") || mode.equals("relative");
        double only = bins.values().stream().mapToDouble(Bins::size).max().orElse(1);
        double joint = gap(raw, only);
        double between = layout.path("bargap").asDouble(bins.isEmpty() ? 0.2 : 0);
        boolean shared = raw.size() > 1 && isShared(raw);
        int beside = mode.equals("group") && shared ? raw.size() : 1;
        Map<Double, Double> above = new HashMap<>();
        Map<Double, Double> below = new HashMap<>();
        for (int k = 0; k < raw.size(); k++) {
            Row row = raw.get(k);
            double gap = mode.equals("overlay") ? gap(List.of(row), only) : joint;
            double each = gap * (1 - between) / beside;
            double inner = each * (1 - layout.path("bargroupgap").asDouble(0));
            double shift = beside == 1 ? 0 : (k - (beside - 1) / 2.0) * each;
            boolean lying = row.trace.isLying();
            AxisScale along = lying ? cell.x(row.trace) : cell.y(row.trace);
            JsonNode base = row.trace.json().path("base");
            JsonNode widths = row.trace.json().path("width");
            for (int i = 0; i < row.places.length; i++) {
                double start =
                        Trace.each(base, i).isNumber() ? Trace.each(base, i).asDouble() : 0;
                double length = row.to[i];
                if (stacked && Double.isFinite(length)) {
                    boolean negative = length < 0 && mode.equals("relative");
                    start = (negative ? below : above).merge(row.places[i], length, Double::sum) - length;
                }
                boolean log = along.kind() == AxisScale.Kind.LOG;
                row.from[i] = log ? (start > 0 ? Math.log10(start) : Double.NaN) : start;
                row.to[i] = log ? length : start + length;
                row.widths[i] = Trace.each(widths, i).asDouble(inner);
                row.places[i] += shift;
            }
            rows.add(new Row(row.trace, row.places, row.middles, gap / 2, row.widths, row.from, row.to));
        }
    }

    /** The least distance of places, of all traces together. */
    private static double gap(List<Row> rows, double only) {
        TreeSet<Double> all = new TreeSet<>();
        rows.forEach(row -> {
            for (double place : row.places) {
                if (Double.isFinite(place)) {
                    all.add(place);
                }
            }
        });
        double least = Double.POSITIVE_INFINITY;
        Double last = null;
        for (Double place : all) {
            least = last == null ? least : Math.min(least, place - last);
            last = place;
        }
        return Double.isFinite(least) ? least : only;
    }

    /** Whether two traces have bars at the same place. */
    private static boolean isShared(List<Row> rows) {
        TreeSet<Double> seen = new TreeSet<>();
        for (Row row : rows) {
            TreeSet<Double> own = new TreeSet<>();
            for (double place : row.places) {
                own.add(place);
            }
            if (own.stream().anyMatch(seen::contains)) {
                return true;
            }
            seen.addAll(own);
        }
        return false;
    }

    private void reach(Row row) {
        boolean lying = row.trace.isLying();
        AxisScale along = lying ? cell.x(row.trace) : cell.y(row.trace);
        AxisScale across = lying ? cell.y(row.trace) : cell.x(row.trace);
        for (int i = 0; i < row.places.length; i++) {
            if (Double.isFinite(row.to[i])) {
                double half = row.reach;
                across.reach(row.middles[i] - half, row.middles[i] + half);
                along.from(along.scaled(0), row.to[i]);
                along.from(along.scaled(0), row.from[i]);
            }
        }
        errors(row);
    }

    private List<Trail> errors(Row row) {
        ErrorBars bars = new ErrorBars(row.trace, look.line());
        boolean lying = row.trace.isLying();
        return bars.around(
                cell.x(row.trace), cell.y(row.trace), lying ? row.to : row.places, lying ? row.places : row.to);
    }

    void draw() {
        for (Row row : rows) {
            Trace trace = row.trace;
            boolean lying = trace.isLying();
            AxisScale along = lying ? cell.x(trace) : cell.y(trace);
            JsonNode marker = trace.json().path("marker");
            double[] values = Trace.numbers(marker.path("color"));
            var scale = Fields.scale(marker, "c", values);
            List<Box> boxes = new ArrayList<>();
            double floor = along.range().getLowerBound();
            for (int i = 0; i < row.places.length; i++) {
                Color own = scale.isPresent() && i < values.length
                        ? scale.get().colour(values[i])
                        : PlotlyColour.or(Trace.each(marker.path("color"), i), trace.colour());
                double opacity = Trace.each(marker.path("opacity"), i).asDouble(1) * trace.opacity();
                Color fill = PlotlyColour.faded(own, opacity);
                double edge = Trace.each(marker.path("line").path("width"), i).asDouble(0);
                Color line = edge > 0
                        ? PlotlyColour.or(Trace.each(marker.path("line").path("color"), i), look.ink())
                        : Box.NONE;
                double from = Double.isFinite(row.from[i]) ? row.from[i] : Math.min(floor, row.to[i]);
                boxes.add(Box.around(lying, row.places[i], row.widths[i], from, row.to[i], fill, line));
            }
            cell.boxes(trace, boxes, trace.type().equals("histogram"));
            errors(row).forEach(bars -> cell.trails(trace, List.of(bars)));
            texts(row, boxes);
        }
    }

    private void texts(Row row, List<Box> boxes) {
        JsonNode texts = row.trace.json().path("text");
        boolean lying = row.trace.isLying();
        for (int i = 0; i < boxes.size() && !texts.isMissingNode(); i++) {
            String text = PlainText.of(Trace.each(texts, i).asText(""));
            double end = row.to[i];
            TextAnchor anchor = lying ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
            Color ink = PlotlyColour.inkOn(boxes.get(i).fill());
            cell.text(
                    row.trace,
                    lying ? text + " " : text,
                    lying ? end : row.places[i],
                    lying ? row.places[i] : end,
                    anchor,
                    ink,
                    11);
        }
    }
}
