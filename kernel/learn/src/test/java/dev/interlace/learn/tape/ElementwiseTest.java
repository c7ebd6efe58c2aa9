package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ElementwiseTest {
    /** A few operations on numbers of size 1 in double precision. */
    private static final double TOLERANCE = 1e-12;

    private final Tape tape = new Tape(DataType.DOUBLE);

    private Var constant(double[]... rows) {
        return tape.constant(matrix(rows));
    }

    private static void requireValue(double[] expected, Var actual) {
        requireClose(expected, actual.value(), TOLERANCE, "value");
    }

    @Test
    void everyEntryIsTreatedAlike() {
        Var a = constant(row(-1, 0, 2));
        Var b = constant(row(3, 4, 5));
        requireValue(row(2, 4, 7), tape.add(a, b));
        requireValue(row(-3, 0, 10), tape.multiply(a, b));
        requireValue(row(0.5, 0, -1), tape.scale(a, -0.5));
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Var two = constant(row(1, 2));
        Var three = constant(row(1, 2, 3));
        requireMessage("add: Var[1, 2] against Var[1, 3]", () -> tape.add(two, three));
        requireMessage("multiply: Var[1, 2] against Var[1, 3]", () -> tape.multiply(two, three));
    }
}
