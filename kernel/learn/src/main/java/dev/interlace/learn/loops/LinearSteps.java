package dev.interlace.learn.loops;

import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear layer: products by BLAS, and one pass over their rows for bias and activation, on the way back for the
 * activation's derivative and the bias. Gradients of x, w, b.
 *
 * <p>N rows; in and out are widths.
 */
public final class LinearSteps implements HostSteps {
    private final INDArray x; // [..., in]
    private final INDArray w; // [in, out]
    private final Optional<INDArray> b; // [1, out]
    private final Curve curve;
    private final int width; // out
    private INDArray known; // [N, out], what the activation's derivative is computed from

    public LinearSteps(INDArray x, INDArray w, Optional<INDArray> b, Curve curve) {
        this.x = x;
        this.w = w;
        this.b = b;
        this.curve = curve;
        this.width = Math.toIntExact(w.size(1));
        this.known = x;
    }

    @Override
    public void forward(INDArray out, Slot scratch) {
        INDArray y = scratch.rows(out); // [..., out] -> [N, out]
        INDArray rows = scratch.rows(x);
        known = y;
        if (curve == Curve.NONE) {
            b.ifPresent(bias -> fill(y, HostLoops.values(bias)));
            BlasProduct.into(y, rows, false, w, false, 1, b.isPresent() ? 1 : 0); // adds to the bias: saves a pass
            return;
        }
        BlasProduct.into(y, rows, false, w, false, 1, 0);
        boolean keepsInput = curve == Curve.GELU;
        float[] bias = b.map(HostLoops::values).orElseGet(() -> new float[width]);
        HostLoops loops = HostLoops.over(y.size(0)).update(y, width);
        if (keepsInput) {
            known = scratch.array(DataType.FLOAT, y.shape());
            loops.write(known, width);
        }
        loops.run((t, first, n) -> {
            HostLoops.LOOPS.addToRows(t[0], bias, n, width);
            if (keepsInput) {
                System.arraycopy(t[0], 0, t[1], 0, n * width);
            }
            HostLoops.LOOPS.activate(curve, t[0], t[0], n * width);
        });
    }

    private void fill(INDArray y, float[] row) {
        HostLoops.over(y.size(0)).write(y, width).run((t, first, n) -> {
            for (int i = 0; i < n; i++) {
                System.arraycopy(row, 0, t[0], i * width, width);
            }
        });
    }

    @Override
    public void backward(INDArray gradient, Gradients into, Slot scratch) {
        INDArray dy = scratch.rows(gradient);
        INDArray rows = scratch.rows(x);
        INDArray dz = curve == Curve.NONE ? dy : scratch.array(DataType.FLOAT, dy.shape());
        Optional<INDArray> db = b.isPresent() ? into.get(2) : Optional.empty();
        if (curve != Curve.NONE || db.isPresent()) {
            float[] sums = backward(dy, dz);
            db.ifPresent(target -> HostLoops.write(sums, target));
        }
        into.sum(1) // Z = X W: dW = X' dZ
                .ifPresent(sum -> BlasProduct.into(sum.array(), rows, true, dz, false, 1, sum.beta()));
        into.sum(0) // Z = X W: dX = dZ W'
                .ifPresent(sum -> BlasProduct.into(scratch.rows(sum.array()), dz, false, w, true, 1, sum.beta()));
    }

    /** {@code Y = activation(Z), Z = ... + 1 b'}: {@code dZ = dY activation'} and, returned, {@code db' = 1' dZ}. */
    private float[] backward(INDArray dy, INDArray dz) {
        if (curve == Curve.NONE) {
            return HostLoops.over(dy.size(0))
                    .read(dy, width)
                    .runAdding(
                            new int[] {width},
                            (t, sum, first, n) -> HostLoops.LOOPS.addRows(t[0], 0, sum[0], 0, n, width))[0];
        }
        return HostLoops.over(dy.size(0))
                .read(known, width)
                .read(dy, width)
                .write(dz, width)
                .runAdding(new int[] {width}, (t, sum, first, n) -> {
                    HostLoops.LOOPS.activateBack(curve, t[0], t[1], t[2], n * width);
                    HostLoops.LOOPS.addRows(t[2], 0, sum[0], 0, n, width);
                })[0];
    }
}
