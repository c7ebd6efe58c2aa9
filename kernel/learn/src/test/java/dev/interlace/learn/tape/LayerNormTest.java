package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.row;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class LayerNormTest {
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
    void layerNormCentresAndScalesEveryRow() {
        // mean 2, variance ((1-2)^2 + (3-2)^2) / 2 = 1: (-1, 1) / sqrt(1 + 1e-5), times gain 2, plus shift 10
        double unit = 2 / Math.sqrt(1 + 1e-5);
        requireValue(
                row(10 - unit, 10 + unit),
                tape.layerNorm(constant(row(1, 3)), constant(row(2, 2)), constant(row(10, 10))));
    }

    @Test
    void aConstantRowIsNormalisedToItsShift() {
        requireValue(row(7, 8), tape.layerNorm(constant(row(5, 5)), constant(row(2, 2)), constant(row(7, 8))));
    }
}
