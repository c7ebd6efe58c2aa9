package dev.interlace.learn.loops;

import dev.interlace.learn.loops.Loops.AdamStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A step of Adam in one pass over a parameter. */
public final class AdamSteps {
    private AdamSteps() {}

    /**
     * One step; {@code first} and {@code second} are the moments.
     *
     * @param value of the parameter, of the shape of all others
     */
    public static void step(INDArray value, INDArray gradient, INDArray first, INDArray second, AdamStep numbers) {
        HostLoops.over(value.length())
                .update(value, 1)
                .read(gradient, 1)
                .update(first, 1)
                .update(second, 1)
                .run((t, from, n) -> HostLoops.LOOPS.adam(t[0], t[1], t[2], t[3], n, numbers));
    }
}
