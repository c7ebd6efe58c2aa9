package dev.interlace.learn.tape;

import dev.interlace.learn.loops.BlasProduct;
import dev.interlace.learn.loops.HostLoops;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of row-major matrices, written into a given array: {@code C = alpha op(A) op(B) + beta C}.
 *
 * <p>BLAS wants column-major results. A row-major {@code C} is the column-major {@code C'}, so {@code C' = op(B)'
 * op(A)'} is asked for, and nothing is copied.
 */
public final class MatrixProduct {
    /** Whether a factor is transposed. */
    public enum Factor {
        PLAIN,
        TRANSPOSED;

        private boolean flag() {
            return this == TRANSPOSED;
        }
    }

    private MatrixProduct() {}

    /**
     * {@code c = alpha op(a) op(b) + beta c}.
     *
     * @param a {@code [m, k]}, or {@code [k, m]} if transposed
     * @param b {@code [k, n]}, or {@code [n, k]} if transposed
     * @param c {@code [m, n]}, row-major, contiguous
     */
    public static void into(INDArray c, INDArray a, Factor opA, INDArray b, Factor opB, double alpha, double beta) {
        Shapes.require(
                isRowMajor(c),
                "product: the result must be row-major and contiguous, got shape [%d, %d] with strides [%d, %d]",
                c.size(0),
                c.size(1),
                c.stride(0),
                c.stride(1));
        if (HostLoops.isHost() && isDirect(a, c) && isDirect(b, c) && c.data().offset() == c.offset()) {
            BlasProduct.into(c, a, opA.flag(), b, opB.flag(), alpha, beta);
            return;
        }
        Nd4j.gemm(columns(b), columns(a), columns(c), opB.flag(), opA.flag(), alpha, beta);
    }

    /** {@code c = a b}. */
    public static void into(INDArray c, INDArray a, INDArray b) {
        into(c, a, Factor.PLAIN, b, Factor.PLAIN, 1, 0);
    }

    /**
     * One product per leading index: {@code c[i] = alpha op(a[i]) op(b[i])} for tensors of rank 3 or 4.
     *
     * @param c row-major, contiguous
     */
    static void batched(INDArray c, INDArray a, Factor opA, INDArray b, Factor opB, double alpha) {
        MMulTranspose transpose = MMulTranspose.builder()
                .transposeA(opA.flag())
                .transposeB(opB.flag())
                .build();
        Nd4j.exec(new Mmul(a, b, c, alpha, 0.0, transpose));
    }

    /**
     * The sums of the rows of {@code a} {@code [n, d]} into {@code out} {@code [n, 1]}; {@code ones} has at least d
     * entries.
     */
    static void rowSums(INDArray out, INDArray a, INDArray ones) {
        into(out, a, Factor.PLAIN, ones, Factor.PLAIN, 1, 0);
    }

    /** A row-major matrix seen as its column-major transpose; the same memory. */
    private static INDArray columns(INDArray matrix) {
        INDArray rowMajor = isRowMajor(matrix) ? matrix : matrix.dup('c');
        return Nd4j.create(
                rowMajor.data(),
                new long[] {rowMajor.size(1), rowMajor.size(0)},
                new long[] {1, rowMajor.size(1)},
                rowMajor.offset(),
                'f',
                rowMajor.dataType());
    }

    private static boolean isDirect(INDArray factor, INDArray result) {
        return isRowMajor(factor)
                && factor.dataType() == result.dataType()
                && factor.data().offset() == factor.offset()
                && (factor.dataType() == DataType.FLOAT || factor.dataType() == DataType.DOUBLE);
    }

    private static boolean isRowMajor(INDArray matrix) {
        return matrix.rank() == 2
                && (matrix.size(1) == 1 || matrix.stride(1) == 1)
                && (matrix.size(0) == 1 || matrix.stride(0) == matrix.size(1));
    }
}
