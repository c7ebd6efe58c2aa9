package dev.interlace.learn;

import java.util.IdentityHashMap;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam with decoupled weight decay.
 *
 * <p>Reference: Kingma and Ba: Adam, ICLR 2015, algorithm 1 in the order of its section 2 (the corrections folded into the step
 * size, so {@code epsilon} is added to the uncorrected root); Loshchilov and Hutter: Decoupled Weight Decay Regularization, ICLR
 * 2019, algorithm 2. Biases and gains, which have one row, are not decayed.
 */
public final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double learningRate;
    private final double weightDecay;
    private final IdentityHashMap<Parameter, Moments> moments = new IdentityHashMap<>();
    private int step;

    private record Moments(INDArray first, INDArray second) {}

    /**
     * @param learningRate step size, in (0, inf)
     * @param weightDecay share of each weight that a step of size 1 removes, in [0, inf)
     */
    public Adam(double learningRate, double weightDecay) {
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Adam.learningRate must be in (0, inf), got " + learningRate);
        }
        if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Adam.weightDecay must be in [0, inf), got " + weightDecay);
        }
        this.learningRate = learningRate;
        this.weightDecay = weightDecay;
    }

    /** One step along the gradients, which are used up. */
    public void step(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            INDArray value = parameter.value();
            Moments state = moments.computeIfAbsent(parameter, key -> new Moments(zeros(value), zeros(value)));
            if (weightDecay > 0 && value.size(0) > 1) {
                value.muli(1 - learningRate * weightDecay);
            }
            Nd4j.exec(new AdamUpdater(
                    parameter.gradient(), state.second, state.first, learningRate, BETA1, BETA2, EPSILON, step));
            value.subi(parameter.gradient());
        }
        step++;
    }

    private static INDArray zeros(INDArray like) {
        return Nd4j.createUninitializedDetached(like.dataType(), 'c', like.shape())
                .assign(0);
    }
}
