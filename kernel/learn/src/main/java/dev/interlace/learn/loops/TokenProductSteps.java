package dev.interlace.learn.loops;

import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One product of small matrices per row of the batch, {@code z_b = a_b b_b} or {@code a_b b_b'}; gradients of a, b.
 *
 * <p>B batch, S and T tokens, D width.
 */
public final class TokenProductSteps implements HostSteps {
    private final INDArray a; // [B, S, T], or [B, S, D] against turned tokens
    private final INDArray b; // [B, T, D]
    private final boolean turned;

    public TokenProductSteps(INDArray a, INDArray b, boolean turned) {
        this.a = a;
        this.b = b;
        this.turned = turned;
    }

    @Override
    public void forward(INDArray out, Slot scratch) {
        if (turned) {
            dots(a, b, out); // [B, S, T]
        } else {
            products(a, false, b, out); // [B, S, D]
        }
    }

    @Override
    public void backward(INDArray gradient, Gradients into, Slot scratch) {
        if (turned) { // z = a b': da = dz b, db = dz' a
            into.get(0).ifPresent(da -> products(gradient, false, b, da));
            into.get(1).ifPresent(db -> products(gradient, true, a, db));
        } else { // z = a b: da = dz b', db = a' dz
            into.get(0).ifPresent(da -> dots(gradient, b, da));
            into.get(1).ifPresent(db -> products(a, true, gradient, db));
        }
    }

    /** {@code z_b = op(x_b) y_b}. */
    private static void products(INDArray x, boolean xTurned, INDArray y, INDArray z) {
        int columns = (int) x.size(2); // of x
        int inner = (int) y.size(1);
        int m = (int) z.size(1);
        int n = (int) z.size(2);
        HostLoops.over(z.size(0))
                .read(x, x.size(1) * columns)
                .read(y, (long) inner * n)
                .write(z, (long) m * n)
                .run((t, first, count) -> {
                    for (int r = 0; r < count; r++) {
                        Rows left = new Rows(t[0], r * m * inner, columns);
                        HostLoops.LOOPS.product(
                                xTurned ? Left.turned(left) : Left.plain(left),
                                new Rows(t[1], r * inner * n, n),
                                new Rows(t[2], r * m * n, n),
                                m,
                                n,
                                inner);
                    }
                });
    }

    /** {@code z_b = x_b y_b'}. */
    private static void dots(INDArray x, INDArray y, INDArray z) {
        int width = (int) x.size(2);
        int m = (int) z.size(1);
        int n = (int) z.size(2);
        HostLoops.over(z.size(0))
                .read(x, (long) m * width)
                .read(y, (long) n * width)
                .write(z, (long) m * n)
                .run((t, first, count) -> {
                    for (int r = 0; r < count; r++) {
                        for (int i = 0; i < m; i++) {
                            for (int j = 0; j < n; j++) {
                                t[2][(r * m + i) * n + j] = HostLoops.LOOPS.dot(
                                        t[0], (r * m + i) * width, t[1], (r * n + j) * width, width);
                            }
                        }
                    }
                });
    }
}
