package dev.interlace.learn.tape;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A trained tensor with a name and its gradient. */
public final class Parameter {
    private final String name;
    private final INDArray value;
    private final INDArray gradient;

    public Parameter(String name, INDArray value) {
        this.name = name;
        this.value = value;
        this.gradient = Nd4j.createUninitializedDetached(value.dataType(), 'c', value.shape());
        gradient.assign(0);
    }

    /** The name, unique in its set. */
    public String name() {
        return name;
    }

    /** The value; the optimiser writes it. */
    public INDArray value() {
        return value;
    }

    /** The gradient of the last backward run. */
    public INDArray gradient() {
        return gradient;
    }

    @Override
    public String toString() {
        return name;
    }
}
