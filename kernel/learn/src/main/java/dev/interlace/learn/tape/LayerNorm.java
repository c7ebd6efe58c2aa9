package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.RowSteps;
import java.util.Optional;
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
    private INDArray normal; // [N, d], before gain and shift
    private INDArray inverse; // [N, 1], 1 / sqrt(var + EPSILON)

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
    Optional<HostSteps> onHost() {
        return Optional.of(new RowSteps.LayerNorm(x.value(), gain.value(), shift.value(), EPSILON));
    }

    @Override
    protected void forward(INDArray out) {
        INDArray rows = slot().rows(x.value());
        INDArray y = slot().rows(out);
        long d = rows.size(1);
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
}
