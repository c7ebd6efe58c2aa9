package dev.interlace.learn.tape;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean over rows of the squared distance {@code |a_i - b_i|^2}: summed over columns, averaged over rows. */
final class SquaredError extends LossOp {
    private final Var a; // [B, d]
    private final Var b; // [B, d]
    private INDArray difference; // [B, d]

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    SquaredError(Var a, Var b) {
        super(a, b);
        this.a = a;
        this.b = b;
        Shapes.require(a.value().equalShapes(b.value()), "squaredError: %s against %s", a, b);
    }

    @Override
    protected double forward() {
        difference = array(a.shape());
        INDArray square = array(a.shape());
        a.value().sub(b.value(), difference);
        difference.mul(difference, square);
        return Host.sum(square) / a.size(0);
    }

    @Override
    protected void backward(double derivative) {
        double factor = 2 * derivative / a.size(0); // d/da |a - b|^2 = 2 (a - b)
        if (a.isTrained()) {
            a.accumulate(slot(), target -> difference.mul(factor, target));
        }
        if (b.isTrained()) {
            b.accumulate(slot(), target -> difference.mul(-factor, target));
        }
    }
}
