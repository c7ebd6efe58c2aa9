package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class LinearTest {
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
    void linearAddsTheBiasToEveryRow() {
        // [1 2] [1  0 2]             [1*1+2*3 0+2*1 1*2+0] + [10 20 30]
        //       [3  1 0] + [10 20 30] = [7 2 2] + ... = [17 22 32]
        Var w = constant(row(1, 0, 2), row(3, 1, 0));
        requireValue(
                row(17, 22, 32, 10, 20, 30), tape.linear(constant(row(1, 2), row(0, 0)), w, constant(row(10, 20, 30))));
        requireValue(row(7, 2, 2), tape.linear(constant(row(1, 2)), w));
    }

    @Test
    void whatDoesNotFitIsRejected() {
        requireMessage(
                "linear: x has 3 columns, w has 2 rows",
                () -> tape.linear(constant(row(1, 2, 3)), constant(row(1), row(2))));
        requireMessage(
                "linear: w has 1 columns, b has another width",
                () -> tape.linear(constant(row(1, 2)), constant(row(1), row(2)), constant(row(1, 2))));
    }
}
