package dev.interlace.learn.tape;

import dev.interlace.learn.loops.EntrySteps;
import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.Loops;
import java.util.Locale;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** An {@link Activation} of every entry. */
final class Activate extends Op {
    private final Var a;
    private final Activation activation;

    Activate(Var a, Activation activation) {
        super(a);
        this.a = a;
        this.activation = activation;
    }

    @Override
    protected String name() {
        return activation.name().toLowerCase(Locale.ROOT);
    }

    @Override
    protected long[] shape() {
        return a.shape();
    }

    @Override
    Optional<HostSteps> onHost() {
        return Optional.of(new EntrySteps.Activate(a.value(), activation.curve()));
    }

    @Override
    protected void forward(INDArray out) {
        into(activation, a.value(), out);
    }

    @Override
    protected void backward(INDArray gradient) {
        INDArray known = activation == Activation.GELU ? a.value() : result().value();
        a.accumulate(slot(), target -> backInto(activation, known, gradient, target));
    }

    /** {@code out = activation(in)}; the two may be one tensor, save for {@code GELU}. */
    static void into(Activation activation, INDArray in, INDArray out) {
        switch (activation) {
            case NONE -> out.assign(in);
            case RELU -> Nd4j.exec(new RectifiedLinear(in, out));
            case TANH -> Nd4j.exec(new Tanh(in, out));
            case SIGMOID -> Nd4j.exec(new Sigmoid(in, out));
            case GELU -> {
                bent(in, out);
                out.addi(1).muli(in).muli(0.5);
            }
        }
    }

    /**
     * {@code out = gradient * activation'}.
     *
     * @param known the activation's result; for {@link Activation#GELU} its input
     */
    static void backInto(Activation activation, INDArray known, INDArray gradient, INDArray out) {
        switch (activation) {
            case NONE -> out.assign(gradient);
            case RELU ->
                Nd4j.exec(DynamicCustomOp.builder("relu_bp")
                        .addInputs(known, gradient)
                        .addOutputs(out)
                        .addFloatingPointArguments(0.0)
                        .build());
            case TANH -> { // 1 - y^2
                known.mul(known, out);
                out.rsubi(1).muli(gradient);
            }
            case SIGMOID -> { // y (1 - y)
                known.rsub(1, out);
                out.muli(known).muli(gradient);
            }
            case GELU -> { // (1 + t) / 2 + a/2 (1 - t^2) slope (1 + 3 cube a^2)
                bent(known, out);
                INDArray inner = known.mul(known)
                        .muli(3 * (double) Loops.GELU_CUBE)
                        .addi(1)
                        .muli((double) Loops.GELU_SLOPE);
                INDArray rising = out.mul(out).rsubi(1).muli(known).muli(inner);
                out.addi(1).addi(rising).muli(0.5).muli(gradient);
            }
        }
    }

    private static void bent(INDArray a, INDArray out) {
        out.assign(a.mul(a).muli(a).muli((double) Loops.GELU_CUBE).addi(a).muli((double) Loops.GELU_SLOPE));
        Transforms.tanh(out, false);
    }
}
