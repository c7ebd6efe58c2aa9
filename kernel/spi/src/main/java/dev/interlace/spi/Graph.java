package dev.interlace.spi;

import java.util.Arrays;

/**
 * A weighted directed graph in compressed sparse rows (CSR). Immutable by convention: do not change the arrays.
 *
 * <p>The edges that leave node {@code i} are the positions {@code rowStart[i]} to {@code rowStart[i + 1] - 1} of {@code
 * column} and {@code weight}. An undirected graph holds each edge in both directions.
 *
 * @param nodes number of nodes {@code n}
 * @param rowStart {@code [n + 1]}, ascending from 0 to the number of edges
 * @param column {@code [edges]}, the other end of each edge, in {@code [0, n)}
 * @param weight {@code [edges]}, finite
 */
@SuppressWarnings(
        "ArrayRecordComponent") // sparse products read these arrays in their innermost loop; equals is by content below
public record Graph(int nodes, int[] rowStart, int[] column, float[] weight) {
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
    }

    /**
     * An undirected graph from pairs of nodes; every pair is stored in both directions with weight 1, repeated pairs once.
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
                && Arrays.equals(graph.weight, weight);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(column) + Arrays.hashCode(weight);
    }

    @Override
    public String toString() {
        return "Graph[" + nodes + " nodes, " + column.length + " directed edges]";
    }
}
