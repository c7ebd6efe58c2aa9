package dev.interlace.learn.tape;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Graph;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every operation against central differences in double precision. */
public class GradientCheckTest {
    /** Central differences with step 1e-6 in double are good to about 1e-9 times the third derivative. */
    private static final double TOLERANCE = 1e-6;

    /** Turns a tensor of any shape into a loss whose derivative differs in every entry. */
    private static Loss toLoss(Tape tape, Var x) {
        long width = x.value().size(x.value().rank() - 1);
        INDArray flat = x.value().rank() == 2
                ? x.value()
                : x.value().reshape('c', x.value().length() / width, width);
        Var rows = x.value().rank() == 2 ? x : tape.record(new Flatten(x));
        INDArray target =
                Nd4j.linspace(DataType.DOUBLE, -1, 0.37, flat.length()).reshape('c', flat.shape());
        return tape.squaredError(rows, tape.constant(target));
    }

    private static final class Flatten extends Op {
        private final Var x;

        Flatten(Var x) {
            super(x);
            this.x = x;
        }

        @Override
        protected long[] shape() {
            long width = x.value().size(x.value().rank() - 1);
            return new long[] {x.value().length() / width, width};
        }

        @Override
        protected void forward(INDArray out) {
            out.assign(x.value().reshape('c', shape()));
        }

        @Override
        protected void backward(INDArray gradient) {
            x.accumulate(slot(), target -> target.assign(gradient.reshape('c', target.shape())));
        }
    }

    public static Arguments tensor(String name, BiFunction<Tape, List<Var>, Var> op, long[]... shapes) {
        return Arguments.of(name, shapes, (GradientCheck.Forward) (tape, x) -> toLoss(tape, op.apply(tape, x)));
    }

    public static Arguments loss(String name, GradientCheck.Forward op, long[]... shapes) {
        return Arguments.of(name, shapes, op);
    }

    public static long[] shape(long... sizes) {
        return sizes;
    }

    static Stream<Arguments> operations() {
        Graph graph = Graph.undirected(5, new int[][] {{0, 1}, {1, 2}, {2, 3}, {0, 3}});
        return Stream.of(
                tensor(
                        "linear",
                        (t, x) -> t.linear(x.get(0), x.get(1), x.get(2)),
                        shape(4, 3),
                        shape(3, 5),
                        shape(1, 5)),
                tensor(
                        "linear of one row",
                        (t, x) -> t.linear(x.get(0), x.get(1), x.get(2)),
                        shape(1, 3),
                        shape(3, 1),
                        shape(1, 1)),
                tensor(
                        "linear of tokens",
                        (t, x) -> t.linear(x.get(0), x.get(1), x.get(2)),
                        shape(2, 3, 4),
                        shape(4, 5),
                        shape(1, 5)),
                tensor("linear without bias", (t, x) -> t.linear(x.get(0), x.get(1)), shape(4, 3), shape(3, 5)),
                tensor(
                        "linear with one weight used twice",
                        (t, x) -> t.linear(t.linear(x.get(0), x.get(1)), x.get(1)),
                        shape(4, 3),
                        shape(3, 3)),
                tensor("similarity", (t, x) -> t.similarity(x.get(0), x.get(1)), shape(4, 3), shape(5, 3)),
                tensor("similarity with itself", (t, x) -> t.similarity(x.get(0), x.get(0)), shape(4, 3)),
                tensor("add", (t, x) -> t.add(x.get(0), x.get(1)), shape(4, 3), shape(4, 3)),
                tensor("add to itself", (t, x) -> t.add(x.get(0), x.get(0)), shape(4, 3)),
                tensor("multiply", (t, x) -> t.multiply(x.get(0), x.get(1)), shape(4, 3), shape(4, 3)),
                tensor("scale", (t, x) -> t.scale(x.get(0), -2.5), shape(4, 3)),
                tensor("relu", (t, x) -> t.relu(x.get(0)), shape(4, 3)),
                tensor("tanh", (t, x) -> t.tanh(x.get(0)), shape(4, 3)),
                tensor("sigmoid", (t, x) -> t.sigmoid(x.get(0)), shape(4, 3)),
                tensor("gelu", (t, x) -> t.gelu(x.get(0)), shape(4, 3)),
                tensor(
                        "dense with relu",
                        (t, x) -> t.dense(x.get(0), x.get(1), x.get(2), Activation.RELU),
                        shape(4, 3),
                        shape(3, 5),
                        shape(1, 5)),
                tensor(
                        "dense with gelu",
                        (t, x) -> t.dense(x.get(0), x.get(1), x.get(2), Activation.GELU),
                        shape(4, 3),
                        shape(3, 5),
                        shape(1, 5)),
                tensor(
                        "dense with tanh, of tokens",
                        (t, x) -> t.dense(x.get(0), x.get(1), x.get(2), Activation.TANH),
                        shape(2, 3, 4),
                        shape(4, 5),
                        shape(1, 5)),
                tensor(
                        "dense with sigmoid",
                        (t, x) -> t.dense(x.get(0), x.get(1), x.get(2), Activation.SIGMOID),
                        shape(4, 3),
                        shape(3, 5),
                        shape(1, 5)),
                tensor(
                        "convolution",
                        (t, x) -> t.convolution(x.get(0), x.get(1), x.get(2), Window.same(3), Activation.NONE),
                        shape(2, 4, 3, 2),
                        shape(18, 2),
                        shape(1, 2)),
                tensor(
                        "convolution with a stride and no padding",
                        (t, x) -> t.convolution(x.get(0), x.get(1), x.get(2), new Window(2, 2, 0), Activation.TANH),
                        shape(2, 5, 4, 2),
                        shape(8, 3),
                        shape(1, 3)),
                tensor("maxPooling", (t, x) -> t.maxPooling(x.get(0), Window.tiles(2)), shape(2, 4, 4, 2)),
                tensor(
                        "maxPooling of windows that overlap and reach out",
                        (t, x) -> t.maxPooling(x.get(0), new Window(3, 1, 1)),
                        shape(1, 3, 4, 2)),
                tensor("reshape", (t, x) -> t.reshape(x.get(0), 2, 6), shape(4, 3)),
                loss(
                        "softmaxCrossEntropy with class weights",
                        (t, x) -> t.softmaxCrossEntropy(x.get(0), new int[] {2, 0, 1, 1}, new double[] {0.5, 2, 3}),
                        shape(4, 3)),
                tensor("concat", (t, x) -> t.concat(List.of(x.get(0), x.get(1), x.get(0))), shape(4, 3), shape(4, 2)),
                tensor("normalize", (t, x) -> t.normalize(x.get(0)), shape(4, 3)),
                tensor("normalize tokens", (t, x) -> t.normalize(x.get(0)), shape(2, 3, 4)),
                tensor(
                        "layerNorm",
                        (t, x) -> t.layerNorm(x.get(0), x.get(1), x.get(2)),
                        shape(4, 3),
                        shape(1, 3),
                        shape(1, 3)),
                tensor("dropout", (t, x) -> t.dropout(x.get(0), 0.5), shape(4, 3)),
                tensor(
                        "attention",
                        (t, x) -> t.attention(x.get(0), x.get(1), x.get(2), new int[] {4, 4}, 2)
                                .output(),
                        shape(2, 3, 4),
                        shape(2, 4, 4),
                        shape(2, 4, 4)),
                tensor(
                        "attention with hidden keys and a row without any",
                        (t, x) -> t.attention(x.get(0), x.get(1), x.get(2), new int[] {2, 0, 4}, 2)
                                .output(),
                        shape(3, 3, 4),
                        shape(3, 4, 4),
                        shape(3, 4, 4)),
                tensor(
                        "attention over itself",
                        (t, x) -> t.attention(x.get(0), x.get(0), x.get(0), new int[] {3, 2}, 1)
                                .output(),
                        shape(2, 3, 4)),
                tensor("meanTokens", (t, x) -> t.meanTokens(x.get(0), new int[] {3, 1, 0}), shape(3, 3, 4)),
                tensor(
                        "fillAbsent",
                        (t, x) -> t.fillAbsent(x.get(0), x.get(1), new float[] {1, 0, 1, 0}),
                        shape(4, 3),
                        shape(1, 3)),
                tensor("propagate", (t, x) -> t.propagate(SparseMatrix.propagation(graph), x.get(0)), shape(5, 3)),
                tensor("take", (t, x) -> t.take(x.get(0), new int[] {3, 0, 3}), shape(5, 3)),
                tensor(
                        "pooledSimilarity",
                        (t, x) -> t.pooledSimilarity(x.get(0), new int[] {3, 2}, x.get(1), new int[] {4, 1, 2}, 3)
                                .output(),
                        shape(2, 3, 4),
                        shape(3, 4, 4)),
                tensor(
                        "additiveSimilarity with hidden tokens and regions, and a sample without any",
                        (t, x) -> t.additiveSimilarity(
                                        x.get(0),
                                        x.get(1),
                                        new int[] {3, 2},
                                        x.get(2),
                                        x.get(3),
                                        new int[] {4, 0, 2},
                                        x.get(4))
                                .output(),
                        shape(2, 3, 4),
                        shape(2, 3, 5),
                        shape(3, 4, 4),
                        shape(3, 4, 5),
                        shape(5, 1)),
                tensor(
                        "additiveSimilarity of a sequence with itself",
                        (t, x) -> t.additiveSimilarity(
                                        x.get(0),
                                        x.get(0),
                                        new int[] {3, 2},
                                        x.get(0),
                                        x.get(0),
                                        new int[] {3, 1},
                                        x.get(1))
                                .output(),
                        shape(2, 3, 4),
                        shape(4, 1)),
                loss(
                        "softmaxCrossEntropy",
                        (t, x) -> t.softmaxCrossEntropy(x.get(0), new int[] {2, 0, 1, 1}),
                        shape(4, 3)),
                loss("infoNce", (t, x) -> t.infoNce(x.get(0), x.get(1), 100), shape(4, 4), shape(1, 1)),
                loss("squaredError", (t, x) -> t.squaredError(x.get(0), x.get(1)), shape(4, 3), shape(4, 3)),
                loss(
                        "biased discrepancy",
                        (t, x) -> t.discrepancy(
                                x.get(0),
                                x.get(1),
                                new MeanDiscrepancy(new double[] {0.7, 2}, MeanDiscrepancy.Estimator.BIASED)),
                        shape(4, 3),
                        shape(6, 3)),
                loss(
                        "unbiased discrepancy",
                        (t, x) -> t.discrepancy(
                                x.get(0),
                                x.get(1),
                                new MeanDiscrepancy(new double[] {0.7, 2}, MeanDiscrepancy.Estimator.UNBIASED)),
                        shape(4, 3),
                        shape(6, 3)),
                loss(
                        "a weighted sum of losses",
                        (t, x) -> t.squaredError(x.get(0), x.get(1))
                                .plus(-0.3, t.softmaxCrossEntropy(x.get(0), new int[] {2, 0, 1, 1})),
                        shape(4, 3),
                        shape(4, 3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void agreesWithCentralDifferences(String name, long[][] shapes, GradientCheck.Forward forward) {
        for (long seed : new long[] {1, 2, 3}) {
            SplittableRandom random = new SplittableRandom(seed);
            List<INDArray> parameters = Arrays.stream(shapes)
                    .map(shape -> {
                        double[] values = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = random.nextDouble(0.2, 1.2) * (random.nextBoolean() ? 1 : -1);
                        }
                        if (name.equals("infoNce") && shape[0] == 1) {
                            values[0] = 1.3; // inside the clamp
                        }
                        return Nd4j.createFromArray(values).reshape('c', shape);
                    })
                    .toList();
            GradientCheck.Worst worst = GradientCheck.worst(parameters, forward);
            assertTrue(worst.error() < TOLERANCE, name + ", seed " + seed + ": " + worst);
        }
    }
}
