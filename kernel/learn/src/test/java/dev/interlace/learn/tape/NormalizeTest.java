package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.row;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class NormalizeTest {
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
    void normalizedRowsHaveLengthOneAndZerosStayZeros() {
        requireValue(row(0.6, 0.8, 0, 0), tape.normalize(constant(row(3, 4), row(0, 0)))); // |(3, 4)| = 5
    }
}
