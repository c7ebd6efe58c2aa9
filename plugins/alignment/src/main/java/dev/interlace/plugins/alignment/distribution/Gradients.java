package dev.interlace.plugins.alignment.distribution;

import dev.interlace.learn.tape.Host;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients as tensors. */
final class Gradients {
    private Gradients() {}

    /** A tensor of the type and shape of {@code x}. */
    static INDArray like(INDArray x, double[] values) {
        INDArray gradient = Nd4j.createUninitialized(x.dataType(), x.shape(), 'c');
        Host.write(values, gradient);
        return gradient;
    }
}
