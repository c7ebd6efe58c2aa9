package dev.interlace.learn.tape;

import dev.interlace.spi.Graph;

/**
 * The edges of a graph by the node that hears and the relation it hears by. A typed edge {@code i -r-> j} lets i hear
 * of j by relation r, and j of i by the inverse relation {@code relations / 2 + r}; a graph without relations has one,
 * and no inverse.
 *
 * @param nodes number of nodes n
 * @param relations number R of relations with the inverse ones
 * @param start {@code [n + 1]}, where each hearing node's edges begin
 * @param column {@code [edges]}, the node that is heard
 * @param relation {@code [edges]}, in [0, R)
 * @param weight {@code [edges]}, the edge's share of what its node hears by its relation, {@code 1 / c_ir} for weights
 *     of 1
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop
public record RelationEdges(int nodes, int relations, int[] start, int[] column, int[] relation, double[] weight) {
    /** The edges of {@code graph}. */
    public static RelationEdges of(Graph graph) {
        int n = graph.nodes();
        boolean typed = graph.isTyped();
        int own = Math.max(1, graph.relations());
        int relations = typed ? 2 * own : own;
        int[] start = new int[n + 1];
        for (int i = 0; i < n; i++) {
            for (int edge = graph.rowStart()[i]; edge < graph.rowStart()[i + 1]; edge++) {
                start[i + 1]++;
                start[graph.column()[edge] + 1] += typed ? 1 : 0;
            }
        }
        for (int i = 0; i < n; i++) {
            start[i + 1] += start[i];
        }
        int[] next = start.clone();
        int[] column = new int[start[n]];
        int[] relation = new int[start[n]];
        double[] weight = new double[start[n]];
        for (int i = 0; i < n; i++) {
            for (int edge = graph.rowStart()[i]; edge < graph.rowStart()[i + 1]; edge++) {
                int j = graph.column()[edge];
                int r = typed ? graph.relation()[edge] : 0;
                int at = next[i]++;
                column[at] = j;
                relation[at] = r;
                weight[at] = graph.weight()[edge];
                if (typed) {
                    at = next[j]++;
                    column[at] = i;
                    relation[at] = own + r;
                    weight[at] = graph.weight()[edge];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            double[] sum = new double[relations];
            for (int edge = start[i]; edge < start[i + 1]; edge++) {
                sum[relation[edge]] += weight[edge];
            }
            for (int edge = start[i]; edge < start[i + 1]; edge++) {
                double all = sum[relation[edge]];
                Shapes.require(all > 0, "RelationEdges: the edge weights of node %d must sum above 0, got %s", i, all);
                weight[edge] /= all;
            }
        }
        return new RelationEdges(n, relations, start, column, relation, weight);
    }

    /** The number of edges, inverse ones included. */
    public int edges() {
        return column.length;
    }
}
