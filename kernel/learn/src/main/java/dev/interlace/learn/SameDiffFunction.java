package dev.interlace.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph as an operation on the tape: for authors who have one, and as a second opinion about a gradient. A
 * graph is built for the shapes and the precision of its first use, and again when they change.
 *
 * <p>Slower than the tape's own operations by a factor of 2 to 10, and SameDiff prints a line on the standard output
 * for every operation it differentiates. In ND4J 1.0.0-M2.1 {@code logSoftmax} with a dimension cannot be
 * differentiated, two {@code gather} in a graph fail, and whole-array means of long float arrays are wrong by percents.
 */
public final class SameDiffFunction {
    private static final String UPSTREAM = "upstream";

    private final Graph graph;
    private final Map<String, Built> built = new LinkedHashMap<>();

    /** What computes the result from the inputs. */
    @FunctionalInterface
    public interface Graph {
        /** Adds operations to {@code sd} and returns their result, whose shape depends on those of the inputs alone. */
        SDVariable build(SameDiff sd, List<SDVariable> inputs);
    }

    private record Built(SameDiff sd, List<SDVariable> inputs, SDVariable output) {
        Map<String, INDArray> upstream(INDArray gradient) {
            return Map.of(UPSTREAM, gradient);
        }
    }

    public SameDiffFunction(Graph graph) {
        this.graph = graph;
    }

    /** The graph's result for these inputs. */
    public Var apply(Tape tape, Var... inputs) {
        Shapes.require(inputs.length > 0, "SameDiffFunction: needs at least one input, got none");
        return tape.record(new Apply(inputs, built(tape.type(), inputs)));
    }

    private Built built(DataType type, Var... inputs) {
        String key = type + Arrays.toString(inputs);
        Built known = built.get(key);
        if (known == null) {
            SameDiff sd = SameDiff.create();
            List<SDVariable> variables = new ArrayList<>();
            for (int i = 0; i < inputs.length; i++) {
                variables.add(sd.var("input" + i, inputs[i].value().dup('c')));
            }
            SDVariable output = graph.build(sd, List.copyOf(variables));
            // the gradient of the sum of output * upstream with respect to the inputs is upstream times the Jacobian
            SDVariable upstream = sd.placeHolder(UPSTREAM, type);
            sd.setLossVariables(output.mul(upstream).sum());
            known = new Built(sd, List.copyOf(variables), output);
            built.put(key, known);
        }
        return known;
    }

    private static final class Apply extends Op {
        private final Var[] inputs;
        private final Built graph;
        private final INDArray value;

        Apply(Var[] inputs, Built graph) {
            super(inputs);
            this.inputs = inputs;
            this.graph = graph;
            assignInputs();
            String name = graph.output().name();
            value = Objects.requireNonNull(
                    graph.sd().output(Map.<String, INDArray>of(), name).get(name), name);
        }

        private void assignInputs() {
            for (int i = 0; i < inputs.length; i++) {
                graph.inputs().get(i).getArr().assign(inputs[i].value());
            }
        }

        @Override
        protected String name() {
            return "sameDiff";
        }

        @Override
        protected long[] shape() {
            return value.shape();
        }

        @Override
        protected void forward(INDArray out) {
            out.assign(value);
        }

        @Override
        protected void backward(INDArray gradient) {
            assignInputs(); // the graph may have served another place of this run since
            String[] names = graph.inputs().stream().map(SDVariable::name).toArray(String[]::new);
            Map<String, INDArray> gradients = graph.sd().calculateGradients(graph.upstream(gradient), names);
            for (int i = 0; i < inputs.length; i++) {
                INDArray own = gradients.get(names[i]);
                if (own == null) {
                    throw new IllegalStateException("SameDiffFunction: SameDiff gave no gradient of input " + i
                            + "; does the result depend on it?");
                }
                inputs[i].accumulateIfTrained(slot(), target -> target.assign(own));
            }
        }
    }
}
