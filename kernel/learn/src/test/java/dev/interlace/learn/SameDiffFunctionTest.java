package dev.interlace.learn;

import static dev.interlace.learn.Matrices.requireClose;
import static dev.interlace.learn.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.SeedSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

/** Operations of the tape against the same in SameDiff: another implementation of forward and backward. */
class SameDiffFunctionTest {
    private static final double TOLERANCE = 1e-9;

    interface OnTape {
        Var run(Tape tape, List<Var> x);
    }

    private static Arguments pair(String name, OnTape ours, SameDiffFunction.Graph theirs, long[]... shapes) {
        return Arguments.of(name, ours, theirs, shapes);
    }

    private static long[] shape(long... sizes) {
        return sizes;
    }

    static List<Arguments> operations() {
        return List.of(
                pair(
                        "dense with tanh",
                        (t, x) -> t.dense(x.get(0), x.get(1), x.get(2), Activation.TANH),
                        (sd, x) -> sd.math.tanh(x.get(0).mmul(x.get(1)).add(x.get(2))),
                        shape(4, 3),
                        shape(3, 5),
                        shape(1, 5)),
                pair(
                        "gelu",
                        (t, x) -> t.gelu(x.get(0)),
                        (sd, x) -> {
                            SDVariable a = x.get(0); // sd.nn.gelu is another approximation, a sigmoid(1.702 a)
                            SDVariable cubed = a.mul(a).mul(a).mul((double) Loops.GELU_CUBE);
                            SDVariable bent = sd.math.tanh(a.add(cubed).mul((double) Loops.GELU_SLOPE));
                            return bent.add(1.0).mul(a).mul(0.5);
                        },
                        shape(4, 3)),
                pair(
                        "batchedProduct",
                        (t, x) -> t.batchedProduct(x.get(0), x.get(1)),
                        (sd, x) -> sd.mmul(x.get(0), x.get(1)),
                        shape(2, 3, 4),
                        shape(2, 4, 5)),
                pair(
                        "segmentSum",
                        (t, x) -> t.segmentSum(x.get(0), new int[] {1, 0, 1, 2}, 3),
                        (sd, x) -> sd.unsortedSegmentSum(
                                x.get(0), sd.constant(org.nd4j.linalg.factory.Nd4j.createFromArray(1, 0, 1, 2)), 3),
                        shape(4, 3)),
                pair(
                        "convolution",
                        (t, x) -> t.convolution(x.get(0), x.get(1), x.get(2), Window.same(3), Activation.NONE),
                        (sd, x) -> {
                            Conv2DConfig same = Conv2DConfig.builder()
                                    .kH(3)
                                    .kW(3)
                                    .sH(1)
                                    .sW(1)
                                    .paddingMode(PaddingMode.SAME)
                                    .dataFormat("NHWC")
                                    .build();
                            return sd.cnn.conv2d(
                                    x.get(0),
                                    x.get(1).reshape(3, 3, 2, 4),
                                    x.get(2).reshape(4),
                                    same);
                        },
                        shape(2, 5, 4, 2),
                        shape(18, 4),
                        shape(1, 4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void theTapeAndSameDiffAgree(String name, OnTape ours, SameDiffFunction.Graph theirs, long[][] shapes) {
        SameDiffFunction function = new SameDiffFunction(theirs);
        for (long seed : new long[] {1, 2}) { // the second run finds the graph built
            List<INDArray> first = run(shapes, seed, ours);
            List<INDArray> second = run(shapes, seed, (tape, x) -> function.apply(tape, x.toArray(Var[]::new)));
            for (int i = 0; i < first.size(); i++) {
                requireClose(
                        Host.doubles(first.get(i)),
                        second.get(i),
                        TOLERANCE,
                        name + ", seed " + seed + ", result " + i);
            }
        }
    }

    /** The result, then the gradient of every input. */
    private static List<INDArray> run(long[][] shapes, long seed, OnTape forward) {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin(Tape.Mode.TRAIN, new SeedSource(seed));
        List<Parameter> parameters = new ArrayList<>();
        for (int p = 0; p < shapes.length; p++) {
            parameters.add(new Parameter("p" + p, Matrices.normal(seed + p, DataType.DOUBLE, shapes[p])));
        }
        Var y = forward.run(tape, parameters.stream().map(tape::parameter).toList());
        Var rows = tape.reshape(y, 1, y.value().length());
        Var target =
                tape.constant(Matrices.normal(9, DataType.DOUBLE, 1, y.value().length()));
        tape.backward(tape.squaredError(rows, target));
        List<INDArray> results = new ArrayList<>();
        results.add(y.value().dup('c'));
        parameters.forEach(parameter -> results.add(parameter.gradient().dup('c')));
        return results;
    }

    @Test
    void centralDifferencesAgreeWithAGraphUsedTwice() {
        SameDiffFunction square = new SameDiffFunction((sd, x) -> x.get(0).mul(x.get(0)));
        GradientCheck.Worst worst = GradientCheck.worst(
                List.of(Matrices.normal(3, DataType.DOUBLE, 2, 3)),
                (tape, x) -> tape.squaredError(
                        square.apply(tape, square.apply(tape, x.get(0))),
                        tape.constant(Matrices.normal(4, DataType.DOUBLE, 2, 3))));
        assertTrue(worst.error() < 1e-6, worst.toString());
    }

    @Test
    void aFunctionOfNothingIsRejected() {
        requireMessage(
                "SameDiffFunction: needs at least one input, got none",
                () -> new SameDiffFunction((sd, x) -> sd.constant(1)).apply(new Tape(DataType.DOUBLE)));
    }
}
