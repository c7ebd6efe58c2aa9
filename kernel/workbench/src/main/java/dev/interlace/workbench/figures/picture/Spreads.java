package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Box plots and violins: how the values of a group spread. */
final class Spreads {
    static final List<String> TYPES = List.of("box", "violin");

    /** Stands for the names of traces where they are the categories. */
    static final JsonNode NAMED = JsonNodeFactory.instance.arrayNode().add("a name");

    private static final double GAPS = 0.7 * 0.7;

    private final JsonNode layout;
    private final Cell cell;

    Spreads(JsonNode layout, Cell cell) {
        this.layout = layout;
        this.cell = cell;
    }

    /** The values of one group, ascending, at their place across. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Group(double place, double[] sorted) {
        /** Quantiles as plotly.js takes them: linear between the values, which stand at (i + ½)/n. */
        double quantile(double q) {
            double at = Math.max(0, Math.min(sorted.length - 1, q * sorted.length - 0.5));
            int below = (int) Math.floor(at);
            int above = Math.min(sorted.length - 1, below + 1);
            return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        }
    }

    private List<Group> groups(Trace trace) {
        boolean lying = trace.isLying();
        AxisScale across = lying ? cell.y(trace) : cell.x(trace);
        AxisScale along = lying ? cell.x(trace) : cell.y(trace);
        JsonNode values = trace.json().path(lying ? "x" : "y");
        JsonNode places = trace.json().path(lying ? "y" : "x");
        Map<Double, List<Double>> byPlace = new TreeMap<>();
        JsonNode first = trace.json().path(lying ? "y0" : "x0");
        double alone = across.kind() == AxisScale.Kind.CATEGORY
                ? across.place(first.isMissingNode() ? TextNode.valueOf(trace.name()) : first)
                : first.asDouble(0);
        for (int i = 0; i < values.size(); i++) {
            double place = places.isEmpty() ? alone : across.place(places.path(i));
            double value = along.place(values.path(i));
            if (Double.isFinite(place) && Double.isFinite(value)) {
                byPlace.computeIfAbsent(place, key -> new ArrayList<>()).add(value);
            }
        }
        List<Group> groups = new ArrayList<>();
        byPlace.forEach((place, list) -> groups.add(
                new Group(place, list.stream().mapToDouble(v -> v).sorted().toArray())));
        return groups;
    }

    void measure(List<Trace> traces) {
        for (Trace trace : traces) {
            boolean lying = trace.isLying();
            AxisScale across = lying ? cell.y(trace) : cell.x(trace);
            AxisScale along = lying ? cell.x(trace) : cell.y(trace);
            for (Group group : groups(trace)) {
                across.reach(group.place - 0.5, group.place + 0.5);
                double more = trace.type().equals("violin") ? 2 * bandwidth(group) : 0;
                along.surround(0, group.sorted[0] - more, group.sorted[group.sorted.length - 1] + more);
            }
        }
    }

    void draw(List<Trace> traces) {
        boolean beside = layout.path(traces.isEmpty() ? "" : traces.get(0).type() + "mode")
                .asText("overlay")
                .equals("group");
        int n = beside ? traces.size() : 1;
        for (int k = 0; k < traces.size(); k++) {
            Trace trace = traces.get(k);
            double shift = beside ? (k - (n - 1) / 2.0) * 0.7 / n : 0;
            double width = trace.json().path("width").asDouble(GAPS / n);
            for (Group group : groups(trace)) {
                if (trace.type().equals("violin")) {
                    violin(trace, group, group.place + shift, width);
                } else {
                    box(trace, group, group.place + shift, width);
                }
            }
        }
    }

    private static Color fill(Trace trace) {
        return PlotlyColour.faded(
                PlotlyColour.or(trace.json().path("fillcolor"), PlotlyColour.faded(trace.lineColour(), 0.5)),
                trace.opacity());
    }

    private void box(Trace trace, Group group, double place, double width) {
        double low = group.quantile(0.25);
        double middle = group.quantile(0.5);
        double high = group.quantile(0.75);
        double reach = 1.5 * (high - low);
        double[] inside = Arrays.stream(group.sorted)
                .filter(v -> v >= low - reach && v <= high + reach)
                .toArray();
        double least = inside.length == 0 ? low : Math.min(low, inside[0]);
        double most = inside.length == 0 ? high : Math.max(high, inside[inside.length - 1]);
        boolean lying = trace.isLying();
        Color line = trace.lineColour();
        cell.boxes(trace, List.of(Box.around(lying, place, width, low, high, fill(trace), line)), false);
        double cap = width / 4;
        BasicStroke stroke =
                Trail.stroke(trace.json().path("line").path("width").asDouble(2), "");
        List<Trail> lines = List.of(
                trail(lying, new double[] {place, place}, new double[] {high, most}, line, stroke),
                trail(lying, new double[] {place, place}, new double[] {low, least}, line, stroke),
                trail(lying, new double[] {place - cap, place + cap}, new double[] {most, most}, line, stroke),
                trail(lying, new double[] {place - cap, place + cap}, new double[] {least, least}, line, stroke),
                trail(
                        lying,
                        new double[] {place - width / 2, place + width / 2},
                        new double[] {middle, middle},
                        line,
                        stroke));
        cell.trails(trace, lines);
        points(trace, group, place, least, most);
    }

    private void points(Trace trace, Group group, double place, double least, double most) {
        String shown = trace.json().path("boxpoints").asText("outliers");
        boolean all = shown.equals("all");
        List<Dot> dots = new ArrayList<>();
        for (double value : group.sorted) {
            if (all || (!shown.equals("false") && (value < least || value > most))) {
                double beside = place + (all ? trace.json().path("pointpos").asDouble(-1.5) * GAPS / 2 : 0);
                dots.add(new Dot(
                        trace.isLying() ? value : beside,
                        trace.isLying() ? beside : value,
                        6,
                        "circle",
                        trace.markerColour(),
                        Box.NONE,
                        0));
            }
        }
        cell.dots(trace, dots);
    }

    private static Trail trail(boolean lying, double[] across, double[] along, Color colour, BasicStroke stroke) {
        return lying ? new Trail(along, across, colour, stroke) : new Trail(across, along, colour, stroke);
    }

    /** Silverman's bandwidth, as plotly.js takes it. */
    private static double bandwidth(Group group) {
        double[] values = group.sorted;
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
        double spread = (group.quantile(0.75) - group.quantile(0.25)) / 1.349;
        double least = spread > 0 ? Math.min(deviation, spread) : deviation;
        return Math.max(1.059 * least * Math.pow(values.length, -0.2), (values[values.length - 1] - values[0]) / 100);
    }

    private void violin(Trace trace, Group group, double place, double width) {
        double h = bandwidth(group);
        double from = group.sorted[0] - 2 * h;
        double to = group.sorted[group.sorted.length - 1] + 2 * h;
        int n = h > 0 ? (int) Math.min(400, Math.ceil((to - from) / (h / 3)) + 1) : 2;
        double[] at = new double[n];
        double[] density = new double[n];
        for (int i = 0; i < n; i++) {
            at[i] = from + i * (to - from) / (n - 1);
            for (double value : group.sorted) {
                double z = (at[i] - value) / h;
                density[i] += Math.exp(-z * z / 2);
            }
        }
        double most = Arrays.stream(density).max().orElse(1);
        String side = trace.json().path("side").asText("both");
        double[] corners = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double half = density[i] / most * width / 2;
            corner(corners, i, trace.isLying(), place + (side.equals("negative") ? 0 : half), at[i]);
            corner(corners, 2 * n - 1 - i, trace.isLying(), place - (side.equals("positive") ? 0 : half), at[i]);
        }
        cell.polygon(trace, corners, fill(trace), new BasicStroke(2), trace.lineColour());
        if (trace.json().path("box").path("visible").asBoolean(false)) {
            box(trace, group, place, width / 4);
        }
        if (trace.json().path("meanline").path("visible").asBoolean(false)) {
            double mean = Arrays.stream(group.sorted).average().orElse(0);
            double[] across = {place - width / 4, place + width / 4};
            cell.trails(
                    trace,
                    List.of(trail(
                            trace.isLying(),
                            across,
                            new double[] {mean, mean},
                            trace.lineColour(),
                            Trail.stroke(2, "dash"))));
        }
    }

    private static void corner(double[] corners, int i, boolean lying, double across, double along) {
        corners[2 * i] = lying ? along : across;
        corners[2 * i + 1] = lying ? across : along;
    }
}
