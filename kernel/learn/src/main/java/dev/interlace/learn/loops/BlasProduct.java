package dev.interlace.learn.loops;

import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products of row-major matrices asked of OpenBLAS itself. ND4J's way there costs three array objects and 20
 * microseconds a product, which is most of a product of a hundred rows.
 */
public final class BlasProduct {
    private static final AtomicBoolean FIRST = new AtomicBoolean(true);

    private BlasProduct() {}

    /**
     * One product of zeros, before the first of a process. OpenBLAS packs factors into memory of its own and fetches
     * ahead of what it has packed; where the pages behind have never been written, each fetch walks the page tables for
     * nothing. On a virtual machine with Zen cores products of fewer than 512 columns ran at a fifth of their rate
     * until a larger one had been computed (DECISIONS.md).
     */
    private static void writeToThePackingMemory() {
        int rows = 64;
        int width = 512;
        try (FloatPointer a = new FloatPointer((long) rows * width).fill(0);
                FloatPointer b = new FloatPointer((long) width * width).fill(0);
                FloatPointer c = new FloatPointer((long) rows * width).fill(0)) {
            int plain = openblas.CblasNoTrans;
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor, plain, plain, rows, width, width, 1, a, width, b, width, 0, c, width);
        }
    }

    /**
     * Whether products of these tensors can be asked for here: on the host, row-major, not part of another tensor, all
     * of single or all of double precision.
     */
    public static boolean serves(INDArray... tensors) {
        for (INDArray tensor : tensors) {
            boolean precise = tensor.dataType() == DataType.FLOAT || tensor.dataType() == DataType.DOUBLE;
            boolean whole = tensor.ordering() == 'c' && !tensor.isView();
            if (!precise || !whole || tensor.dataType() != tensors[0].dataType()) {
                return false;
            }
        }
        return HostLoops.isHost();
    }

    /**
     * {@code c = alpha op(a) op(b) + beta c}, all row-major and contiguous: {@code [m, k] x [k, n] -> [m, n]} after op.
     */
    public static void into(
            INDArray c, INDArray a, boolean aTurned, INDArray b, boolean bTurned, double alpha, double beta) {
        if (FIRST.get() && FIRST.getAndSet(false)) {
            writeToThePackingMemory();
        }
        int m = (int) c.size(0);
        int n = (int) c.size(1);
        int k = (int) (aTurned ? a.size(0) : a.size(1));
        int opA = aTurned ? openblas.CblasTrans : openblas.CblasNoTrans;
        int opB = bTurned ? openblas.CblasTrans : openblas.CblasNoTrans;
        int widthA = (int) a.size(1);
        int widthB = (int) b.size(1);
        if (c.dataType() == DataType.FLOAT) {
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    opA,
                    opB,
                    m,
                    n,
                    k,
                    (float) alpha,
                    (FloatPointer) a.data().addressPointer(),
                    widthA,
                    (FloatPointer) b.data().addressPointer(),
                    widthB,
                    (float) beta,
                    (FloatPointer) c.data().addressPointer(),
                    n);
        } else {
            openblas.cblas_dgemm(
                    openblas.CblasRowMajor,
                    opA,
                    opB,
                    m,
                    n,
                    k,
                    alpha,
                    (DoublePointer) a.data().addressPointer(),
                    widthA,
                    (DoublePointer) b.data().addressPointer(),
                    widthB,
                    beta,
                    (DoublePointer) c.data().addressPointer(),
                    n);
        }
    }
}
