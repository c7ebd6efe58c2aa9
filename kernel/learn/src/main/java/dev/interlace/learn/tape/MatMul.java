package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code C = A B'}: every row of A against every row of B, the product of which similarities are made. */
final class MatMul extends Op {
    private final Var a; // [n, d]
    private final Var b; // [m, d]

    MatMul(Var a, Var b) {
        super(a, b);
        this.a = a;
        this.b = b;
        Shapes.require(a.size(1) == b.size(1), "similarity: left has %d columns, right has %d", a.size(1), b.size(1));
    }

    @Override
    protected String name() {
        return "similarity";
    }

    @Override
    protected long[] shape() {
        return new long[] {a.size(0), b.size(0)};
    }

    @Override
    protected void forward(INDArray out) {
        MatrixProduct.into(out, a.value(), PLAIN, b.value(), TRANSPOSED, 1, 0);
    }

    @Override
    protected void backward(INDArray gradient) {
        if (a.isTrained()) { // C = A B': dA = dC B
            double beta = a.beta();
            MatrixProduct.into(a.gradientArray(), gradient, PLAIN, b.value(), PLAIN, 1, beta);
        }
        if (b.isTrained()) { // C = A B': dB = dC' A
            double beta = b.beta();
            MatrixProduct.into(b.gradientArray(), gradient, TRANSPOSED, a.value(), PLAIN, 1, beta);
        }
    }
}
