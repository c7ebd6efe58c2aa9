package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.row;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class FillAbsentTest {
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
    void absentRowsBecomeTheTokenEvenIfTheyHoldNaN() {
        Var x = constant(row(1, 2), row(Double.NaN, Double.NaN));
        requireValue(row(1, 2, 8, 9), tape.fillAbsent(x, constant(row(8, 9)), new float[] {1, 0}));
    }
}
