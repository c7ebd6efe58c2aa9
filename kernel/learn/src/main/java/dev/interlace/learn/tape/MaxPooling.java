package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.PoolingSteps;
import dev.interlace.learn.loops.Slides;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** The largest entry of each window and channel; of equal ones the first, in reading order, gets the gradient. */
final class MaxPooling extends Op {
    private final Var x; // [B, H, W, C]
    private final Slides slides;

    MaxPooling(Var x, Window window) {
        super(x);
        this.x = x;
        slides = window.over("maxPooling", x);
    }

    @Override
    protected long[] shape() {
        return new long[] {slides.pictures(), slides.rows(), slides.columns(), slides.channels()};
    }

    @Override
    Optional<HostSteps> onHost() {
        return Optional.of(new PoolingSteps(x.value(), slides));
    }

    @Override
    protected void forward(INDArray out) { // y_i = max_k x_{i, k}
        Nd4j.exec(operation("maxpool2d").addInputs(x.value()).addOutputs(out).build());
    }

    @Override
    protected void backward(INDArray gradient) { // dx_{i, k} = dy_i where k is the largest of place i, else 0
        x.accumulate(
                slot(),
                target -> Nd4j.exec(operation("maxpool2d_bp")
                        .addInputs(x.value(), gradient)
                        .addOutputs(target)
                        .build()));
    }

    private DynamicCustomOp.DynamicCustomOpsBuilder operation(String name) {
        int size = slides.size();
        int stride = slides.stride();
        int padding = slides.padding();
        int channelsLast = 1;
        return DynamicCustomOp.builder(name)
                .addIntegerArguments(size, size, stride, stride, padding, padding, 1, 1, 0, 0, channelsLast);
    }
}
