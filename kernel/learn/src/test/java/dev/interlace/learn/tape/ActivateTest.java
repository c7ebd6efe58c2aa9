package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.row;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ActivateTest {
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
        requireValue(row(0, 0, 2), tape.relu(a));
        requireValue(row(Math.tanh(-1), 0, Math.tanh(2)), tape.tanh(a));
        requireValue(row(1 / (1 + Math.E), 0.5, 1 / (1 + Math.exp(-2))), tape.sigmoid(a));
    }

    @Test
    void geluIsAsTabulated() {
        // 0.5 (1 + tanh(0.79788 (1 + 0.044715))) = 0.841192; at -1 it is that minus 1; 0 at 0
        requireClose(
                row(0.841192, -0.158808, 0, 10),
                tape.gelu(tape.constant(matrix(row(1, -1, 0, 10)))).value(),
                1e-6,
                "gelu");
    }

    @Test
    void saturatedEntriesStayFinite() {
        Var large = constant(row(1e4, -1e4));
        requireValue(row(1, -1), tape.tanh(large));
        requireValue(row(1, 0), tape.sigmoid(large));
    }
}
