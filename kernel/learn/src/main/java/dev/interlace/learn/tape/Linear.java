package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.BlasProduct;
import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.LinearSteps;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code Y = activation(X W + 1 b')}; a token tensor {@code [B, T, in]} is read as {@code B T} rows. */
final class Linear extends Op {
    private final Var x; // [..., in]
    private final Var w; // [in, out]
    private final Optional<Var> b; // [1, out]
    private final Activation activation;
    private INDArray before; // [N, out], what the derivative is computed from: Y, of GELU Z

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    Linear(Var x, Var w, Optional<Var> b, Activation activation) {
        super(b.isPresent() ? new Var[] {x, w, b.get()} : new Var[] {x, w});
        this.x = x;
        this.w = w;
        this.b = b;
        this.activation = activation;
        Shapes.require(
                Shapes.width(x) == w.size(0), "linear: x has %d columns, w has %d rows", Shapes.width(x), w.size(0));
        Shapes.require(
                b.isEmpty() || b.get().value().length() == w.size(1),
                "linear: w has %d columns, b has another width",
                w.size(1));
    }

    @Override
    protected long[] shape() {
        long[] shape = x.shape().clone();
        shape[shape.length - 1] = w.size(1);
        return shape;
    }

    @Override
    protected String name() {
        return activation == Activation.NONE ? "linear" : "dense";
    }

    @Override
    Optional<HostSteps> onHost() {
        return BlasProduct.serves(x.value(), w.value())
                ? Optional.of(new LinearSteps(x.value(), w.value(), b.map(Var::value), activation.curve()))
                : Optional.empty();
    }

    @Override
    protected void forward(INDArray out) {
        INDArray y = slot().rows(out); // [..., out] -> [N, out]
        MatrixProduct.into(y, slot().rows(x.value()), w.value()); // Z = X W + 1 b'
        b.ifPresent(bias -> y.addiRowVector(bias.value()));
        before = y;
        if (activation == Activation.GELU) {
            before = array(y.shape());
            before.assign(y);
        }
        if (activation != Activation.NONE) { // Y = activation(Z)
            Activate.into(activation, before, y);
        }
    }

    @Override
    protected void backward(INDArray gradient) {
        INDArray dy = slot().rows(gradient);
        INDArray dz = dy;
        if (activation != Activation.NONE) { // Y = activation(Z): dZ = dY activation'
            dz = array(dy.shape());
            Activate.backInto(activation, before, dy, dz);
        }
        if (w.isTrained()) { // Z = X W + 1 b': dW = X' dZ
            double beta = w.beta();
            MatrixProduct.into(w.gradientArray(), slot().rows(x.value()), TRANSPOSED, dz, PLAIN, 1, beta);
        }
        if (b.isPresent() && b.get().isTrained()) { // db' = 1' dZ
            double beta = b.get().beta();
            MatrixProduct.into(b.get().gradientArray(), ones(dz.size(0)), TRANSPOSED, dz, PLAIN, 1, beta);
        }
        if (x.isTrained()) { // dX = dZ W'
            double beta = x.beta();
            MatrixProduct.into(slot().rows(x.gradientArray()), dz, PLAIN, w.value(), TRANSPOSED, 1, beta);
        }
    }
}
