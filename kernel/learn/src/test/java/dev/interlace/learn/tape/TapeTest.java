package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.interlace.spi.SeedSource;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class TapeTest {
    /** A few operations on numbers of size 1 in double precision. */
    private static final double TOLERANCE = 1e-12;

    private final Tape tape = new Tape(DataType.DOUBLE);

    private Var constant(double[]... rows) {
        return tape.constant(matrix(rows));
    }

    private static void requireValue(double[] expected, Var actual) {
        requireClose(expected, actual.value(), TOLERANCE, "value");
    }

    private static Parameter parameter(double[]... rows) {
        return new Parameter("p", matrix(rows));
    }

    @Test
    void aParameterThatIsNotReachedGetsZeros() {
        Parameter reached = parameter(row(1, 2));
        Parameter other = parameter(row(3, 4));
        other.gradient().assign(9);
        tape.begin(Tape.Mode.TRAIN, new SeedSource(0));
        tape.parameter(other);
        tape.backward(tape.squaredError(tape.parameter(reached), tape.constant(matrix(row(0, 0)))));
        requireClose(row(2, 4), reached.gradient(), TOLERANCE, "reached");
        requireClose(row(0, 0), other.gradient(), 0, "not reached");
    }

    @Test
    void theNextRunWritesIntoTheArraysOfTheLast() {
        INDArray first = tape.add(constant(row(1, 2)), constant(row(3, 4))).value();
        tape.begin();
        INDArray second = tape.add(constant(row(5, 6)), constant(row(7, 8))).value();
        assertSame(first, second);
        requireClose(row(12, 14), second, 0, "the new sum");
        tape.begin();
        Var wider = tape.add(constant(row(1, 2, 3)), constant(row(1, 1, 1)));
        requireValue(row(2, 3, 4), wider);
    }

    @Test
    void whatDoesNotFitIsRejected() {
        requireMessage("Tape.type must be FLOAT or DOUBLE, got INT", () -> new Tape(DataType.INT32));
    }
}
