package dev.interlace.plugins.alignment;

import dev.interlace.learn.tape.Op;
import dev.interlace.learn.tape.Var;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Passes a representation unchanged and its gradient times {@code -weight}: what stands before learns to worsen what
 * stands behind learns to improve.
 *
 * <p>Reference: Ganin et al.: Domain-Adversarial Training of Neural Networks, JMLR 17, 2016, eq. 14-15.
 */
final class GradientReversal extends Op {
    private final Var x;
    private final double weight;

    GradientReversal(Var x, double weight) {
        super(x);
        this.x = x;
        this.weight = weight;
    }

    @Override
    protected long[] shape() {
        return x.shape();
    }

    @Override
    protected void forward(INDArray out) {
        out.assign(x.value());
    }

    @Override
    protected void backward(INDArray gradient) {
        if (x.isTrained()) {
            x.gradient().addi(gradient.mul(-weight));
        }
    }
}
