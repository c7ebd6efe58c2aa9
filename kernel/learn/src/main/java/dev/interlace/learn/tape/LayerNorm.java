package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.HostLoops;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Layer normalisation: {@code y = (x - mean) / sqrt(var + EPSILON) * gain + shift}, mean and (biased) variance over the
 * last dimension.
 *
 * <p>Reference: Ba, Kiros, Hinton: Layer Normalization, 2016, eq. 4; as in the paper.
 */
final class LayerNorm extends Op {
    static final double EPSILON = 1e-5;

    private final Var x; // [..., d]
    private final Var gain; // [1, d]
    private final Var shift; // [1, d]
    private INDArray normal; // [N, d], before gain and shift; the host computes it again
    private INDArray inverse; // [N, 1], 1 / sqrt(var + EPSILON); so too

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    LayerNorm(Var x, Var gain, Var shift) {
        super(x, gain, shift);
        this.x = x;
        this.gain = gain;
        this.shift = shift;
    }

    @Override
    protected long[] shape() {
        return x.shape();
    }

    @Override
    protected void forward(INDArray out) {
        INDArray rows = slot().rows(x.value());
        INDArray y = slot().rows(out);
        long d = rows.size(1);
        if (HostLoops.serves(rows, y)) {
            int width = Math.toIntExact(d);
            float[] gains = Host.floats(gain.value());
            float[] shifts = Host.floats(shift.value());
            HostLoops.over(rows.size(0))
                    .read(rows, d)
                    .scratch(d)
                    .write(y, d)
                    .scratch(1)
                    .run((t, first, n) -> {
                        HostLoops.LOOPS.standardize(t[0], t[1], t[3], (float) EPSILON, n, width);
                        HostLoops.LOOPS.scaleRows(t[1], gains, shifts, t[2], n, width);
                    });
            return;
        }
        normal = array(rows.size(0), d);
        inverse = array(rows.size(0), 1);
        INDArray mean = array(rows.size(0), 1);
        MatrixProduct.into(mean, rows, PLAIN, ones(d), PLAIN, 1.0 / d, 0);
        normal.assign(rows);
        normal.subiColumnVector(mean);
        normal.mul(normal, y);
        MatrixProduct.into(inverse, y, PLAIN, ones(d), PLAIN, 1.0 / d, 0); // variance
        inverse.addi(EPSILON);
        Transforms.sqrt(inverse, false);
        inverse.rdivi(1);
        normal.muliColumnVector(inverse);
        y.assign(normal);
        y.muliRowVector(gain.value());
        y.addiRowVector(shift.value());
    }

    @Override
    protected void backward(INDArray gradient) {
        INDArray dy = slot().rows(gradient);
        long n = dy.size(0);
        long d = dy.size(1);
        if (HostLoops.serves(dy, x.value())) {
            backwardOnHost(dy, Math.toIntExact(d));
            return;
        }
        INDArray scratch = array(n, d);
        if (gain.isTrained()) { // y = normal * gain + shift: d gain = 1' (dy * normal)
            dy.mul(normal, scratch);
            double beta = gain.beta();
            MatrixProduct.into(gain.gradientArray(), ones(n), TRANSPOSED, scratch, PLAIN, 1, beta);
        }
        if (shift.isTrained()) { // d shift = 1' dy
            double beta = shift.beta();
            MatrixProduct.into(shift.gradientArray(), ones(n), TRANSPOSED, dy, PLAIN, 1, beta);
        }
        if (x.isTrained()) { // dx = (g - mean(g) - normal mean(g * normal)) / sqrt(var + EPSILON), g = dy * gain
            INDArray g = array(n, d);
            INDArray meanOfG = array(n, 1);
            INDArray meanOfProduct = array(n, 1);
            g.assign(dy);
            g.muliRowVector(gain.value());
            MatrixProduct.into(meanOfG, g, PLAIN, ones(d), PLAIN, 1.0 / d, 0);
            g.mul(normal, scratch);
            MatrixProduct.into(meanOfProduct, scratch, PLAIN, ones(d), PLAIN, 1.0 / d, 0);
            g.subiColumnVector(meanOfG);
            scratch.assign(normal);
            scratch.muliColumnVector(meanOfProduct);
            g.subi(scratch);
            g.muliColumnVector(inverse);
            x.accumulate(slot(), target -> slot().rows(target).assign(g));
        }
    }

    /** One pass over rows and gradient; normalising again in the cache costs less than reading what was normalised. */
    private void backwardOnHost(INDArray dy, int d) {
        float[] gains = Host.floats(gain.value());
        INDArray rows = slot().rows(x.value());
        INDArray target = x.isTrained() ? x.place(slot()) : array(x.shape());
        float[][] sums = HostLoops.over(dy.size(0))
                .read(dy, d)
                .read(rows, d)
                .scratch(d)
                .scratch(1)
                .write(slot().rows(target), d)
                .runAdding(new int[] {d, d}, (t, sum, first, n) -> {
                    HostLoops.LOOPS.standardize(t[1], t[2], t[3], (float) EPSILON, n, d);
                    HostLoops.LOOPS.standardizeBack(t[2], t[3], t[0], gains, t[4], n, d);
                    HostLoops.LOOPS.addRows(t[0], 0, sum[1], 0, n, d); // d shift = 1' dy
                    HostLoops.LOOPS.multiply(t[0], t[2], t[0], n * d);
                    HostLoops.LOOPS.addRows(t[0], 0, sum[0], 0, n, d); // d gain = 1' (dy * normal)
                });
        if (x.isTrained()) {
            x.placed(target);
        }
        gain.accumulateIfTrained(slot(), own -> Host.write(sums[0], own));
        shift.accumulateIfTrained(slot(), own -> Host.write(sums[1], own));
    }
}
