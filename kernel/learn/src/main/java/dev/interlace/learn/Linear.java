package dev.interlace.learn;

import static dev.interlace.learn.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.MatrixProduct.Factor.TRANSPOSED;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code Y = X W + 1 b'}; a token tensor {@code [B, T, in]} is read as {@code B T} rows. */
final class Linear extends Op {
    private final Var x; // [..., in]
    private final Var w; // [in, out]
    private final Optional<Var> b; // [1, out]

    Linear(Var x, Var w, Optional<Var> b) {
        super(b.isPresent() ? new Var[] {x, w, b.get()} : new Var[] {x, w});
        this.x = x;
        this.w = w;
        this.b = b;
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
    protected void forward(INDArray out) {
        INDArray y = Shapes.rows(out); // [..., out] -> [N, out]
        MatrixProduct.into(y, Shapes.rows(x.value()), w.value());
        b.ifPresent(bias -> y.addiRowVector(bias.value()));
    }

    @Override
    protected void backward(INDArray gradient) {
        INDArray dy = Shapes.rows(gradient);
        INDArray rows = Shapes.rows(x.value());
        if (w.isTrained()) { // Y = X W: dW = X' dY
            double beta = w.beta();
            MatrixProduct.into(w.gradientArray(), rows, TRANSPOSED, dy, PLAIN, 1, beta);
        }
        b.filter(Var::isTrained)
                .ifPresent(
                        bias -> { // Y = ... + 1 b': db' = 1' dY
                            double beta = bias.beta();
                            MatrixProduct.into(bias.gradientArray(), ones(dy.size(0)), TRANSPOSED, dy, PLAIN, 1, beta);
                        });
        if (x.isTrained()) { // Y = X W: dX = dY W'
            double beta = x.beta();
            MatrixProduct.into(Shapes.rows(x.gradientArray()), dy, PLAIN, w.value(), TRANSPOSED, 1, beta);
        }
    }
}
