package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class JoinsTest {
    private static final double EXACT = 1e-12;

    /** Central differences with step 1e-6 in double are good to about 1e-9 times the third derivative. */
    private static final double TOLERANCE = 1e-6;

    private final Tape tape = new Tape(DataType.DOUBLE);
    private final Joins joins = new Joins(tape);

    private Var constant(double[]... rows) {
        return tape.constant(matrix(rows));
    }

    @Test
    void valuesAreThoseOfTheDefinitions() {
        tape.begin();
        Var a = constant(row(1, 2), row(3, 4));
        Var b = constant(row(5, 6, 7), row(0, 1, 2));
        requireClose(
                row(5, 6, 7, 10, 12, 14, 0, 3, 6, 0, 4, 8), joins.outer(a, b).value(), EXACT, "outer");
        // (1, 2, 0) * (5, 6, 7): z_0 = 1*5 + 2*7 + 0*6 = 19, z_1 = 1*6 + 2*5 = 16, z_2 = 1*7 + 2*6 = 19
        requireClose(
                row(19, 16, 19),
                joins.convolve(constant(row(1, 2, 0)), constant(row(5, 6, 7))).value(),
                EXACT,
                "convolve");
        requireClose(row(2, 4, 0, 0), joins.scaleRows(a, new float[] {2, 0}).value(), EXACT, "scaleRows");
        assertSame(a, joins.scaleRows(a, new float[] {1, 1}), "nothing to scale");
        // row 0: 0.5 (1, 2) + 2 (3, 1); row 1: 1 (3, 4) + 0
        Var weights = constant(row(0.5, 2), row(1, 0));
        Var other = constant(row(3, 1), row(9, 9));
        requireClose(row(6.5, 3, 3, 4), joins.mix(weights, List.of(a, other)).value(), EXACT, "mix");
        requireClose(
                row(3, 2, 9, 9),
                joins.maximum(List.of(a, other), new float[][] {{1, 0}, {1, 1}}).value(),
                EXACT,
                "maximum");
        requireClose(
                row(0, 0, 3, 4),
                joins.maximum(List.of(a), new float[][] {{0, 1}}).value(),
                EXACT,
                "the maximum of nothing");
        requireClose(row(1, 1, 2, 1, 3, 4), joins.withOne(a).value(), EXACT, "withOne");
        requireClose(
                row(1, 2, 1, 1), joins.onesWhereAbsent(a, new float[] {1, 0}).value(), EXACT, "ones");
        // softmax(ln 3, 0) = 3/4, 1/4
        requireClose(
                row(0.75, 0.25, 0, 1, 0, 0),
                joins.maskedSoftmax(
                                constant(row(Math.log(3), 0), row(5, 5), row(5, 5)),
                                new float[][] {{1, 0, 0}, {1, 1, 0}})
                        .value(),
                EXACT,
                "maskedSoftmax");
        Var tokens = tape.reshape(constant(row(1, 2, 3, 4, 5, 6)), 1, 3, 2);
        requireClose(row(3, 4, 5, 6), joins.tokens(tokens, 1, 2).value(), EXACT, "tokens");
        requireClose(
                row(5, 6, 1, 2, 3, 4, 5, 6),
                joins.append(joins.tokens(tokens, 2, 1), tokens).value(),
                EXACT,
                "append");
        requireClose(row(1, 3, 5, 2, 4, 6), joins.transpose(tokens).value(), EXACT, "transpose");
        requireClose(row(1, 2, 3, 4, 1, 2, 3, 4), joins.repeat(a, 2).value(), EXACT, "repeat");
        // (1,2).(1,2) = 5, (1,2).(3,4) = 11, (1,2).(5,6) = 17
        Var first = joins.tokens(tokens, 0, 1);
        requireClose(row(5, 11, 17), joins.affinity(first, tokens).value(), EXACT, "affinity");
        requireClose(
                row(5 + 33 + 85, 10 + 44 + 102),
                joins.gather(joins.affinity(first, tokens), tokens).value(),
                EXACT,
                "gather");
    }

    @Test
    void convolutionIsTheProductOfTransforms() {
        // the sum of a convolution is the product of the sums: the transform at frequency 0
        tape.begin();
        Var z = joins.convolve(constant(row(0.3, -1, 2, 0.7)), constant(row(1.1, 0.2, -0.4, 3)));
        requireClose(row(2 * 3.9), Nd4j.scalar(Host.sum(z.value())), 1e-9, "frequency 0");
    }

    private static Var flat(Tape tape, Var x) {
        long width = x.value().size(x.value().rank() - 1);
        return x.value().rank() == 2 ? x : tape.reshape(x, x.value().length() / width, width);
    }

    private static Loss toLoss(Tape tape, Var x) {
        Var rows = flat(tape, x);
        INDArray target =
                Nd4j.linspace(DataType.DOUBLE, -1, 0.37, rows.value().length()).reshape('c', rows.shape());
        return tape.squaredError(rows, tape.constant(target));
    }

    private static Arguments op(String name, BiFunction<Joins, List<Var>, Var> op, long[]... shapes) {
        return Arguments.of(name, shapes, (GradientCheck.Forward)
                (tape, x) -> toLoss(tape, op.apply(new Joins(tape), x)));
    }

    private static long[] shape(long... sizes) {
        return sizes;
    }

    static Stream<Arguments> operations() {
        float[][] counts = {{1, 1, 0, 0}, {1, 0, 1, 0}, {1, 1, 1, 0}};
        return Stream.of(
                op("scaleRows", (j, x) -> j.scaleRows(x.get(0), new float[] {1, 0, -2, 3}), shape(4, 3)),
                op("outer", (j, x) -> j.outer(x.get(0), x.get(1)), shape(4, 3), shape(4, 2)),
                op(
                        "outer with ones before",
                        (j, x) -> j.outer(j.withOne(x.get(0)), j.withOne(x.get(1))),
                        shape(3, 2),
                        shape(3, 3)),
                op("outer with itself", (j, x) -> j.outer(x.get(0), x.get(0)), shape(4, 3)),
                op("convolve", (j, x) -> j.convolve(x.get(0), x.get(1)), shape(4, 3), shape(4, 3)),
                op("convolve with itself", (j, x) -> j.convolve(x.get(0), x.get(0)), shape(2, 4)),
                op(
                        "mix",
                        (j, x) -> j.mix(x.get(0), List.of(x.get(1), x.get(2), x.get(1))),
                        shape(4, 3),
                        shape(4, 2),
                        shape(4, 2)),
                op("mix by constants", (j, x) -> j.mix(counts, x), shape(4, 2), shape(4, 2), shape(4, 2)),
                op("maskedSoftmax", (j, x) -> j.maskedSoftmax(x.get(0), counts), shape(4, 3)),
                op("maximum", (j, x) -> j.maximum(x, counts), shape(4, 2), shape(4, 2), shape(4, 2)),
                op("onesWhereAbsent", (j, x) -> j.onesWhereAbsent(x.get(0), counts[0]), shape(4, 2)),
                op("withOne", (j, x) -> j.withOne(x.get(0)), shape(4, 2)),
                op("append", (j, x) -> j.append(x.get(0), x.get(1)), shape(2, 3, 4), shape(2, 1, 4)),
                op("tokens", (j, x) -> j.tokens(x.get(0), 1, 2), shape(2, 4, 3)),
                op("repeat", (j, x) -> j.repeat(x.get(0), 3), shape(2, 4)),
                op("affinity", (j, x) -> j.affinity(x.get(0), x.get(1)), shape(2, 3, 4), shape(2, 5, 4)),
                op("affinity with itself", (j, x) -> j.affinity(x.get(0), x.get(0)), shape(2, 3, 4)),
                op("gather", (j, x) -> j.gather(x.get(0), x.get(1)), shape(2, 3, 5), shape(2, 5, 4)),
                op("transpose", (j, x) -> j.transpose(x.get(0)), shape(2, 3, 4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void agreesWithCentralDifferences(String name, long[][] shapes, GradientCheck.Forward forward) {
        for (long seed : new long[] {1, 2, 3}) {
            SplittableRandom random = new SplittableRandom(seed);
            List<INDArray> parameters = new ArrayList<>();
            for (long[] shape : shapes) {
                double[] values = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = random.nextDouble(0.2, 1.2) * (random.nextBoolean() ? 1 : -1);
                }
                parameters.add(Nd4j.createFromArray(values).reshape('c', shape));
            }
            GradientCheck.Worst worst = GradientCheck.worst(parameters, forward);
            assertTrue(worst.error() < TOLERANCE, name + ", seed " + seed + ": " + worst);
        }
    }

    @Test
    void shapesThatDoNotFitAreRejected() {
        tape.begin();
        Var a = constant(row(1, 2));
        Var b = constant(row(1, 2), row(3, 4));
        requireMessage("outer: Var[1, 2] and Var[2, 2] are not matrices of equal row count", () -> joins.outer(a, b));
        Var cube = tape.reshape(b, 1, 2, 2);
        requireMessage(
                "outer: Var[1, 2] and Var[1, 2, 2] are not matrices of equal row count", () -> joins.outer(a, cube));
        requireMessage("convolve: Var[1, 2] against Var[2, 2]", () -> joins.convolve(a, b));
        requireMessage("scaleRows: 1 rows, but 2 factors", () -> joins.scaleRows(a, new float[2]));
        requireMessage("mix: 2 weights for 1 parts", () -> joins.mix(a, List.of(a)));
        requireMessage("mix: weights Var[1, 2], parts [Var[1, 2], Var[2, 2]]", () -> joins.mix(a, List.of(a, b)));
        requireMessage("maskedSoftmax: 1 columns for Var[1, 2]", () -> joins.maskedSoftmax(a, new float[1][1]));
        requireMessage("maskedSoftmax: 3 rows for Var[1, 2]", () -> joins.maskedSoftmax(a, new float[2][3]));
        requireMessage("maximum: parts [Var[1, 2], Var[2, 2]]", () -> joins.maximum(List.of(a, b), new float[2][2]));
        Var tokens = tape.reshape(b, 1, 2, 2);
        requireMessage("tokens: 2 from 1 of Var[1, 2, 2]", () -> joins.tokens(tokens, 1, 2));
        requireMessage(
                "product of tokens: Var[1, 2, 2] against Var[1, 4, 1]",
                () -> joins.affinity(tokens, tape.reshape(b, 1, 4, 1)));
    }
}
