package dev.interlace.learn.tape;

import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code Y = A X} with a constant sparse {@code A}: a graph convolution's sum over neighbours, or a choice of rows. */
final class Propagate extends Op {
    private final SparseMatrix a; // [n, m]
    private final Var x; // [m, d]

    Propagate(SparseMatrix a, Var x) {
        super(x);
        this.a = a;
        this.x = x;
        Shapes.require(
                a.columns() == x.size(0),
                "propagate: the sparse matrix has %d columns, x has %d rows",
                a.columns(),
                x.size(0));
    }

    @Override
    protected long[] shape() {
        return new long[] {a.rows(), x.size(1)};
    }

    @Override
    protected void forward(INDArray out) {
        a.multiply(x.value(), out, slot());
    }

    @Override
    protected void backward(INDArray gradient) {
        x.accumulate(slot(), target -> a.multiplyTransposed(gradient, target, slot())); // Y = A X: dX = A' dY
    }
}
