package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ConcatTest {
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
    void concatPutsColumnsSideBySide() {
        requireValue(
                row(1, 2, 5, 3, 4, 6), tape.concat(List.of(constant(row(1, 2), row(3, 4)), constant(row(5), row(6)))));
    }

    @Test
    void whatDoesNotFitIsRejected() {
        requireMessage(
                "concat: the first part has 1 rows, another has 2",
                () -> tape.concat(List.of(constant(row(1, 2)), constant(row(1), row(2)))));
    }
}
