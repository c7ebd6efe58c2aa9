package dev.interlace.learn.training;

import dev.interlace.learn.tape.Parameter;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stochastic gradient descent with momentum: {@code v = mu v + g}, {@code w = (1 - rate decay) w - rate v}. A momentum
 * of 0 is plain gradient descent. Weight decay is decoupled, and biases and gains, which have one row, are not decayed.
 *
 * <p>Reference: Sutskever, Martens, Dahl, Hinton: On the Importance of Initialization and Momentum in Deep Learning,
 * ICML 2013, eq. 1; differs from the paper in that the velocity holds gradients, not steps, so that a change of the
 * rate acts at once.
 */
public final class Momentum implements Optimizer {
    private final double learningRate;
    private final double momentum;
    private final double weightDecay;
    private final IdentityHashMap<Parameter, INDArray> velocities = new IdentityHashMap<>();

    /**
     * An optimiser that remembers nothing yet.
     *
     * @param learningRate step size, in (0, inf)
     * @param momentum share of the last velocity that is kept, in [0, 1)
     * @param weightDecay share of each weight that a step of size 1 removes, in [0, inf)
     */
    public Momentum(double learningRate, double momentum, double weightDecay) {
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Momentum.learningRate must be in (0, inf), got " + learningRate);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("Momentum.momentum must be in [0, 1), got " + momentum);
        }
        if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Momentum.weightDecay must be in [0, inf), got " + weightDecay);
        }
        this.learningRate = learningRate;
        this.momentum = momentum;
        this.weightDecay = weightDecay;
    }

    @Override
    public void step(List<Parameter> parameters, double factor) {
        double rate = learningRate * factor;
        for (Parameter parameter : parameters) {
            INDArray value = parameter.value();
            INDArray velocity = velocities.computeIfAbsent(
                    parameter,
                    key -> Nd4j.createUninitializedDetached(value.dataType(), 'c', value.shape())
                            .assign(0));
            velocity.muli(momentum).addi(parameter.gradient());
            if (weightDecay > 0 && value.size(0) > 1) {
                value.muli(1 - rate * weightDecay);
            }
            velocity.mul(rate, parameter.gradient());
            value.subi(parameter.gradient());
        }
    }

    @Override
    public Map<String, INDArray> state() {
        Map<String, INDArray> state = new LinkedHashMap<>();
        velocities.forEach((parameter, velocity) -> state.put("velocity/" + parameter.name(), velocity.dup('c')));
        return state;
    }

    @Override
    public void restore(List<Parameter> parameters, Map<String, INDArray> state) {
        velocities.clear();
        for (Parameter parameter : parameters) {
            INDArray velocity = state.get("velocity/" + parameter.name());
            if (velocity != null) {
                velocities.put(parameter, velocity.dup('c'));
            }
        }
    }
}
