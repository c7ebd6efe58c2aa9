package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.Slot;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One differentiable operation of a run. An object serves one run; its arrays come from the tape and are used again in
 * the next.
 */
public abstract class Op {
    private final Var[] inputs;
    private @Nullable Slot slot;
    private @Nullable INDArray ones;
    private @Nullable Var output;
    private DataType type = DataType.FLOAT;
    private Optional<HostSteps> steps = Optional.empty();

    protected Op(Var... inputs) {
        this.inputs = inputs;
    }

    /** The name for messages, for instance {@code softmaxCrossEntropy}. */
    protected String name() {
        String simple = getClass().getSimpleName();
        return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
    }

    /** The shape of the result. */
    protected abstract long[] shape();

    /** Computes the result into {@code out}, whose content is undefined before. */
    protected abstract void forward(INDArray out);

    /** Adds to the gradient of every trained input, given the gradient of the result. */
    protected abstract void backward(INDArray gradient);

    /**
     * The same operation in the loops of the host, called before the forward; none where this is the only way. It is
     * taken where every input lies in the host's memory in single precision.
     */
    Optional<HostSteps> onHost() {
        return Optional.empty();
    }

    final boolean isTrained() {
        for (Var input : inputs) {
            if (input.isTrained()) {
                return true;
            }
        }
        return false;
    }

    final Var run(Slot arrays, INDArray onesOfTape, DataType precision) {
        slot = arrays;
        ones = onesOfTape;
        type = precision;
        INDArray out = array(shape());
        steps = HostLoops.serves(Var.values(inputs)) ? onHost() : Optional.empty();
        steps.ifPresentOrElse(loops -> loops.forward(out, arrays), () -> forward(out));
        Var result = new Var(out, isTrained(), arrays);
        output = result;
        return result;
    }

    /** The way back of the route that the forward took. */
    final void runBackward() {
        INDArray gradient = result().gradient();
        if (steps.isEmpty()) {
            backward(gradient);
            return;
        }
        Placed into = new Placed(inputs, slot());
        steps.get().backward(gradient, into, slot());
        into.add();
    }

    final Var result() {
        return Objects.requireNonNull(output);
    }

    /** An array of this operation, kept until the tape's next run; its content is undefined. */
    protected final INDArray array(long... shape) {
        return slot().array(type, shape);
    }

    /** The arrays of this operation. */
    final Slot slot() {
        return Objects.requireNonNull(slot);
    }

    /** The precision of the tape. */
    protected final DataType type() {
        return type;
    }

    /** A column of {@code n} ones, {@code [n, 1]}. */
    final INDArray ones(long n) {
        return Ones.column(Objects.requireNonNull(ones), n);
    }
}
