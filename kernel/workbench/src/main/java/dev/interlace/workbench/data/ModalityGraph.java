package dev.interlace.workbench.data;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.learn.networks.NeighbourGraph;
import dev.interlace.learn.networks.Standardizer;
import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.Graph;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Names;
import dev.interlace.spi.Segment;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A graph whose nodes are the rows of several modalities, and whose edges follow stated rules: overlap in time,
 * succession in time, pairs, nearness within a modality. Each rule is a relation of the graph. Immutable: a rule gives
 * a new object.
 *
 * <pre>{@code
 * var graph = ModalityGraph.of(frames, speech)
 *         .overlapping("frame", ModalityGraph.frames(100, 0.010, 0.025), "speech", words)
 *         .successive("frame", ModalityGraph.frames(100, 0.010, 0.025))
 *         .successive("speech", words);
 * var nodes = graph.features("utterance");   // for alignment/graph, or GraphLayers
 * }</pre>
 *
 * <p>The node features of a modality stand in columns of its own, in standard units; elsewhere a node has 0, which is
 * the mean. A linear layer over them is one projection per modality.
 */
public final class ModalityGraph implements Showable {
    private final List<Features> parts;
    private final List<String> relations;
    private final List<int[]> facts; // head, relation, tail

    private ModalityGraph(List<Features> parts, List<String> relations, List<int[]> facts) {
        this.parts = List.copyOf(parts);
        this.relations = List.copyOf(relations);
        this.facts = List.copyOf(facts);
    }

    /** The nodes of some modalities of vectors, in the order given, without edges. */
    public static ModalityGraph of(Features... modalities) {
        List<String> names = new ArrayList<>();
        for (Features features : modalities) {
            String name = features.modality().name();
            if (features.modality().kind() != Modality.Kind.VECTOR
                    || !features.presence().isComplete()) {
                throw new IllegalArgumentException(
                        "ModalityGraph: '" + name + "' must be of kind VECTOR with all rows present, got " + features);
            }
            if (features.rows() == 0 || names.contains(name)) {
                throw new IllegalArgumentException("ModalityGraph: every modality needs a name of its own and rows, '"
                        + name + "' " + (features.rows() == 0 ? "has no rows" : "is given twice"));
            }
            names.add(name);
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("ModalityGraph needs at least one modality, got none");
        }
        return new ModalityGraph(List.of(modalities), List.of(), List.of());
    }

    /** The stretches of time of {@code count} frames of {@code length} seconds that begin every {@code hop} seconds. */
    public static List<Segment> frames(int count, double hop, double length) {
        List<Segment> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(new Segment("frame " + i, i * hop, i * hop + length));
        }
        return frames;
    }

    /**
     * An edge from each row of the one modality to each row of the other whose times overlap; touching is no overlap.
     */
    public ModalityGraph overlapping(String one, List<Segment> times, String other, List<Segment> otherTimes) {
        requireTimes(one, times);
        requireTimes(other, otherTimes);
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            for (int j = 0; j < otherTimes.size(); j++) {
                double from = Math.max(times.get(i).from(), otherTimes.get(j).from());
                double to = Math.min(times.get(i).to(), otherTimes.get(j).to());
                if (from < to) {
                    edges.add(new int[] {node(one, i), node(other, j)});
                }
            }
        }
        return with(one + " overlaps " + other, edges);
    }

    /** An edge from each row to the one that begins next; equal beginnings keep the order of rows. */
    public ModalityGraph successive(String modality, List<Segment> times) {
        requireTimes(modality, times);
        Integer[] order = new Integer[times.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                (a, b) -> Double.compare(times.get(a).from(), times.get(b).from()));
        List<int[]> edges = new ArrayList<>();
        for (int i = 1; i < order.length; i++) {
            edges.add(new int[] {node(modality, order[i - 1]), node(modality, order[i])});
        }
        return with(modality + " then " + modality, edges);
    }

    /**
     * An edge from row {@code rows[i]} of the one modality to row {@code otherRows[i]} of the other, for instance a
     * picture and its caption.
     */
    public ModalityGraph paired(String one, int[] rows, String other, int[] otherRows) {
        if (rows.length != otherRows.length) {
            throw new IllegalArgumentException("ModalityGraph.paired: " + rows.length + " rows of '" + one
                    + "' against " + otherRows.length + " of '" + other + "'; a pair has one of each");
        }
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            edges.add(new int[] {node(one, rows[i]), node(other, otherRows[i])});
        }
        return with(one + " with " + other, edges);
    }

    /**
     * An edge between rows of one modality of which either counts the other among its k nearest by cosine, in standard
     * units.
     */
    public ModalityGraph nearest(String modality, int k) {
        Features part = part(modality);
        Graph near = NeighbourGraph.cosine(Standardizer.fit(part).apply(part).values(), k);
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < near.nodes(); i++) {
            for (int e = near.rowStart()[i]; e < near.rowStart()[i + 1]; e++) {
                if (i < near.column()[e]) { // once; a relation's inverse says the rest
                    edges.add(new int[] {node(modality, i), node(modality, near.column()[e])});
                }
            }
        }
        return with(modality + " near " + modality, edges);
    }

    private ModalityGraph with(String relation, List<int[]> edges) {
        if (relations.contains(relation)) {
            throw new IllegalArgumentException("ModalityGraph: the rule '" + relation + "' is given twice");
        }
        List<String> names = new ArrayList<>(relations);
        names.add(relation);
        List<int[]> all = new ArrayList<>(facts);
        for (int[] edge : edges) {
            all.add(new int[] {edge[0], relations.size(), edge[1]});
        }
        return new ModalityGraph(parts, names, all);
    }

    /** The graph; its relations are numbered as {@link #relations}. */
    public Graph graph() {
        return Graph.typed(nodes(), facts.toArray(int[][]::new));
    }

    /** The node features over the graph, {@code [n, d_1 + ... + d_M]}. */
    public Features features(String name) {
        int width = parts.stream().mapToInt(Features::width).sum();
        float[] all = new float[nodes() * width];
        int row = 0;
        int column = 0;
        for (Features part : parts) {
            float[] values = Host.floats(Standardizer.fit(part).apply(part).values());
            for (int i = 0; i < part.rows(); i++) {
                System.arraycopy(values, i * part.width(), all, (row + i) * width + column, part.width());
            }
            row += part.rows();
            column += part.width();
        }
        return Features.graph(name, Host.tensor(DataType.FLOAT, all, nodes(), width), graph());
    }

    /** The names of the rules, in the order given. */
    public List<String> relations() {
        return relations;
    }

    /** The nodes by modality, and the edges by relation. */
    @Override
    public DisplayData display() {
        TableView table = new TableView("part", "name", "count");
        parts.forEach(part -> table.row("nodes", part.modality().name(), Cell.number(Integer.toString(part.rows()))));
        IntStream.range(0, relations.size()).forEach(relation -> {
            long edges = facts.stream().filter(fact -> fact[1] == relation).count();
            table.row("edges", relations.get(relation), Cell.number(Long.toString(edges)));
        });
        return DisplayData.html(table.html(), table.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }

    /** The number of nodes. */
    public int nodes() {
        return parts.stream().mapToInt(Features::rows).sum();
    }

    /** The names of the modalities, in the order given. */
    public List<String> modalities() {
        return parts.stream().map(part -> part.modality().name()).toList();
    }

    /** The modality of each node, {@code [n]}, as a number in {@link #modalities}. */
    public int[] modalityOf() {
        int[] of = new int[nodes()];
        int node = 0;
        for (int m = 0; m < parts.size(); m++) {
            Arrays.fill(of, node, node + parts.get(m).rows(), m);
            node += parts.get(m).rows();
        }
        return of;
    }

    /** The node of a row of a modality. */
    public int node(String modality, int row) {
        int first = 0;
        for (Features part : parts) {
            if (part.modality().name().equals(modality)) {
                if (!(row >= 0 && row < part.rows())) {
                    throw new IllegalArgumentException(
                            "ModalityGraph: '" + modality + "' has rows 0 to " + (part.rows() - 1) + ", got " + row);
                }
                return first + row;
            }
            first += part.rows();
        }
        throw new IllegalArgumentException(Names.unknown("modality", modality, modalities()));
    }

    private Features part(String modality) {
        return parts.stream()
                .filter(part -> part.modality().name().equals(modality))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Names.unknown("modality", modality, modalities())));
    }

    private void requireTimes(String modality, List<Segment> times) {
        if (part(modality).rows() != times.size()) {
            throw new IllegalArgumentException("ModalityGraph: '" + modality + "' has "
                    + part(modality).rows() + " rows, got " + times.size() + " stretches of time");
        }
    }
}
