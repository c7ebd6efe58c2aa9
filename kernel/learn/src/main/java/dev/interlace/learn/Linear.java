package dev.interlace.learn;

import static dev.interlace.learn.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.MatrixProduct.Factor.TRANSPOSED;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code Y = activation(X W + 1 b')}; a token tensor {@code [B, T, in]} is read as {@code B T} rows. */
final class Linear extends Op {
    private final Var x; // [..., in]
    private final Var w; // [in, out]
    private final Optional<Var> b; // [1, out]
    private final Activation activation;
    private INDArray before; // [N, out], X W + 1 b', of GELU alone

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
    protected void forward(INDArray out) {
        INDArray y = Shapes.rows(out); // [..., out] -> [N, out]
        MatrixProduct.into(y, Shapes.rows(x.value()), w.value());
        long width = y.size(1);
        boolean keepsInput = activation == Activation.GELU;
        before = keepsInput ? array(y.shape()) : y;
        if (!HostLoops.serves(y)) {
            b.ifPresent(bias -> y.addiRowVector(bias.value()));
            if (keepsInput) {
                before.assign(y);
            }
            if (activation != Activation.NONE) {
                Activate.into(activation, before, y);
            }
        } else if (b.isPresent() || activation != Activation.NONE) {
            float[] bias = b.map(Var::value).map(Host::floats).orElseGet(() -> new float[(int) width]);
            HostLoops loops = HostLoops.over(y.size(0)).update(y, width);
            (keepsInput ? loops.write(before, width) : loops).run((t, first, n) -> {
                int entries = n * (int) width;
                HostLoops.LOOPS.addToRows(t[0], bias, n, (int) width);
                if (keepsInput) {
                    System.arraycopy(t[0], 0, t[1], 0, entries);
                }
                if (activation != Activation.NONE) {
                    HostLoops.LOOPS.activate(activation, t[0], t[0], entries);
                }
            });
        }
    }

    @Override
    protected void backward(INDArray gradient) {
        INDArray dy = Shapes.rows(gradient);
        INDArray rows = Shapes.rows(x.value());
        INDArray dz = dy; // Y = activation(Z): dZ = dY activation'
        if (activation != Activation.NONE) {
            INDArray known = activation == Activation.GELU ? before : Shapes.rows(result().value());
            dz = array(dy.shape());
            Activate.backInto(activation, known, dy, dz);
        }
        if (w.isTrained()) { // Z = X W: dW = X' dZ
            double beta = w.beta();
            MatrixProduct.into(w.gradientArray(), rows, TRANSPOSED, dz, PLAIN, 1, beta);
        }
        if (b.isPresent() && b.get().isTrained()) { // Z = ... + 1 b': db' = 1' dZ
            Shapes.addColumnSums(dz, b.get(), ones(dz.size(0)));
        }
        if (x.isTrained()) { // Z = X W: dX = dZ W'
            double beta = x.beta();
            MatrixProduct.into(Shapes.rows(x.gradientArray()), dz, PLAIN, w.value(), TRANSPOSED, 1, beta);
        }
    }
}
