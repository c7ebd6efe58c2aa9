package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.LossSteps;
import dev.interlace.learn.loops.Slot;
import dev.interlace.spi.Convergence;
import java.util.Objects;
import java.util.Optional;
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
    private Optional<LossSteps> steps = Optional.empty();

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

    /** How the iteration within the forward ended; empty where there is none. */
    protected Optional<Convergence> convergence() {
        return Optional.empty();
    }

    /**
     * The same loss in the loops of the host, called before the forward; none where this is the only way. It is taken
     * where every input lies in the host's memory in single precision.
     */
    Optional<LossSteps> onHost() {
        return Optional.empty();
    }

    final Loss run(Slot arrays, INDArray onesOfTape, DataType precision) {
        slot = arrays;
        ones = onesOfTape;
        type = precision;
        steps = HostLoops.serves(Var.values(inputs)) ? onHost() : Optional.empty();
        double value = steps.isPresent() ? steps.get().forward(arrays) : forward();
        return new Loss(name(), value, this, convergence());
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
        if (derivative == 0 || !isTrained()) {
            return;
        }
        if (steps.isEmpty()) {
            backward(derivative);
            return;
        }
        Placed into = new Placed(inputs, slot());
        steps.get().backward(derivative, into, slot());
        into.add();
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
