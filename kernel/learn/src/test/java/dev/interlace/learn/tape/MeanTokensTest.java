package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class MeanTokensTest {
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
    void meanTokensLeavesPaddingOut() {
        // row 0: mean of (1, 2) and (3, 4); row 1: no token
        INDArray x = matrix(row(1, 2), row(3, 4), row(99, 99), row(5, 6), row(7, 8), row(9, 10))
                .reshape('c', 2, 3, 2);
        requireValue(row(2, 3, 0, 0), tape.meanTokens(tape.constant(x), new int[] {2, 0}));
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Var tokens = tape.asTokens(constant(row(1, 2)));
        requireMessage("meanTokens: 1 rows, but 2 lengths", () -> tape.meanTokens(tokens, new int[] {1, 1}));
    }
}
