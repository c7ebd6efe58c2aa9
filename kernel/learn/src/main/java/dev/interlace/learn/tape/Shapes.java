package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.Slot;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Views and checks of shapes. */
public final class Shapes {
    private Shapes() {}

    /** A row-major tensor {@code [..., d]} seen as {@code [N, d]}. */
    public static INDArray rows(INDArray array) {
        return Slot.view(array);
    }

    /** The last dimension. */
    public static long width(Var x) {
        return x.value().size(x.value().rank() - 1);
    }

    /**
     * Adds the column sums of {@code rows} {@code [n, d]} to the gradient of {@code target} {@code [1, d]}; ones
     * {@code [n, 1]}.
     */
    static void addColumnSums(INDArray rows, Var target, INDArray ones) {
        double beta = target.beta();
        INDArray into = target.gradientArray();
        if (!HostLoops.serves(rows, into)) {
            MatrixProduct.into(into, ones, MatrixProduct.Factor.TRANSPOSED, rows, MatrixProduct.Factor.PLAIN, 1, beta);
            return;
        }
        int d = Math.toIntExact(rows.size(1));
        float[][] sums = HostLoops.over(rows.size(0))
                .read(rows, d)
                .runAdding(new int[] {d}, (t, sum, first, n) -> HostLoops.LOOPS.addRows(t[0], 0, sum[0], 0, n, d));
        if (beta != 0) {
            HostLoops.LOOPS.add(Host.floats(into), 0, sums[0], 0, d);
        }
        Host.write(sums[0], into);
    }

    public static void require(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
        }
    }
}
