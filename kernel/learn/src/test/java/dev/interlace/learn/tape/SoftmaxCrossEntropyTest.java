package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.SeedSource;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class SoftmaxCrossEntropyTest {
    /** A few operations on numbers of size 1 in double precision. */
    private static final double TOLERANCE = 1e-12;

    private final Tape tape = new Tape(DataType.DOUBLE);

    private Var constant(double[]... rows) {
        return tape.constant(matrix(rows));
    }

    @Test
    void crossEntropyOfEvenLogitsIsTheLogOfTheirNumber() {
        assertEquals(
                Math.log(3),
                tape.softmaxCrossEntropy(constant(row(5, 5, 5), row(-1, -1, -1)), new int[] {0, 2})
                        .value(),
                TOLERANCE);
        // softmax (ln 3, 0) = (3/4, 1/4)
        assertEquals(
                -Math.log(0.25),
                tape.softmaxCrossEntropy(constant(row(Math.log(3), 0)), new int[] {1})
                        .value(),
                TOLERANCE);
    }

    @Test
    void classWeightsAreAWeightedMean() {
        // logits 0 0: every row loses ln 2 whatever its class; rows of class 1 get logits (0, ln 3): they lose ln(4/3)
        Var logits = tape.constant(matrix(row(0, 0), row(0, Math.log(3))));
        double loss = tape.softmaxCrossEntropy(logits, new int[] {0, 1}, new double[] {1, 3})
                .value();
        requireClose(
                row((Math.log(2) + 3 * Math.log(4 / 3.0)) / 4),
                matrix(row(loss)),
                1e-7,
                "(1 ln 2 + 3 ln 4/3) / (1 + 3); the shares are floats");
    }

    @Test
    void logitsOfTenThousandGiveAFiniteLossAndGradient() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            Tape own = new Tape(type);
            own.begin(Tape.Mode.TRAIN, new SeedSource(0));
            Parameter p = new Parameter(
                    "logits", matrix(row(1e4, 0, -1e4), row(-1e4, 1e4, 0)).castTo(type));
            Loss loss = own.softmaxCrossEntropy(own.parameter(p), new int[] {2, 1});
            assertEquals(2e4 / 2, loss.value(), 1e-3, "20,000 for row 0, 0 for row 1, " + type);
            own.backward(loss);
            requireClose(row(0.5, 0, -0.5, 0, 0, 0), p.gradient(), 1e-6, "gradient in " + type);
        }
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Var one = constant(row(1, 2));
        Var two = constant(row(1, 2), row(3, 4));
        requireMessage(
                "softmaxCrossEntropy: 1 rows, but 2 labels", () -> tape.softmaxCrossEntropy(one, new int[] {0, 1}));
        requireMessage(
                "softmaxCrossEntropy: labels must lie in [0, 2), got 2",
                () -> tape.softmaxCrossEntropy(one, new int[] {2}));
        requireMessage(
                "softmaxCrossEntropy: 2 classes, but 1 class weights",
                () -> tape.softmaxCrossEntropy(two, new int[] {0, 1}, new double[] {1}));
        requireMessage(
                "softmaxCrossEntropy: class weights must be in [0, inf), got [1.0, -1.0]",
                () -> tape.softmaxCrossEntropy(two, new int[] {0, 1}, new double[] {1, -1}));
        requireMessage(
                "softmaxCrossEntropy: all rows of the batch are of classes with weight 0",
                () -> tape.softmaxCrossEntropy(two, new int[] {0, 0}, new double[] {0, 1}));
    }
}
