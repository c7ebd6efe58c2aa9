package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The same entries in the same row-major order under another shape. */
final class Reshape extends Op {
    private final Var x;
    private final long[] shape;

    Reshape(Var x, long... shape) {
        super(x);
        this.x = x;
        this.shape = shape;
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        Shapes.require(length == x.value().length(), "reshape: %s has no %d entries", x, length);
    }

    @Override
    protected long[] shape() {
        return shape;
    }

    @Override
    protected void forward(INDArray out) {
        HostLoops.copy(x.value(), out);
    }

    @Override
    protected void backward(INDArray gradient) {
        x.accumulate(slot(), target -> HostLoops.copy(gradient, target));
    }
}
