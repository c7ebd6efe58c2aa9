package dev.interlace.spi;

import java.util.Arrays;

/**
 * A weighted directed graph in compressed sparse rows (CSR). Immutable by convention: do not change the arrays.
 *
 * <p>The edges that leave node {@code i} are the positions {@code rowStart[i]} to {@code rowStart[i + 1] - 1} of
 * {@code column} and {@code weight}. An undirected graph holds each edge in both directions.
 *
 * @param nodes number of nodes {@code n}
 * @param rowStart {@code [n + 1]}, ascending from 0 to the number of edges
 * @param column {@code [edges]}, the other end of each edge, in {@code [0, n)}
 * @param weight {@code [edges]}, finite
 * @param relation {@code [edges]}, the number of each edge's relation, from 0 on; empty where all edges mean the same.
 *     An edge of a relation is stored once, from head to tail
 */
@SuppressWarnings(
        "ArrayRecordComponent") // sparse products read these arrays in their innermost loop; equals is by content below
public record Graph(int nodes, int[] rowStart, int[] column, float[] weight, int[] relation) {
    public Graph {
        requireNodes(nodes);
        if (rowStart.length != nodes + 1 || rowStart[0] != 0 || rowStart[nodes] != column.length) {
            throw new IllegalArgumentException(
                    "Graph.rowStart must have " + (nodes + 1) + " entries from 0 to the number of edges "
                            + column.length + ", got " + rowStart.length + " entries");
        }
        if (weight.length != column.length) {
            throw new IllegalArgumentException(
                    "Graph.weight must have one entry per edge: " + column.length + ", got " + weight.length);
        }
        for (int i = 0; i < nodes; i++) {
            if (rowStart[i] > rowStart[i + 1]) {
                throw new IllegalArgumentException("Graph.rowStart must ascend, falls after node " + i);
            }
        }
        for (int edge = 0; edge < column.length; edge++) {
            if (!(column[edge] >= 0 && column[edge] < nodes)) {
                throw new IllegalArgumentException(
                        "Graph.column must lie in [0, " + nodes + "), got " + column[edge] + " at edge " + edge);
            }
            if (!Float.isFinite(weight[edge])) {
                throw new IllegalArgumentException(
                        "Graph.weight must be finite, got " + weight[edge] + " at edge " + edge);
            }
        }
        if (relation.length != 0 && relation.length != column.length) {
            throw new IllegalArgumentException("Graph.relation must have one entry per edge, " + column.length
                    + ", or none at all, got " + relation.length);
        }
        for (int edge = 0; edge < relation.length; edge++) {
            if (!(relation[edge] >= 0)) {
                throw new IllegalArgumentException(
                        "Graph.relation must be 0 or more, got " + relation[edge] + " at edge " + edge);
            }
        }
    }

    /** A graph whose edges all mean the same. */
    public Graph(int nodes, int[] rowStart, int[] column, float[] weight) {
        this(nodes, rowStart, column, weight, new int[0]);
    }

    /**
     * An undirected graph from pairs of nodes; every pair is stored in both directions with weight 1, repeated pairs
     * once.
     *
     * @param nodes number of nodes
     * @param pairs {@code [edges][2]}
     */
    public static Graph undirected(int nodes, int[][] pairs) {
        requireNodes(nodes);
        long[] keys = new long[pairs.length * 2];
        for (int i = 0; i < pairs.length; i++) {
            int a = pairs[i][0];
            int b = pairs[i][1];
            if (!(a >= 0 && a < nodes && b >= 0 && b < nodes)) {
                throw new IllegalArgumentException("Graph.undirected: nodes must lie in [0, " + nodes + "), got " + a
                        + " - " + b + " at pair " + i);
            }
            keys[2 * i] = (long) a * nodes + b;
            keys[2 * i + 1] = (long) b * nodes + a;
        }
        keys = Arrays.stream(keys).sorted().distinct().toArray();
        int[] rowStart = new int[nodes + 1];
        int[] column = new int[keys.length];
        float[] weight = new float[keys.length];
        Arrays.fill(weight, 1f);
        for (int i = 0; i < keys.length; i++) {
            rowStart[(int) (keys[i] / nodes) + 1]++;
            column[i] = (int) (keys[i] % nodes);
        }
        for (int i = 0; i < nodes; i++) {
            rowStart[i + 1] += rowStart[i];
        }
        return new Graph(nodes, rowStart, column, weight);
    }

    /**
     * A directed graph from facts; every fact is one edge from head to tail with weight 1, repeated facts once.
     *
     * @param nodes number of nodes
     * @param facts {@code [edges][3]}: head, relation, tail
     */
    public static Graph typed(int nodes, int[][] facts) {
        requireNodes(nodes);
        int[][] sorted = facts.clone();
        for (int i = 0; i < facts.length; i++) {
            int[] fact = facts[i];
            if (!(fact[0] >= 0 && fact[0] < nodes && fact[2] >= 0 && fact[2] < nodes && fact[1] >= 0)) {
                throw new IllegalArgumentException("Graph.typed: nodes must lie in [0, " + nodes
                        + ") and relations be 0 or more, got " + Arrays.toString(fact) + " at fact " + i);
            }
        }
        Arrays.sort(sorted, Arrays::compare);
        sorted = dropRepeated(sorted);
        int[] rowStart = new int[nodes + 1];
        int[] column = new int[sorted.length];
        int[] relation = new int[sorted.length];
        float[] weight = new float[sorted.length];
        Arrays.fill(weight, 1f);
        for (int i = 0; i < sorted.length; i++) {
            rowStart[sorted[i][0] + 1]++;
            relation[i] = sorted[i][1];
            column[i] = sorted[i][2];
        }
        for (int i = 0; i < nodes; i++) {
            rowStart[i + 1] += rowStart[i];
        }
        return new Graph(nodes, rowStart, column, weight, relation);
    }

    private static int[][] dropRepeated(int[][] sorted) {
        int kept = 0;
        int[][] distinct = new int[sorted.length][];
        for (int[] fact : sorted) {
            if (kept == 0 || !Arrays.equals(distinct[kept - 1], fact)) {
                distinct[kept++] = fact;
            }
        }
        return Arrays.copyOf(distinct, kept);
    }

    /** Whether the edges have relations. */
    public boolean isTyped() {
        return relation.length > 0;
    }

    /** The number of relations, by the largest that occurs; 0 where all edges mean the same. */
    public int relations() {
        int relations = 0;
        for (int r : relation) {
            relations = Math.max(relations, r + 1);
        }
        return relations;
    }

    /**
     * This graph without relations: itself where it has none, else every pair of neighbours in both directions with
     * weight 1.
     */
    public Graph untyped() {
        if (!isTyped()) {
            return this;
        }
        int[][] pairs = new int[column.length][];
        for (int i = 0; i < nodes; i++) {
            for (int edge = rowStart[i]; edge < rowStart[i + 1]; edge++) {
                pairs[edge] = new int[] {i, column[edge]};
            }
        }
        return undirected(nodes, pairs);
    }

    private static void requireNodes(int nodes) {
        if (!(nodes >= 0)) {
            throw new IllegalArgumentException("Graph.nodes must be at least 0, got " + nodes);
        }
    }

    /** The number of stored (directed) edges. */
    public int edges() {
        return column.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Graph graph
                && graph.nodes == nodes
                && Arrays.equals(graph.rowStart, rowStart)
                && Arrays.equals(graph.column, column)
                && Arrays.equals(graph.weight, weight)
                && Arrays.equals(graph.relation, relation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(column) + Arrays.hashCode(weight);
    }

    @Override
    public String toString() {
        return "Graph[" + nodes + " nodes, " + column.length + " directed edges"
                + (isTyped() ? ", " + relations() + " relations]" : "]");
    }
}
