package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.ConvolutionSteps;
import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.Slides;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution with bias and activation: {@code Y = activation(P W + 1 b')}, where row i of P is what lies under the
 * window at place i.
 *
 * <p>B pictures, H x W pixels of C channels, R x Q places, O channels of the result, s side of the window.
 */
final class Convolution extends Op {
    private final Var x; // [B, H, W, C]
    private final Var w; // [s s C, O]
    private final Var b; // [1, O]
    private final Activation activation;
    private final Slides slides;
    private final int size; // s
    private final int stride;
    private final int padding;
    private INDArray patches; // P: [B R Q, s s C]
    private INDArray before; // [B R Q, O], what the derivative is computed from: Y, of GELU Z

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    Convolution(Var x, Var w, Var b, Window window, Activation activation) {
        super(x, w, b);
        this.x = x;
        this.w = w;
        this.b = b;
        this.activation = activation;
        slides = window.over("convolution", x);
        size = window.size();
        stride = window.stride();
        padding = window.padding();
        int under = size * size * slides.channels();
        Shapes.require(
                under == w.size(0), "convolution: %d numbers lie under a window, w has %d rows", under, w.size(0));
        Shapes.require(
                b.value().length() == w.size(1), "convolution: w has %d columns, b has another width", w.size(1));
    }

    @Override
    protected long[] shape() {
        return new long[] {slides.pictures(), slides.rows(), slides.columns(), w.size(1)};
    }

    @Override
    Optional<HostSteps> onHost() {
        return activation == Activation.GELU
                ? Optional.empty()
                : Optional.of(new ConvolutionSteps(x.value(), w.value(), b.value(), slides, activation.curve()));
    }

    @Override
    protected void forward(INDArray out) {
        INDArray y = slot().rows(out); // [B, R, Q, O] -> [B R Q, O]
        patches = array(y.size(0), w.size(0));
        INDArray columns = array(columns());
        Nd4j.exec(DynamicCustomOp.builder("im2col")
                .addInputs(x.value().permute(0, 3, 1, 2)) // [B, H, W, C] -> [B, C, H, W]
                .addOutputs(columns)
                .addIntegerArguments(size, size, stride, stride, padding, padding, 1, 1, 0)
                .build());
        byPlace(patches).assign(columns.permute(0, 4, 5, 2, 3, 1)); // [B, C, s, s, R, Q] -> [B, R, Q, s, s, C]
        MatrixProduct.into(y, patches, w.value()); // Z = P W + 1 b'
        y.addiRowVector(b.value());
        before = y;
        if (activation == Activation.GELU) {
            before = array(y.shape());
            before.assign(y);
        }
        Activate.into(activation, before, y); // Y = activation(Z)
    }

    @Override
    protected void backward(INDArray gradient) {
        INDArray dy = slot().rows(gradient);
        INDArray dz = array(dy.shape()); // Y = activation(Z): dZ = dY activation'
        Activate.backInto(activation, before, dy, dz);
        if (w.isTrained()) { // Z = P W + 1 b': dW = P' dZ
            double beta = w.beta();
            MatrixProduct.into(w.gradientArray(), patches, TRANSPOSED, dz, PLAIN, 1, beta);
        }
        if (b.isTrained()) { // db' = 1' dZ
            double beta = b.beta();
            MatrixProduct.into(b.gradientArray(), ones(dz.size(0)), TRANSPOSED, dz, PLAIN, 1, beta);
        }
        if (x.isTrained()) { // dP = dZ W', each entry added to the pixel that it came from
            INDArray dPatches = array(patches.shape());
            MatrixProduct.into(dPatches, dz, PLAIN, w.value(), TRANSPOSED, 1, 0);
            INDArray columns = array(columns());
            columns.assign(byPlace(dPatches).permute(0, 5, 3, 4, 1, 2)); // [B, R, Q, s, s, C] -> [B, C, s, s, R, Q]
            INDArray dx = array(slides.pictures(), slides.channels(), slides.height(), slides.width());
            Nd4j.exec(DynamicCustomOp.builder("col2im")
                    .addInputs(columns)
                    .addOutputs(dx)
                    .addIntegerArguments(stride, stride, padding, padding, slides.height(), slides.width(), 1, 1, 0)
                    .build());
            x.accumulate(slot(), target -> target.assign(dx.permute(0, 2, 3, 1))); // [B, C, H, W] -> [B, H, W, C]
        }
    }

    private long[] columns() {
        return new long[] {slides.pictures(), slides.channels(), size, size, slides.rows(), slides.columns()};
    }

    /** {@code [B R Q, s s C] -> [B, R, Q, s, s, C]}. */
    private INDArray byPlace(INDArray rows) {
        return rows.reshape('c', slides.pictures(), slides.rows(), slides.columns(), size, size, slides.channels());
    }
}
