package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.Slot;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A tensor on a tape: its value now, and after {@link Tape#backward} the gradient of the loss with respect to it. */
public final class Var {
    private final INDArray value;
    private final boolean trained;
    private final @Nullable Slot slot;
    private @Nullable INDArray gradient;
    private boolean started;

    /** The result of an operation, or a constant. */
    Var(INDArray value, boolean trained, Slot slot) {
        this.value = value;
        this.trained = trained;
        this.slot = slot;
    }

    /** A parameter. */
    Var(INDArray value, INDArray gradient) {
        this.value = value;
        this.trained = true;
        this.slot = null;
        this.gradient = gradient;
    }

    /** The value; it is written again in the tape's next run, so copy what you keep. */
    public INDArray value() {
        return value;
    }

    /** The values of some. */
    static INDArray[] values(Var[] some) {
        INDArray[] values = new INDArray[some.length];
        for (int k = 0; k < some.length; k++) {
            values[k] = some[k].value();
        }
        return values;
    }

    /** The shape of the value. */
    public long[] shape() {
        return value.shape();
    }

    /** One dimension of the shape. */
    public int size(int dimension) {
        return Math.toIntExact(value.size(dimension));
    }

    /** Whether a gradient is wanted: it is a parameter or depends on one. */
    public boolean isTrained() {
        return trained;
    }

    /** The gradient after {@link Tape#backward}; zeros if no gradient has reached this tensor. */
    public INDArray gradient() {
        INDArray array = gradientArray();
        if (!started) {
            started = true;
            array.assign(0);
        }
        return array;
    }

    /** Whether a gradient has reached this tensor in the current backward run. */
    boolean hasGradient() {
        return started;
    }

    /** The array to add the gradient to by a product whose {@code beta} is {@link #beta()}. */
    INDArray gradientArray() {
        if (gradient == null) {
            gradient = Objects.requireNonNull(slot).array(value.dataType(), value.shape());
        }
        return gradient;
    }

    /** 0 for the first gradient of a backward run, 1 for the later ones; asking counts as adding. */
    double beta() {
        double beta = started ? 1 : 0;
        started = true;
        return beta;
    }

    /**
     * Adds a gradient that {@code writer} writes: straight into place if it is the first, else by way of an array of
     * {@code scratch}.
     */
    void accumulate(Slot scratch, Consumer<INDArray> writer) {
        INDArray target = place(scratch);
        writer.accept(target);
        placed(target);
    }

    /** Adds a gradient that is at hand. */
    void add(INDArray known) {
        if (started) {
            HostLoops.add(known, gradientArray());
        } else {
            HostLoops.copy(known, gradientArray());
            started = true;
        }
    }

    /**
     * The array to write a gradient to, before {@link #placed}: in place if it is the first, else one of
     * {@code scratch}.
     */
    INDArray place(Slot scratch) {
        if (started) {
            return scratch.array(value.dataType(), value.shape());
        }
        started = true;
        return gradientArray();
    }

    /** Counts what was written to that array. */
    void placed(INDArray target) {
        if (target != gradient) {
            HostLoops.add(target, gradientArray());
        }
    }

    /** As {@link #accumulate} where a gradient is wanted. */
    void accumulateIfTrained(Slot scratch, Consumer<INDArray> writer) {
        if (trained) {
            accumulate(scratch, writer);
        }
    }

    @Override
    public String toString() {
        return "Var" + Arrays.toString(value.shape());
    }
}
