package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class MatMulTest {
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
    void similarityIsEveryRowAgainstEveryRow() {
        // (1,2).(3,4) = 11, (1,2).(0,1) = 2
        requireValue(row(11, 2), tape.similarity(constant(row(1, 2)), constant(row(3, 4), row(0, 1))));
    }

    @Test
    void whatDoesNotFitIsRejected() {
        requireMessage(
                "similarity: left has 2 columns, right has 3",
                () -> tape.similarity(constant(row(1, 2)), constant(row(1, 2, 3))));
    }
}
