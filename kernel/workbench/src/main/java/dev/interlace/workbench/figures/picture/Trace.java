package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * One trace of a figure.
 *
 * @param json as plotly.js has it
 * @param number its place among the traces
 * @param colour the palette's for it
 */
record Trace(JsonNode json, int number, Color colour) {
    String type() {
        return json.path("type").asText("scatter");
    }

    /** Its name; as plotly.js names it where it has none. */
    String name() {
        return PlainText.of(json.path("name").asText("trace " + number));
    }

    boolean isNamed() {
        return json.has("name");
    }

    double opacity() {
        return json.path("opacity").asDouble(1);
    }

    /** Whether bars and boxes lie: as it says, or because it has places along x alone. */
    boolean isLying() {
        String orientation = json.path("orientation").asText("");
        boolean boxes = type().equals("box") || type().equals("violin");
        boolean counted = type().equals("histogram") && json.path("x").isEmpty();
        return orientation.isEmpty()
                ? counted
                        || (boxes && json.path("y").isEmpty() && !json.path("x").isEmpty())
                : orientation.equals("h");
    }

    /** The id of its horizontal axis: {@code x}, {@code x2} and so on. */
    String xAxis() {
        return json.path("xaxis").asText("x");
    }

    /** The id of its vertical axis. */
    String yAxis() {
        return json.path("yaxis").asText("y");
    }

    /** The colour of its fills, or {@code otherwise}; a single colour only. */
    Color markerColour() {
        return PlotlyColour.or(json.path("marker").path("color"), colour);
    }

    Color lineColour() {
        return PlotlyColour.or(json.path("line").path("color"), markerColour());
    }

    /** The element of an array, or the value itself where it is one for all. */
    static JsonNode each(JsonNode node, int i) {
        return node.isArray() ? node.path(i) : node;
    }

    /** The numbers of an array; NaN for what is none. */
    static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.path(i).isNumber() ? array.path(i).asDouble() : Double.NaN;
        }
        return numbers;
    }

    /** The places of an array on an axis; of as many rows as {@code n} where there is none: 0, 1, 2. */
    static double[] places(JsonNode array, AxisScale axis, int n, JsonNode first, JsonNode step) {
        double[] places = new double[n];
        for (int i = 0; i < n; i++) {
            places[i] = array.isArray() && !array.isEmpty()
                    ? axis.place(array.path(i))
                    : (first.isMissingNode() ? 0 : axis.place(first)) + i * step.asDouble(1);
        }
        return places;
    }

    double[] xs(AxisScale axis) {
        return places(json.path("x"), axis, size(), json.path("x0"), json.path("dx"));
    }

    double[] ys(AxisScale axis) {
        return places(json.path("y"), axis, size(), json.path("y0"), json.path("dy"));
    }

    /** The number of its points. */
    int size() {
        int x = json.path("x").size();
        int y = json.path("y").size();
        return x == 0 || y == 0 ? Math.max(x, y) : Math.min(x, y);
    }

    /** The traces of some types. */
    static List<Trace> of(List<Trace> traces, List<String> types) {
        List<Trace> found = new ArrayList<>();
        traces.stream().filter(trace -> types.contains(trace.type())).forEach(found::add);
        return found;
    }
}
