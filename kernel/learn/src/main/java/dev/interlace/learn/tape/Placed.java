package dev.interlace.learn.tape;

import dev.interlace.learn.loops.Gradients;
import dev.interlace.learn.loops.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients of an operation's inputs on their way from the loops: in place, or in arrays that are added. */
final class Placed implements Gradients {
    private final Var[] inputs;
    private final Slot scratch;
    private final List<Optional<INDArray>> targets = new ArrayList<>();

    /** Inputs, and where arrays come from for those that have a gradient already. */
    Placed(Var[] inputs, Slot scratch) {
        this.inputs = inputs;
        this.scratch = scratch;
        for (int k = 0; k < inputs.length; k++) {
            targets.add(Optional.empty());
        }
    }

    @Override
    public Optional<INDArray> get(int input) {
        if (targets.get(input).isEmpty() && inputs[input].isTrained()) {
            targets.set(input, Optional.of(inputs[input].place(scratch)));
        }
        return targets.get(input);
    }

    @Override
    public Optional<Sum> sum(int input) {
        if (!inputs[input].isTrained()) {
            return Optional.empty();
        }
        double beta = inputs[input].beta();
        return Optional.of(new Sum(inputs[input].gradientArray(), beta));
    }

    /** Adds what was not written in place. */
    void add() {
        for (int k = 0; k < inputs.length; k++) {
            targets.get(k).ifPresent(inputs[k]::placed);
        }
    }
}
