package dev.interlace.learn.loops;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where the gradients of an operation's inputs go; inputs are counted from 0 in the operation's order. */
public interface Gradients {
    /** The array whose content the gradient of that input replaces; none where it is not wanted. */
    Optional<INDArray> get(int input);

    /** The array to which a product adds the gradient of that input; none where it is not wanted. Asked once. */
    Optional<Sum> sum(int input);

    /**
     * An array that is added to.
     *
     * @param beta factor of what the array holds: 0 where nothing has been added yet
     */
    record Sum(INDArray array, double beta) {}
}
