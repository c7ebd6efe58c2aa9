package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code C_i = A_i B_i}. */
final class BatchedProduct extends Op {
    private final Var a; // [B, m, k]
    private final Var b; // [B, k, n]

    BatchedProduct(Var a, Var b) {
        super(a, b);
        this.a = a;
        this.b = b;
        Shapes.require(
                a.value().rank() == 3 && b.value().rank() == 3 && a.size(0) == b.size(0) && a.size(2) == b.size(1),
                "batchedProduct: %s and %s are not [B, m, k] and [B, k, n]",
                a,
                b);
    }

    @Override
    protected long[] shape() {
        return new long[] {a.size(0), a.size(1), b.size(2)};
    }

    @Override
    protected void forward(INDArray out) {
        MatrixProduct.batched(out, a.value(), PLAIN, b.value(), PLAIN, 1);
    }

    @Override
    protected void backward(INDArray gradient) {
        if (a.isTrained()) { // C = A B: dA = dC B'
            a.accumulate(slot(), target -> MatrixProduct.batched(target, gradient, PLAIN, b.value(), TRANSPOSED, 1));
        }
        if (b.isTrained()) { // C = A B: dB = A' dC
            b.accumulate(slot(), target -> MatrixProduct.batched(target, a.value(), TRANSPOSED, gradient, PLAIN, 1));
        }
    }
}
