package dev.interlace.learn.tape;

import dev.interlace.learn.loops.Slot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A differentiable operation whose result is one number. */
public abstract class LossOp {
    private final Var[] inputs;
    private @Nullable Slot slot;
    private @Nullable INDArray ones;
    private DataType type = DataType.FLOAT;
    private double derivative;

    protected LossOp(Var... inputs) {
        this.inputs = inputs;
    }

    /** The name for messages. */
    protected String name() {
        String simple = getClass().getSimpleName();
        return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
    }

    /** The value. */
    protected abstract double forward();

    /** Adds {@code derivative} times the gradient of the value to every trained input. */
    protected abstract void backward(double derivative);

    final Loss run(Slot arrays, INDArray onesOfTape, DataType precision) {
        slot = arrays;
        ones = onesOfTape;
        type = precision;
        return new Loss(name(), forward(), this);
    }

    final boolean isTrained() {
        for (Var input : inputs) {
            if (input.isTrained()) {
                return true;
            }
        }
        return false;
    }

    final void seed(double more) {
        derivative += more;
    }

    final void runBackward() {
        if (derivative != 0 && isTrained()) {
            backward(derivative);
        }
    }

    /** An array of this operation, kept until the tape's next run; its content is undefined. */
    protected final INDArray array(long... shape) {
        return slot().array(type, shape);
    }

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
