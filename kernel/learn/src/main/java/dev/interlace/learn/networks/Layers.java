package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Activation;
import dev.interlace.learn.tape.Attended;
import dev.interlace.learn.tape.Shapes;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.RowQueue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A tape together with the parameters of a model: layers by name. The first run makes the parameters, the later ones
 * find them.
 */
public final class Layers {
    private final Tape tape;
    private final Parameters parameters;
    private final Map<String, INDArray> seen = new LinkedHashMap<>();

    public Layers(Tape tape, Parameters parameters) {
        this.tape = tape;
        this.parameters = parameters;
    }

    /** The tape. */
    public Tape tape() {
        return tape;
    }

    /** A trained matrix {@code [rows, columns]}. */
    public Var matrix(String name, long rows, long columns, Start start) {
        return tape.parameter(parameters.get(name, rows, columns, start));
    }

    /** {@code x W + b}: {@code [..., in] -> [..., width]}. */
    public Var linear(String name, Var x, int width) {
        long in = Shapes.width(x);
        return tape.linear(
                x, matrix(name + ".weight", in, width, Start.GLOROT), matrix(name + ".bias", 1, width, Start.ZEROS));
    }

    /** {@code relu(x W + b)}: {@code [..., in] -> [..., width]}. */
    public Var dense(String name, Var x, int width) {
        return dense(name, x, width, Activation.RELU);
    }

    /** {@code activation(x W + b)}: {@code [..., in] -> [..., width]}; the same parameters whatever the activation. */
    public Var dense(String name, Var x, int width, Activation activation) {
        Start start = activation == Activation.RELU || activation == Activation.GELU ? Start.HE : Start.GLOROT;
        return tape.dense(
                x,
                matrix(name + ".weight", Shapes.width(x), width, start),
                matrix(name + ".bias", 1, width, Start.ZEROS),
                activation);
    }

    /** Layer normalisation with a trained gain and shift. */
    public Var layerNorm(String name, Var x) {
        long width = Shapes.width(x);
        return tape.layerNorm(
                x, matrix(name + ".gain", 1, width, Start.ONES), matrix(name + ".shift", 1, width, Start.ZEROS));
    }

    /**
     * Multi-head cross-attention with its four projections: queries from {@code query}, keys and values from
     * {@code memory}.
     *
     * @param query {@code [B, Q, any]}
     * @param memory {@code [B, K, any]}
     * @param memoryLengths {@code [B]}
     * @return {@code [B, Q, width]} and the weights {@code [B, heads, Q, K]}
     */
    public Attended crossAttention(String name, Var query, Var memory, int[] memoryLengths, int width, int heads) {
        Var q = linear(name + ".query", query, width);
        Var k = linear(name + ".key", memory, width);
        Var v = linear(name + ".value", memory, width);
        Attended attended = tape.attention(q, k, v, memoryLengths, heads);
        return new Attended(linear(name + ".output", attended.output(), width), attended.weights());
    }

    /** The queue of that name, which lives as long as the fit: what past steps have left for the later ones. */
    public RowQueue queue(String name, int capacity) {
        return parameters.queue(name, capacity);
    }

    /** Keeps a copy of an explanation (attention, gates) of a predicting run. */
    public void explain(String name, INDArray weights) {
        if (!tape.isTraining()) {
            seen.put(name, weights.dup('c'));
        }
    }

    /** The explanations of this run. */
    public Map<String, INDArray> explanations() {
        return seen;
    }
}
