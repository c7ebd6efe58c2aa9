package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.HostLoops;
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
        INDArray y = slot().rows(out); // [..., out] -> [N, out]
        long width = y.size(1);
        if (HostLoops.serves(y) && b.isPresent() && activation == Activation.NONE) {
            float[] bias = Host.floats(b.get().value());
            HostLoops.over(y.size(0)).write(y, width).run((t, first, n) -> {
                for (int i = 0; i < n; i++) {
                    System.arraycopy(bias, 0, t[0], i * bias.length, bias.length);
                }
            });
            // the product adds to the bias, which saves a pass over the result
            MatrixProduct.into(y, slot().rows(x.value()), PLAIN, w.value(), PLAIN, 1, 1);
            return;
        }
        MatrixProduct.into(y, slot().rows(x.value()), w.value());
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
                    HostLoops.LOOPS.activate(activation.curve(), t[0], t[0], entries);
                }
            });
        }
    }

    @Override
    protected void backward(INDArray gradient) {
        INDArray dy = slot().rows(gradient);
        INDArray rows = slot().rows(x.value());
        INDArray dz = dy; // Y = activation(Z): dZ = dY activation'
        boolean wantsBias = b.isPresent() && b.get().isTrained();
        if (activation != Activation.NONE) {
            INDArray known = activation == Activation.GELU ? before : slot().rows(result().value());
            dz = array(dy.shape());
            if (wantsBias && HostLoops.serves(known, dy, dz)) {
                backThroughActivation(known, dy, dz, b.get());
                wantsBias = false;
            } else {
                Activate.backInto(activation, known, dy, dz);
            }
        }
        if (w.isTrained()) { // Z = X W: dW = X' dZ
            double beta = w.beta();
            MatrixProduct.into(w.gradientArray(), rows, TRANSPOSED, dz, PLAIN, 1, beta);
        }
        if (wantsBias) { // Z = ... + 1 b': db' = 1' dZ
            Shapes.addColumnSums(dz, b.orElseThrow(), ones(dz.size(0)));
        }
        if (x.isTrained()) { // Z = X W: dX = dZ W'
            double beta = x.beta();
            MatrixProduct.into(slot().rows(x.gradientArray()), dz, PLAIN, w.value(), TRANSPOSED, 1, beta);
        }
    }

    /** {@code dZ = dY activation'} and {@code db' = 1' dZ} in one pass. */
    private void backThroughActivation(INDArray known, INDArray dy, INDArray dz, Var bias) {
        int d = Math.toIntExact(dy.size(1));
        float[][] sums = HostLoops.over(dy.size(0))
                .read(known, d)
                .read(dy, d)
                .write(dz, d)
                .runAdding(new int[] {d}, (t, sum, first, n) -> {
                    HostLoops.LOOPS.activateBack(activation.curve(), t[0], t[1], t[2], n * d);
                    HostLoops.LOOPS.addRows(t[2], 0, sum[0], 0, n, d);
                });
        bias.accumulate(slot(), target -> Host.write(sums[0], target));
    }
}
