package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.row;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class PooledSimilarityTest {
    /** A few operations on numbers of size 1 in double precision. */
    private static final double TOLERANCE = 1e-12;

    private final Tape tape = new Tape(DataType.DOUBLE);

    private static void requireValue(double[] expected, Var actual) {
        requireClose(expected, actual.value(), TOLERANCE, "value");
    }

    @Test
    void pooledSimilarityIsTheAttendedDotProduct() {
        // one token (1), regions (ln 3, 0), sharpness 1: weights (3/4, 1/4), similarity 3/4 ln 3
        Var left = tape.constant(matrix(row(1, 77)).reshape('c', 1, 2, 1));
        Var right = tape.constant(matrix(row(Math.log(3), 0, 55)).reshape('c', 1, 3, 1));
        Attended attended = tape.pooledSimilarity(left, new int[] {1}, right, new int[] {2}, 1);
        requireValue(row(0.75 * Math.log(3)), attended.output());
    }
}
