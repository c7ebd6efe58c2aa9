package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;

import dev.interlace.learn.tape.MatrixProduct.Factor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MatrixProductTest {
    /** Sums of at most 9 terms of size 1 in double precision. */
    private static final double DOUBLE = 1e-13;

    /** The same in single precision. */
    private static final double FLOAT = 1e-5;

    record Case(int m, int k, int n, Factor opA, Factor opB, Layout layout) {}

    /** How a factor lies in memory. */
    enum Layout {
        ROW_MAJOR,
        COLUMN_MAJOR,
        BLOCK_OF_A_LARGER,
        ROWS_OF_A_LARGER,
        TRANSPOSED_VIEW
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        int[][] sizes = {{4, 3, 5}, {1, 3, 5}, {4, 1, 5}, {4, 3, 1}, {1, 1, 1}, {1, 9, 1}, {3, 3, 3}};
        for (int[] s : sizes) {
            for (Factor opA : Factor.values()) {
                for (Factor opB : Factor.values()) {
                    for (Layout layout : Layout.values()) {
                        cases.add(new Case(s[0], s[1], s[2], opA, opB, layout));
                    }
                }
            }
        }
        return cases;
    }

    @Test
    void aProductOfTwoByTwoIsRight() {
        // [1 2] [5 6]   [1*5+2*7 1*6+2*8]   [19 22]
        // [3 4] [7 8] = [3*5+4*7 3*6+4*8] = [43 50]
        INDArray c = Nd4j.createUninitialized(DataType.DOUBLE, 2, 2);
        MatrixProduct.into(c, matrix(row(1, 2), row(3, 4)), matrix(row(5, 6), row(7, 8)));
        requireClose(row(19, 22, 43, 50), c, 0, "c");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyShapeTranspositionAndLayoutAgreesWithASlowLoop(Case c) {
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            INDArray a = laidOut(shape(c.m, c.k, c.opA), type, 1, c.layout);
            INDArray b = laidOut(shape(c.k, c.n, c.opB), type, 2, c.layout);
            INDArray out = Nd4j.valueArrayOf(new long[] {c.m, c.n}, 10.0, type);
            MatrixProduct.into(out, a, c.opA, b, c.opB, -0.5, 2);
            double[] expected = new double[c.m * c.n];
            for (int i = 0; i < c.m; i++) {
                for (int j = 0; j < c.n; j++) {
                    double sum = 0;
                    for (int l = 0; l < c.k; l++) {
                        sum += at(a, c.opA, i, l) * at(b, c.opB, l, j);
                    }
                    expected[i * c.n + j] = -0.5 * sum + 2 * 10;
                }
            }
            requireClose(expected, out, type == DataType.DOUBLE ? DOUBLE : FLOAT, type + " " + c);
        }
    }

    private static long[] shape(int rows, int columns, Factor op) {
        return op == Factor.PLAIN ? new long[] {rows, columns} : new long[] {columns, rows};
    }

    private static double at(INDArray matrix, Factor op, int i, int j) {
        return op == Factor.PLAIN ? matrix.getDouble(i, j) : matrix.getDouble(j, i);
    }

    private static INDArray laidOut(long[] shape, DataType type, long seed, Layout layout) {
        long rows = shape[0];
        long columns = shape[1];
        return switch (layout) {
            case ROW_MAJOR -> Matrices.normal(seed, type, rows, columns);
            case COLUMN_MAJOR -> Matrices.normal(seed, type, rows, columns).dup('f');
            case BLOCK_OF_A_LARGER ->
                Matrices.normal(seed, type, rows + 3, columns + 2)
                        .get(NDArrayIndex.interval(2, 2 + rows), NDArrayIndex.interval(1, 1 + columns));
            case ROWS_OF_A_LARGER ->
                Matrices.normal(seed, type, rows + 3, columns)
                        .get(NDArrayIndex.interval(2, 2 + rows), NDArrayIndex.all());
            case TRANSPOSED_VIEW -> Matrices.normal(seed, type, columns, rows).transpose();
        };
    }

    @Test
    void aResultInsideALargerMatrixIsWrittenInPlace() {
        INDArray large = Nd4j.zeros(DataType.DOUBLE, 4, 2);
        INDArray rows = large.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
        MatrixProduct.into(rows, matrix(row(1, 2), row(3, 4)), matrix(row(5, 6), row(7, 8)));
        requireClose(row(0, 0, 19, 22, 43, 50, 0, 0), large, 0, "the larger matrix");
    }

    @Test
    void aResultThatIsNotRowMajorIsRejected() {
        INDArray two = matrix(row(1, 2), row(3, 4));
        requireMessage(
                "product: the result must be row-major and contiguous, got shape [2, 2] with strides [1, 2]",
                () -> MatrixProduct.into(Nd4j.zeros(DataType.DOUBLE, 2, 2).dup('f'), two, two));
    }

    @Test
    void productsPerLeadingIndexAgreeWithSingleOnes() {
        for (Factor opA : Factor.values()) {
            for (Factor opB : Factor.values()) {
                long[] a = shape(4, 3, opA);
                long[] b = shape(3, 5, opB);
                INDArray left = Matrices.normal(1, DataType.FLOAT, 2, 2, a[0], a[1]);
                INDArray right = Matrices.normal(2, DataType.FLOAT, 2, 2, b[0], b[1]);
                INDArray out = Nd4j.createUninitialized(DataType.FLOAT, 2, 2, 4, 5);
                MatrixProduct.batched(out, left, opA, right, opB, 0.5);
                for (int i = 0; i < 4; i++) {
                    INDArray one = Nd4j.createUninitialized(DataType.FLOAT, 4, 5);
                    INDArray p = left.reshape('c', 4, a[0], a[1]).slice(i);
                    INDArray q = right.reshape('c', 4, b[0], b[1]).slice(i);
                    MatrixProduct.into(one, p, opA, q, opB, 0.5, 0);
                    INDArray part = out.reshape('c', 4, 4, 5).slice(i);
                    requireClose(Host.doubles(one), part, FLOAT, opA + " " + opB + ", product " + i);
                }
            }
        }
    }
}
