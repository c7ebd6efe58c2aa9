package dev.interlace.learn.tape;

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

    public static void require(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
        }
    }
}
