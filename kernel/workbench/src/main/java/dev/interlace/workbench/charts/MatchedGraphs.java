package dev.interlace.workbench.charts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.spi.Graph;
import dev.interlace.spi.Matching;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Two graphs, each on a circle, with a line from every matched left node to its right one.
 *
 * @param left the graph on the left
 * @param right the graph on the right
 * @param matching of their nodes
 */
record MatchedGraphs(Graph left, Graph right, Matching matching) {
    private static final double APART = 1.7;
    private static final int MOST_NAMED = 40;

    MatchedGraphs {
        if (matching.rightOf().length != left.nodes()) {
            throw new IllegalArgumentException("charts.matches: the matching must name one right node, or -1, for each"
                    + " of the " + left.nodes() + " left nodes, got " + matching.rightOf().length);
        }
        for (int target : matching.rightOf()) {
            if (target >= right.nodes()) {
                throw new IllegalArgumentException("charts.matches: the right graph has nodes 0 to "
                        + (right.nodes() - 1) + ", the matching names " + target);
            }
        }
    }

    /** The nodes of the right graph run the other way round, so that equal numbers face each other. */
    private static double[] place(int node, int nodes, boolean onLeft) {
        double angle = Math.PI / 2 + 2 * Math.PI * node / nodes;
        return new double[] {(onLeft ? -APART : APART) + (onLeft ? 1 : -1) * Math.cos(angle), Math.sin(angle)};
    }

    Figure figure() {
        int matched = (int) IntStream.of(matching.rightOf()).filter(r -> r >= 0).count();
        Sketch sketch = new Sketch(
                matched + " of " + left.nodes() + " left nodes matched"
                        + (matching.converged() ? "" : " (NOT converged)"),
                "",
                "");
        for (String axis : List.of("xaxis", "yaxis")) {
            sketch.axis(axis).put("visible", false).put("showgrid", false);
        }
        sketch.axis("yaxis").put("scaleanchor", "x");
        edges(sketch, left, true);
        edges(sketch, right, false);
        List<double[]> lines = new ArrayList<>();
        for (int node = 0; node < left.nodes(); node++) {
            int target = matching.rightOf()[node];
            if (target >= 0) {
                lines.add(place(node, left.nodes(), true));
                lines.add(place(target, right.nodes(), false));
            }
        }
        line(sketch, "matches", lines)
                .withObjectProperty("line")
                .put("color", "#D55E00")
                .put("dash", "dot");
        nodes(sketch, "left nodes", left.nodes(), true, "#0072B2");
        nodes(sketch, "right nodes", right.nodes(), false, "#009E73");
        return sketch.figure();
    }

    private static void edges(Sketch sketch, Graph graph, boolean onLeft) {
        List<double[]> lines = new ArrayList<>();
        Set<List<Integer>> drawn = new HashSet<>(); // an undirected graph holds each edge twice
        for (int from = 0; from < graph.nodes(); from++) {
            for (int edge = graph.rowStart()[from]; edge < graph.rowStart()[from + 1]; edge++) {
                int to = graph.column()[edge];
                if (drawn.add(List.of(Math.min(from, to), Math.max(from, to)))) {
                    lines.add(place(from, graph.nodes(), onLeft));
                    lines.add(place(to, graph.nodes(), onLeft));
                }
            }
        }
        line(sketch, onLeft ? "left edges" : "right edges", lines)
                .withObjectProperty("line")
                .put("color", "#8B929A");
    }

    /** Lines between each two points, with gaps between the lines. */
    private static ObjectNode line(Sketch sketch, String name, List<double[]> ends) {
        double[] x = new double[ends.size() / 2 * 3];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 3 == 2 ? Double.NaN : ends.get(i / 3 * 2 + i % 3)[0];
            y[i] = i % 3 == 2 ? Double.NaN : ends.get(i / 3 * 2 + i % 3)[1];
        }
        ObjectNode trace = sketch.scatter(name, "lines", x, y).put("hoverinfo", "skip");
        trace.putObject("line").put("width", 1.5);
        return trace;
    }

    private static void nodes(Sketch sketch, String name, int count, boolean onLeft, String colour) {
        double[] x = IntStream.range(0, count)
                .mapToDouble(node -> place(node, count, onLeft)[0])
                .toArray();
        double[] y = IntStream.range(0, count)
                .mapToDouble(node -> place(node, count, onLeft)[1])
                .toArray();
        ObjectNode trace = sketch.scatter(name, count <= MOST_NAMED ? "markers+text" : "markers", x, y);
        Sketch.texts(
                trace.putArray("text"),
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
        trace.put("textposition", onLeft ? "middle left" : "middle right").put("hoverinfo", "text");
        trace.putObject("marker").put("size", count <= MOST_NAMED ? 12 : 6).put("color", colour);
    }
}
