package dev.interlace.learn.training;

import dev.interlace.learn.tape.Parameter;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What turns gradients into new parameters. One object serves one training; what it remembers is its {@link #state}.
 */
public interface Optimizer {
    /**
     * One step along the gradients, which are used up.
     *
     * @param factor the schedule's share of the learning rate, in [0, inf)
     */
    void step(List<Parameter> parameters, double factor);

    /** A copy of all that the next step depends on, by name. */
    Map<String, INDArray> state();

    /** Goes on from a {@link #state}, of the parameters of those names. */
    void restore(List<Parameter> parameters, Map<String, INDArray> state);

    /** The array of that name. */
    static INDArray require(Map<String, INDArray> state, String name) {
        INDArray array = state.get(name);
        if (array == null) {
            throw new IllegalArgumentException(
                    "this optimizer's state lacks '" + name + "'; it holds " + state.keySet());
        }
        return array;
    }
}
