package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ReshapeTest {
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
    void asTokensKeepsTheNumbers() {
        Var tokens = tape.asTokens(constant(row(1, 2), row(3, 4)));
        assertArrayEquals(new long[] {2, 1, 2}, tokens.shape());
        requireValue(row(1, 2, 3, 4), tokens);
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Var two = constant(row(1, 2), row(3, 4));
        requireMessage("reshape: Var[2, 2] has no 6 entries", () -> tape.reshape(two, 2, 3));
    }
}
