package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.SeedSource;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class PropagateTest {
    /** A few operations on numbers of size 1 in double precision. */
    private static final double TOLERANCE = 1e-12;

    private final Tape tape = new Tape(DataType.DOUBLE);

    private static Parameter parameter(double[]... rows) {
        return new Parameter("p", matrix(rows));
    }

    private Var constant(double[]... rows) {
        return tape.constant(matrix(rows));
    }

    private static void requireValue(double[] expected, Var actual) {
        requireClose(expected, actual.value(), TOLERANCE, "value");
    }

    @Test
    void takeChoosesRowsAndSumsTheirGradients() {
        Parameter p = parameter(row(1, 2), row(3, 4), row(5, 6));
        tape.begin(Tape.Mode.TRAIN, new SeedSource(0));
        Var taken = tape.take(tape.parameter(p), new int[] {2, 0, 2});
        requireValue(row(5, 6, 1, 2, 5, 6), taken);
        Loss loss = tape.squaredError(taken, tape.constant(matrix(row(0, 0), row(0, 0), row(0, 0))));
        assertEquals((25 + 36 + 1 + 4 + 25 + 36) / 3.0, loss.value(), TOLERANCE);
        tape.backward(loss);
        // 2/3 x for each time a row is taken
        requireClose(row(2 / 3.0, 4 / 3.0, 0, 0, 20 / 3.0, 8), p.gradient(), TOLERANCE, "gradient");
    }

    @Test
    void whatDoesNotFitIsRejected() {
        requireMessage("rows must lie in [0, 1), got 1", () -> tape.take(constant(row(1, 2)), new int[] {1}));
    }
}
