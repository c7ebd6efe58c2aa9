package dev.interlace.learn.loops;

import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Circular convolution row by row, as the product of one row with a circulant matrix, whose rows overlap in an array
 * that holds the other row twice. Gradients of a, b.
 *
 * <p>B batch, D width.
 */
public final class ConvolveSteps implements HostSteps {
    private final INDArray a; // [B, D]
    private final INDArray b; // [B, D]

    public ConvolveSteps(INDArray a, INDArray b) {
        this.a = a;
        this.b = b;
    }

    /** {@code z_j = sum_i a_i b_(j - i)}: row i of the matrix begins i entries earlier. */
    @Override
    public void forward(INDArray out, Slot scratch) {
        int width = (int) out.size(1);
        rows(a, b, out, width, -1);
    }

    /** {@code da_i = sum_k b_k dz_(i + k)}, and the same for b: row k of the matrix begins k entries later. */
    @Override
    public void backward(INDArray gradient, Gradients into, Slot scratch) {
        into.get(0).ifPresent(da -> rows(b, gradient, da, 0, 1));
        into.get(1).ifPresent(db -> rows(a, gradient, db, 0, 1));
    }

    /** {@code z = x M}, where row i of M is {@code y}, written twice, from {@code from + i step} on. */
    private static void rows(INDArray x, INDArray y, INDArray z, int from, int step) {
        int width = (int) z.size(1);
        HostLoops.over(z.size(0))
                .read(x, width)
                .read(y, width)
                .write(z, width)
                .scratch(2L * width)
                .run((t, first, count) -> {
                    for (int r = 0; r < count; r++) {
                        System.arraycopy(t[1], r * width, t[3], 0, width);
                        System.arraycopy(t[1], r * width, t[3], width, width);
                        HostLoops.LOOPS.product(
                                Left.plain(new Rows(t[0], r * width, width)),
                                new Rows(t[3], from, step),
                                new Rows(t[2], r * width, width),
                                1,
                                width,
                                width);
                    }
                });
    }
}
