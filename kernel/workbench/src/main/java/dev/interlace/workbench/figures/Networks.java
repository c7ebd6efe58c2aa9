package dev.interlace.workbench.figures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.workbench.display.TableView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures of what is connected: flows between stages, graphs of nodes and edges. */
public final class Networks {
    private Networks() {}

    /**
     * A connection.
     *
     * @param from name of a node
     * @param to name of a node
     * @param weight larger is stronger, above 0
     */
    public record Link(String from, String to, double weight) {
        public Link {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Link.weight must be in (0, ∞), got " + weight);
            }
        }
    }

    /** Flows whose widths are their weights. */
    public static Figure sankey(String title, List<Link> links) {
        Map<String, Integer> nodes = nodes(links);
        ObjectNode figure = started(title);
        ObjectNode trace = figure.withArrayProperty("data").addObject().put("type", "sankey");
        ArrayNode labels = trace.putObject("node").put("pad", 18).putArray("label");
        names(nodes).forEach(name -> labels.add(TableView.escape(name)));
        ObjectNode link = trace.putObject("link").put("color", "rgba(127,127,127,0.35)");
        ArrayNode source = link.putArray("source");
        ArrayNode target = link.putArray("target");
        ArrayNode value = link.putArray("value");
        for (Link each : links) {
            source.add(nodes.getOrDefault(each.from, 0));
            target.add(nodes.getOrDefault(each.to, 0));
            value.add(each.weight);
        }
        return Figure.of(figure);
    }

    /** A graph with its nodes on a circle; wider edges are stronger. */
    public static Figure graph(String title, List<Link> links) {
        Map<String, Integer> nodes = nodes(links);
        ObjectNode figure = started(title);
        ObjectNode layout = figure.withObjectProperty("layout").put("showlegend", false);
        for (String axis : List.of("xaxis", "yaxis")) {
            layout.putObject(axis)
                    .put("visible", false)
                    .put("showgrid", false)
                    .putArray("range")
                    .add(-1.5)
                    .add(1.5);
        }
        double most = links.stream().mapToDouble(Link::weight).max().orElse(1);
        for (Link link : links) {
            ObjectNode edge = figure.withArrayProperty("data").addObject().put("type", "scatter");
            edge.put("mode", "lines")
                    .put("hoverinfo", "text")
                    .put("text", TableView.escape(link.from + " – " + link.to + ": " + TableView.number(link.weight)));
            edge.putObject("line").put("color", "#8B929A").put("width", 0.5 + 4 * link.weight / most);
            ArrayNode x = edge.putArray("x");
            ArrayNode y = edge.putArray("y");
            for (String end : List.of(link.from, link.to)) {
                double angle = angle(nodes.getOrDefault(end, 0), nodes.size());
                x.add(Math.cos(angle));
                y.add(Math.sin(angle));
            }
        }
        ObjectNode dots = figure.withArrayProperty("data").addObject().put("type", "scatter");
        dots.put("mode", "markers+text").put("textposition", "top center");
        dots.putObject("marker").put("size", 16).put("color", "#0072B2");
        ArrayNode x = dots.putArray("x");
        ArrayNode y = dots.putArray("y");
        ArrayNode texts = dots.putArray("text");
        nodes.forEach((name, place) -> {
            x.add(Math.cos(angle(place, nodes.size())));
            y.add(Math.sin(angle(place, nodes.size())));
            texts.add(TableView.escape(name));
        });
        return Figure.of(figure);
    }

    private static double angle(int place, int count) {
        return Math.PI / 2 - 2 * Math.PI * place / count;
    }

    private static Map<String, Integer> nodes(List<Link> links) {
        if (links.isEmpty()) {
            throw new IllegalArgumentException("Networks: there must be at least one link, got none");
        }
        Map<String, Integer> nodes = new TreeMap<>();
        links.forEach(link -> {
            nodes.putIfAbsent(link.from, 0);
            nodes.putIfAbsent(link.to, 0);
        });
        int place = 0;
        for (Map.Entry<String, Integer> node : nodes.entrySet()) {
            node.setValue(place++);
        }
        return nodes;
    }

    private static List<String> names(Map<String, Integer> nodes) {
        return new ArrayList<>(nodes.keySet());
    }

    private static ObjectNode started(String title) {
        ObjectNode figure = Figure.JSON.createObjectNode();
        figure.putArray("data");
        figure.putObject("layout").putObject("title").put("text", TableView.escape(title));
        return figure;
    }
}
