package dev.interlace.learn.training;

import dev.interlace.learn.loops.AdamSteps;
import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.Loops.AdamStep;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Parameter;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Adam with decoupled weight decay (AdamW).
 *
 * <p>Reference: Kingma and Ba: Adam, ICLR 2015, algorithm 1; Loshchilov and Hutter: Decoupled Weight Decay
 * Regularization, ICLR 2019, algorithm 2; as in the papers, so {@code epsilon} is added to the corrected root. Biases
 * and gains, which have one row, are not decayed.
 */
public final class Adam implements Optimizer {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double learningRate;
    private final double weightDecay;
    private final IdentityHashMap<Parameter, Moments> moments = new IdentityHashMap<>();
    private int step;

    private record Moments(INDArray first, INDArray second) {}

    /**
     * An optimiser that remembers nothing yet.
     *
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
        step(parameters, 1);
    }

    @Override
    public void step(List<Parameter> parameters, double factor) {
        step++;
        double rate = learningRate * factor;
        double corrected = rate * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step));
        double epsilon = EPSILON * Math.sqrt(1 - Math.pow(BETA2, step));
        for (Parameter parameter : parameters) {
            INDArray value = parameter.value();
            INDArray g = parameter.gradient();
            Moments state = moments.computeIfAbsent(parameter, key -> new Moments(zeros(value), zeros(value)));
            boolean decays = weightDecay > 0 && value.size(0) > 1;
            double keep = decays ? 1 - rate * weightDecay : 1;
            if (HostLoops.serves(value, g)) {
                AdamStep numbers = new AdamStep(
                        (float) BETA1,
                        (float) BETA2,
                        (float) (1 - BETA1),
                        (float) (1 - BETA2),
                        (float) corrected,
                        (float) epsilon,
                        (float) keep);
                AdamSteps.step(value, g, state.first, state.second, numbers);
            } else {
                // m = beta1 m + (1 - beta1) g
                state.first.muli(BETA1).addi(g.mul(1 - BETA1));
                // v = beta2 v + (1 - beta2) g^2
                state.second.muli(BETA2).addi(g.mul(g).muli(1 - BETA2));
                // w = (1 - rate decay) w - rate m' / (sqrt v' + epsilon), m' and v' corrected for their start at 0
                INDArray root = Transforms.sqrt(state.second, true).addi(epsilon);
                value.muli(keep).subi(state.first.div(root).muli(corrected));
            }
        }
    }

    @Override
    public Map<String, INDArray> state() {
        Map<String, INDArray> state = new LinkedHashMap<>();
        moments.forEach((parameter, kept) -> {
            state.put("first/" + parameter.name(), kept.first.dup('c'));
            state.put("second/" + parameter.name(), kept.second.dup('c'));
        });
        state.put("step", Nd4j.createFromArray(new double[] {step}));
        return state;
    }

    @Override
    public void restore(List<Parameter> parameters, Map<String, INDArray> state) {
        step = (int) Host.doubles(Optimizer.require(state, "step"))[0];
        moments.clear();
        for (Parameter parameter : parameters) {
            if (state.containsKey("first/" + parameter.name())) {
                INDArray first = zeros(parameter.value());
                INDArray second = zeros(parameter.value());
                first.assign(Optimizer.require(state, "first/" + parameter.name()));
                second.assign(Optimizer.require(state, "second/" + parameter.name()));
                moments.put(parameter, new Moments(first, second));
            }
        }
    }

    private static INDArray zeros(INDArray like) {
        return Nd4j.createUninitializedDetached(like.dataType(), 'c', like.shape())
                .assign(0);
    }
}
