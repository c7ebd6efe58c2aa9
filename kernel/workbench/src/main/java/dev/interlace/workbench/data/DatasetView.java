package dev.interlace.workbench.data;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.KnowledgeGraph;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Segment;
import dev.interlace.spi.Sound;
import dev.interlace.spi.TableField;
import dev.interlace.spi.Target;
import dev.interlace.workbench.display.TableView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a data set looks: its card, its columns, what is missing together, its classes, its graphs and its first rows.
 *
 * @param dataset the raw data
 * @param shown the number of rows that it shows
 */
record DatasetView(Dataset dataset, int shown) {
    private static final int MOST_FACTS = 5;
    private static final int MOST_RELATIONS = 8;

    /** A part of the page with its text twin. */
    private record Part(String title, String html, String text) {
        static Part of(String title, TableView table) {
            return new Part(title, table.html(), table.text());
        }
    }

    DisplayData display() {
        Dataset.Card card = dataset.card();
        long groups = dataset.groups().stream().distinct().count();
        String size = dataset.rows() + " rows in " + groups + " groups";
        StringBuilder html = new StringBuilder("<h4>")
                .append(TableView.escape(card.title()))
                .append(" <code>")
                .append(TableView.escape(card.id()))
                .append("</code></h4><p>")
                .append(TableView.escape(sentence(card.summary())))
                .append(" ")
                .append(size)
                .append(".</p>");
        List<String> text = new ArrayList<>(
                List.of(card.title() + " (" + card.id() + ")\n" + sentence(card.summary()) + "\n" + size));
        for (Part part : parts()) {
            html.append("<div style=\"margin-bottom:.8em;overflow-x:auto\">");
            if (!part.title.isEmpty()) {
                html.append("<div><b>").append(TableView.escape(part.title)).append("</b></div>");
            }
            html.append(part.html).append("</div>");
            text.add((part.title.isEmpty() ? "" : part.title + "\n") + part.text);
        }
        List<String> notes = new ArrayList<>();
        card.flaws().forEach(flaw -> notes.add("Known flaw: " + flaw));
        notes.add(("From " + card.origin() + ". Licence: " + card.licence() + ". " + card.attribution()).strip());
        for (String note : notes) {
            html.append("<p style=\"margin:0\"><small>")
                    .append(TableView.escape(note))
                    .append("</small></p>");
            text.add(note);
        }
        return DisplayData.html(html.toString(), String.join("\n\n", text));
    }

    private static String sentence(String summary) {
        return summary.endsWith(".") ? summary : summary + ".";
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(Part.of("", columns()));
        Missing missing = Missing.of(dataset);
        if (!missing.isNone()) {
            parts.add(Part.of("What is there together", missing.table()));
        }
        dataset.targets()
                .forEach((name, target) -> parts.add(
                        Part.of("Target " + name + ": " + TargetTexts.kind(target), TargetTexts.balance(target))));
        graphs().forEach((graph, names) -> parts.add(graph(graph, names)));
        if (shown > 0 && dataset.rows() > 0) {
            parts.add(Part.of("First rows", head()));
        }
        return parts;
    }

    private TableView columns() {
        TableView table = new TableView("column", "kind", "present", "missing", "detail");
        dataset.columns().forEach((name, raw) -> {
            int present = raw.presence().count();
            table.row(name, kind(raw), present, dataset.rows() - present, detail(raw));
        });
        dataset.targets()
                .forEach((name, target) -> table.row(name, "target", target.rows(), 0, TargetTexts.kind(target)));
        return table;
    }

    private static String kind(Raw raw) {
        return raw instanceof Raw.Numbers numbers
                ? "numbers " + Arrays.toString(numbers.features().values().shape())
                : raw.words();
    }

    private static String detail(Raw raw) {
        if (raw instanceof Raw.Sounds sounds) {
            List<Sound> heard =
                    sounds.values().stream().flatMap(Optional::stream).toList();
            DoubleSummaryStatistics seconds =
                    heard.stream().mapToDouble(Sound::seconds).summaryStatistics();
            String rates = heard.stream()
                    .map(Sound::rate)
                    .distinct()
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            return heard.isEmpty()
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "%.2f to %.2f s, %.1f min in all, %s Hz",
                            seconds.getMin(),
                            seconds.getMax(),
                            seconds.getSum() / 60,
                            rates);
        }
        if (raw instanceof Raw.Timings timings) {
            List<List<Segment>> rows =
                    timings.values().stream().flatMap(Optional::stream).toList();
            long segments = rows.stream().mapToLong(List::size).sum();
            long labels = rows.stream()
                    .flatMap(List::stream)
                    .map(Segment::label)
                    .distinct()
                    .count();
            return segments + " stretches of " + labels + " labels";
        }
        if (raw instanceof Raw.Nodes nodes) {
            return nodes.graph().nodes().size() + " nodes, "
                    + nodes.graph().relations().size() + " relations, "
                    + nodes.graph().triples().size() + " facts";
        }
        if (raw instanceof Raw.Fields fields) {
            return fields.fields().stream().map(TableField::name).collect(Collectors.joining(", "));
        }
        return "";
    }

    /** Each graph once, with the columns that are its nodes. */
    private Map<KnowledgeGraph, List<String>> graphs() {
        Map<KnowledgeGraph, List<String>> graphs = new LinkedHashMap<>();
        dataset.columns().forEach((name, raw) -> {
            if (raw instanceof Raw.Nodes nodes) {
                graphs.computeIfAbsent(nodes.graph(), graph -> new ArrayList<>())
                        .add(name);
            }
        });
        return graphs;
    }

    private Part graph(KnowledgeGraph graph, List<String> names) {
        Map<String, Long> kinds = graph.nodes().stream()
                .collect(Collectors.groupingBy(KnowledgeGraph.Node::kind, LinkedHashMap::new, Collectors.counting()));
        Map<Integer, Long> relations = graph.triples().stream()
                .collect(Collectors.groupingBy(KnowledgeGraph.Triple::relation, Collectors.counting()));
        String nodes = "Nodes: "
                + kinds.entrySet().stream()
                        .map(kind -> kind.getKey() + " " + kind.getValue())
                        .collect(Collectors.joining(", "));
        TableView table = new TableView("relation", "facts", "for instance");
        List<Integer> order = IntStream.range(0, graph.relations().size())
                .boxed()
                .sorted(Comparator.comparing((Integer r) -> -relations.getOrDefault(r, 0L)))
                .toList();
        for (int relation : order.subList(0, Math.min(MOST_RELATIONS, order.size()))) {
            table.row(
                    graph.relations().get(relation),
                    relations.getOrDefault(relation, 0L),
                    graph.triples().stream()
                            .filter(triple -> triple.relation() == relation)
                            .findFirst()
                            .map(triple -> fact(graph, triple))
                            .orElse(""));
        }
        List<String> lines = new ArrayList<>();
        lines.add(nodes);
        if (order.size() > MOST_RELATIONS) {
            lines.add(order.size() - MOST_RELATIONS + " further relations");
        }
        List<String> facts = facts(graph, names.get(0));
        if (!facts.isEmpty()) {
            lines.add("Of the first rows: " + String.join("; ", facts));
        }
        return new Part(
                "Graph of " + String.join(", ", names) + ": " + graph.nodes().size() + " nodes, "
                        + graph.relations().size() + " relations, "
                        + graph.triples().size() + " facts",
                table.html()
                        + lines.stream()
                                .map(line -> "<div><small>" + TableView.escape(line) + "</small></div>")
                                .collect(Collectors.joining()),
                table.text() + "\n" + String.join("\n", lines));
    }

    /** One fact of each of the first nodes that have one. */
    private List<String> facts(KnowledgeGraph graph, String column) {
        if (!(dataset.columns().get(column) instanceof Raw.Nodes nodes)) {
            return List.of();
        }
        return nodes.values().stream()
                .flatMapToInt(OptionalInt::stream)
                .mapToObj(node -> graph.triples().stream()
                        .filter(triple -> triple.head() == node)
                        .findFirst())
                .flatMap(Optional::stream)
                .limit(MOST_FACTS)
                .map(triple -> fact(graph, triple))
                .toList();
    }

    private static String fact(KnowledgeGraph graph, KnowledgeGraph.Triple triple) {
        return graph.nodes().get(triple.head()).label() + " – "
                + graph.relations().get(triple.relation()) + " → "
                + graph.nodes().get(triple.tail()).label();
    }

    private TableView head() {
        RawCells raws = new RawCells();
        List<String> header = new ArrayList<>(List.of("row"));
        header.addAll(dataset.columns().keySet());
        header.addAll(dataset.targets().keySet());
        TableView table = new TableView(header);
        for (int row = 0; row < Math.min(shown, dataset.rows()); row++) {
            List<Object> cells = new ArrayList<>();
            cells.add(dataset.rowIds().get(row));
            for (Raw raw : dataset.columns().values()) {
                cells.add(raws.cell(raw, row));
            }
            for (Target target : dataset.targets().values()) {
                cells.add(TargetTexts.cell(target, row));
            }
            table.row(cells);
        }
        return table;
    }
}
