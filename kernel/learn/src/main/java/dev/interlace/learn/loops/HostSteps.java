package dev.interlace.learn.loops;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The forward and the backward of one operation in the loops of the host. What they compute can be read in the
 * operation of the same name, which is also the way where {@link HostLoops} does not serve.
 */
public interface HostSteps {
    /** Computes the result into {@code out}, whose content is undefined before. */
    void forward(INDArray out, Slot scratch);

    /**
     * Writes the gradients of the inputs.
     *
     * @param gradient of the result
     */
    void backward(INDArray gradient, Gradients into, Slot scratch);
}
