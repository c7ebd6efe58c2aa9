package dev.interlace.learn;

import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Views and checks of shapes. */
final class Shapes {
    private Shapes() {}

    /** A row-major tensor {@code [..., d]} seen as {@code [N, d]}. */
    static INDArray rows(INDArray array) {
        if (array.rank() == 2) {
            return array;
        }
        long width = array.size(array.rank() - 1);
        return array.reshape('c', new long[] {array.length() / width, width});
    }

    /** The last dimension. */
    static long width(Var x) {
        return x.value().size(x.value().rank() - 1);
    }

    static void require(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
        }
    }
}
