package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class SquaredErrorTest {
    /** A few operations on numbers of size 1 in double precision. */
    private static final double TOLERANCE = 1e-12;

    private final Tape tape = new Tape(DataType.DOUBLE);

    private Var constant(double[]... rows) {
        return tape.constant(matrix(rows));
    }

    @Test
    void squaredErrorIsSummedOverColumnsAndAveragedOverRows() {
        // (1 + 4) and (0 + 9), mean 7
        assertEquals(
                7,
                tape.squaredError(constant(row(1, 2), row(3, 0)), constant(row(0, 0), row(3, 3)))
                        .value(),
                TOLERANCE);
    }
}
