package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code y_{ij} = a_i b_j} of each row: the product of all entries with all. */
final class Outer extends Op {
    private final Var a; // [B, m]
    private final Var b; // [B, n]

    Outer(Var a, Var b) {
        super(a, b);
        this.a = a;
        this.b = b;
        Shapes.require(
                a.value().rank() == 2 && b.value().rank() == 2 && a.size(0) == b.size(0),
                "outer: %s and %s are not matrices of equal row count",
                a,
                b);
    }

    @Override
    protected long[] shape() {
        return new long[] {a.size(0), (long) a.size(1) * b.size(1)};
    }

    @Override
    protected void forward(INDArray out) {
        int m = a.size(1);
        int n = b.size(1);
        if (HostLoops.serves(a.value(), b.value(), out)) {
            HostLoops.over(a.size(0))
                    .read(a.value(), m)
                    .read(b.value(), n)
                    .write(out, (long) m * n)
                    .run((t, first, count) -> {
                        for (int r = 0; r < count; r++) {
                            HostLoops.LOOPS.product(
                                    Left.plain(new Rows(t[0], r * m, 1)),
                                    new Rows(t[1], r * n, n),
                                    new Rows(t[2], r * m * n, n),
                                    m,
                                    n,
                                    1);
                        }
                    });
            return;
        }
        MatrixProduct.batched(cube(out, m, n), cube(a.value(), m, 1), PLAIN, cube(b.value(), 1, n), PLAIN, 1);
    }

    @Override
    protected void backward(INDArray gradient) {
        int m = a.size(1);
        int n = b.size(1);
        if (HostLoops.serves(a.value(), b.value(), gradient)) {
            a.accumulateIfTrained(
                    slot(),
                    target -> HostLoops.over(a.size(0)) // da = dY b
                            .read(gradient, (long) m * n)
                            .read(b.value(), n)
                            .write(target, m)
                            .run((t, first, count) -> {
                                for (int r = 0; r < count; r++) {
                                    for (int i = 0; i < m; i++) {
                                        t[2][r * m + i] = HostLoops.LOOPS.dot(t[0], (r * m + i) * n, t[1], r * n, n);
                                    }
                                }
                            }));
            b.accumulateIfTrained(
                    slot(),
                    target -> HostLoops.over(a.size(0)) // db = dY' a
                            .read(gradient, (long) m * n)
                            .read(a.value(), m)
                            .write(target, n)
                            .run((t, first, count) -> {
                                for (int r = 0; r < count; r++) {
                                    HostLoops.LOOPS.product(
                                            Left.plain(new Rows(t[1], r * m, m)),
                                            new Rows(t[0], r * m * n, n),
                                            new Rows(t[2], r * n, n),
                                            1,
                                            n,
                                            m);
                                }
                            }));
            return;
        }
        INDArray dy = cube(gradient, m, n);
        a.accumulateIfTrained(
                slot(),
                target -> MatrixProduct.batched(cube(target, m, 1), dy, PLAIN, cube(b.value(), 1, n), TRANSPOSED, 1));
        b.accumulateIfTrained(
                slot(),
                target -> MatrixProduct.batched(cube(target, 1, n), cube(a.value(), m, 1), TRANSPOSED, dy, PLAIN, 1));
    }

    private static INDArray cube(INDArray rows, int m, int n) {
        return rows.reshape('c', rows.size(0), m, n);
    }
}
