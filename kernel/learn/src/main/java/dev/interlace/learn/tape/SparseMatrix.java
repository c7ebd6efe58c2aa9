package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.Slot;
import dev.interlace.spi.Graph;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A sparse matrix in compressed sparse rows with its transpose, for products with dense matrices.
 *
 * <p>The product runs in Java over row-major arrays: ND4J has no sparse product, and its scatter and segment sums cost
 * 30 times as much. Work is the number of entries times the width.
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop
public record SparseMatrix(
        int rows,
        int columns,
        int[] rowStart,
        int[] column,
        float[] weight,
        int[] columnStart,
        int[] row,
        float[] weightOfTranspose) {

    /** The adjacency matrix of a graph as it is. */
    public static SparseMatrix of(Graph graph) {
        return of(graph.nodes(), graph.nodes(), graph.rowStart(), graph.column(), graph.weight());
    }

    /**
     * The propagation matrix of a graph convolution, {@code D^-1/2 (A + I) D^-1/2} with the degrees {@code D} of
     * {@code A + I}; an isolated node keeps its own features.
     *
     * <p>Reference: Kipf and Welling: Semi-Supervised Classification with Graph Convolutional Networks, ICLR 2017, eq.
     * 2.
     */
    public static SparseMatrix propagation(Graph graph) {
        int n = graph.nodes();
        int[] start = new int[n + 1];
        int[] column = new int[graph.edges() + n];
        float[] weight = new float[graph.edges() + n];
        double[] degree = new double[n];
        int next = 0;
        for (int i = 0; i < n; i++) {
            start[i] = next;
            column[next] = i;
            weight[next++] = 1;
            degree[i] = 1;
            for (int edge = graph.rowStart()[i]; edge < graph.rowStart()[i + 1]; edge++) {
                column[next] = graph.column()[edge];
                weight[next++] = graph.weight()[edge];
                degree[i] += graph.weight()[edge];
            }
        }
        start[n] = next;
        for (int i = 0; i < n; i++) {
            if (!(degree[i] > 0)) {
                throw new IllegalArgumentException("SparseMatrix.propagation: node " + i + " has degree " + degree[i]
                        + " with its own loop; edge weights must keep it above 0");
            }
            for (int entry = start[i]; entry < start[i + 1]; entry++) {
                weight[entry] = (float) (weight[entry] / Math.sqrt(degree[i] * degree[column[entry]]));
            }
        }
        return of(n, n, start, column, weight);
    }

    /**
     * The mean over neighbours, {@code D^-1 A} with the degrees {@code D} of {@code A}; a node without neighbours gets
     * 0.
     */
    public static SparseMatrix mean(Graph graph) {
        float[] weight = graph.weight().clone();
        for (int i = 0; i < graph.nodes(); i++) {
            double degree = 0;
            for (int edge = graph.rowStart()[i]; edge < graph.rowStart()[i + 1]; edge++) {
                degree += weight[edge];
            }
            for (int edge = graph.rowStart()[i]; edge < graph.rowStart()[i + 1]; edge++) {
                Shapes.require(
                        degree > 0,
                        "SparseMatrix.mean: node %d has degree %s; edge weights must keep it above 0",
                        i,
                        degree);
                weight[edge] = (float) (weight[edge] / degree);
            }
        }
        return of(graph.nodes(), graph.nodes(), graph.rowStart(), graph.column(), weight);
    }

    /** Ones where two nodes are neighbours and, first in each row, where a node meets itself. */
    public static SparseMatrix closedNeighbours(Graph graph) {
        int n = graph.nodes();
        int[] start = new int[n + 1];
        int[] column = new int[graph.edges() + n];
        int next = 0;
        for (int i = 0; i < n; i++) {
            column[next++] = i;
            for (int edge = graph.rowStart()[i]; edge < graph.rowStart()[i + 1]; edge++) {
                if (graph.column()[edge] != i) {
                    column[next++] = graph.column()[edge];
                }
            }
            start[i + 1] = next;
        }
        float[] ones = new float[next];
        Arrays.fill(ones, 1);
        return of(n, n, start, Arrays.copyOf(column, next), ones);
    }

    /** The matrix that takes row {@code selected[i]} of its right factor as row {@code i}. */
    public static SparseMatrix selection(int[] selected, int rows) {
        int[] start = new int[selected.length + 1];
        float[] weight = new float[selected.length];
        for (int i = 0; i < selected.length; i++) {
            if (!(selected[i] >= 0 && selected[i] < rows)) {
                throw new IllegalArgumentException("rows must lie in [0, " + rows + "), got " + selected[i]);
            }
            start[i + 1] = i + 1;
            weight[i] = 1;
        }
        return of(selected.length, rows, start, selected.clone(), weight);
    }

    private static SparseMatrix of(int rows, int columns, int[] start, int[] column, float[] weight) {
        int[] columnStart = new int[columns + 1];
        for (int c : column) {
            columnStart[c + 1]++;
        }
        for (int c = 0; c < columns; c++) {
            columnStart[c + 1] += columnStart[c];
        }
        int[] next = columnStart.clone();
        int[] row = new int[column.length];
        float[] transposed = new float[column.length];
        for (int i = 0; i < rows; i++) {
            for (int entry = start[i]; entry < start[i + 1]; entry++) {
                int at = next[column[entry]]++;
                row[at] = i;
                transposed[at] = weight[entry];
            }
        }
        return new SparseMatrix(rows, columns, start, column, weight, columnStart, row, transposed);
    }

    /** {@code out = this * dense}: {@code [rows, columns] x [columns, d] -> [rows, d]}. */
    void multiply(INDArray dense, INDArray out) {
        multiply(dense, out, new Slot());
    }

    /** As {@link #multiply(INDArray, INDArray)}, with arrays of {@code scratch}. */
    void multiply(INDArray dense, INDArray out, Slot scratch) {
        product(rows, rowStart, column, weight, dense, out, scratch);
    }

    /** {@code out = this' * dense}: {@code [columns, rows] x [rows, d] -> [columns, d]}. */
    void multiplyTransposed(INDArray dense, INDArray out) {
        multiplyTransposed(dense, out, new Slot());
    }

    /** As {@link #multiplyTransposed(INDArray, INDArray)}, with arrays of {@code scratch}. */
    void multiplyTransposed(INDArray dense, INDArray out, Slot scratch) {
        product(columns, columnStart, row, weightOfTranspose, dense, out, scratch);
    }

    /** Fewer results than these are not worth a second thread. */
    private static final long PARALLEL = 1 << 15;

    private static void product(
            int n, int[] start, int[] index, float[] weight, INDArray dense, INDArray out, Slot scratch) {
        int width = Math.toIntExact(dense.size(1));
        if (dense.dataType() == DataType.DOUBLE) {
            double[] in = Host.doubles(dense);
            double[] result = new double[n * width];
            for (int i = 0; i < n; i++) {
                for (int entry = start[i]; entry < start[i + 1]; entry++) {
                    int from = index[entry] * width;
                    for (int c = 0; c < width; c++) {
                        result[i * width + c] += weight[entry] * in[from + c];
                    }
                }
            }
            out.assign(Nd4j.createFromArray(result).reshape('c', n, width));
            return;
        }
        float[] in = Host.read(dense, scratch.floats(dense.length()));
        float[] result = scratch.floats((long) n * width); // every entry is written
        int threads = (long) n * width < PARALLEL ? 1 : HostLoops.threads();
        HostLoops.split(
                n, threads, (from, to) -> HostLoops.LOOPS.sparse(start, index, weight, in, result, from, to, width));
        Host.write(result, out);
    }
}
