package dev.interlace.learn.loops;

/** As {@link HostSteps}, of a loss, whose result is one number. */
public interface LossSteps {
    /** The value. */
    double forward(Slot scratch);

    /** Writes {@code derivative} times the gradients of the inputs. */
    void backward(double derivative, Gradients into, Slot scratch);
}
