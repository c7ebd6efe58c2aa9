package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;

import dev.interlace.spi.Graph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SparseMatrixTest {
    /** Weights are floats. */
    private static final double TOLERANCE = 1e-6;

    private static INDArray times(SparseMatrix a, INDArray x) {
        INDArray out = Nd4j.createUninitialized(x.dataType(), a.rows(), x.size(1));
        a.multiply(x, out);
        return out;
    }

    @Test
    void propagationOfAPathIsRight() {
        // 0 - 1 - 2: degrees with loops 2, 3, 2; entry (i, j) = 1 / sqrt(d_i d_j)
        SparseMatrix p = SparseMatrix.propagation(Graph.undirected(3, new int[][] {{0, 1}, {1, 2}}));
        double s = 1 / Math.sqrt(6);
        INDArray identity = Nd4j.eye(3).castTo(DataType.DOUBLE);
        requireClose(row(0.5, s, 0, s, 1 / 3.0, s, 0, s, 0.5), times(p, identity), TOLERANCE, "D^-1/2 (A + I) D^-1/2");
    }

    @Test
    void anIsolatedNodeKeepsItsOwnFeatures() {
        SparseMatrix p = SparseMatrix.propagation(Graph.undirected(3, new int[][] {{0, 1}}));
        // 0 and 1 have degree 2: each becomes the mean of both
        requireClose(
                row(2, 3, 2, 3, 7, 8),
                times(p, matrix(row(1, 2), row(3, 4), row(7, 8))),
                TOLERANCE,
                "a pair and a node alone");
    }

    @Test
    void theTransposedProductIsTheProductWithTheTranspose() {
        // directed: 0 -> 1 with 2, 0 -> 2 with 3, 2 -> 1 with 5
        SparseMatrix a =
                SparseMatrix.of(new Graph(3, new int[] {0, 2, 2, 3}, new int[] {1, 2, 1}, new float[] {2, 3, 5}));
        INDArray x = matrix(row(1), row(10), row(100));
        requireClose(row(320, 0, 50), times(a, x), TOLERANCE, "A x: 2*10 + 3*100, nothing, 5*10");
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            INDArray out = Nd4j.createUninitialized(type, 3, 1);
            a.multiplyTransposed(x.castTo(type), out);
            requireClose(row(0, 502, 3), out, TOLERANCE, "A' x in " + type + ": nothing, 2*1 + 5*100, 3*1");
        }
    }

    @Test
    void selectionTakesRowsInOrder() {
        requireClose(
                row(5, 6, 1, 2),
                times(SparseMatrix.selection(new int[] {2, 0}, 3), matrix(row(1, 2), row(3, 4), row(5, 6))),
                0,
                "rows 2 and 0");
        requireMessage("rows must lie in [0, 3), got 3", () -> SparseMatrix.selection(new int[] {3}, 3));
    }

    @Test
    void aDegreeThatIsNotPositiveIsRejected() {
        Graph negative = new Graph(2, new int[] {0, 1, 2}, new int[] {1, 0}, new float[] {-1, -1});
        requireMessage(
                "SparseMatrix.propagation: node 0 has degree 0.0 with its own loop; edge weights must keep it above 0",
                () -> SparseMatrix.propagation(negative));
    }
}
