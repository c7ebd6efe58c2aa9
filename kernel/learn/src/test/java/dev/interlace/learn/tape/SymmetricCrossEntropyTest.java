package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.SeedSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class SymmetricCrossEntropyTest {
    /** A few operations on numbers of size 1 in double precision. */
    private static final double TOLERANCE = 1e-12;

    private final Tape tape = new Tape(DataType.DOUBLE);

    private Var constant(double[]... rows) {
        return tape.constant(matrix(rows));
    }

    @Test
    void infoNceIsTheMeanOfBothDirections() {
        // scale e^0 = 1, logits [ln 3, 0; ln 2, 0]
        // rows: -ln(3/4), -ln(1/3); columns: -ln(3/5), -ln(1/2)
        Var similarity = constant(row(Math.log(3), 0), row(Math.log(2), 0));
        double expected = -(Math.log(3 / 4.0) + Math.log(1 / 3.0) + Math.log(3 / 5.0) + Math.log(1 / 2.0)) / 4;
        assertEquals(expected, tape.infoNce(similarity, constant(row(0)), 100).value(), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void infoNceOfAUniformSimilarityIsTheLogOfTheBatch(int n) {
        Var same = tape.constant(Nd4j.valueArrayOf(new long[] {n, n}, 0.3, DataType.DOUBLE));
        assertEquals(Math.log(n), tape.infoNce(same, constant(row(1.7)), 100).value(), TOLERANCE);
    }

    private double[] slopeAndValue(double logScale, double diagonal) {
        Tape own = new Tape(DataType.DOUBLE);
        own.begin(Tape.Mode.TRAIN, new SeedSource(0));
        Parameter p = new Parameter("logScale", matrix(row(logScale)));
        Var similarity = own.constant(matrix(row(diagonal, 0.1), row(0.1, diagonal)));
        Loss loss = own.infoNce(similarity, own.parameter(p), 10);
        own.backward(loss);
        return new double[] {Host.doubles(p.gradient())[0], loss.value()};
    }

    @Test
    void theScaleRisesWherePairsAreNearestAndFallsWhereTheyAreNot() {
        assertTrue(slopeAndValue(1, 0.9)[0] < 0, "pairs are nearest: a larger scale lowers the loss");
        assertTrue(slopeAndValue(1, -0.9)[0] > 0, "pairs are farthest: a smaller scale lowers the loss");
    }

    @Test
    void theScaleIsClampedAtBothEndsAndCanComeBack() {
        double top = Math.log(10);
        assertEquals(slopeAndValue(top, 0.9)[1], slopeAndValue(top + 5, 0.9)[1], TOLERANCE, "above the upper end");
        assertEquals(slopeAndValue(0, 0.9)[1], slopeAndValue(-5, 0.9)[1], TOLERANCE, "below the lower end");
        assertEquals(0, slopeAndValue(top + 1, 0.9)[0], "nothing leads further up");
        assertEquals(0, slopeAndValue(-1, -0.9)[0], "nothing leads further down");
        assertTrue(slopeAndValue(top + 1, -0.9)[0] > 0, "back from above");
        assertTrue(slopeAndValue(-1, 0.9)[0] < 0, "back from below");
    }

    @Test
    void whatDoesNotFitIsRejected() {
        requireMessage(
                "infoNce: the similarity of paired rows is square, got Var[1, 2]",
                () -> tape.infoNce(constant(row(1, 2)), constant(row(0)), 100));
        requireMessage(
                "infoNce: maxScale must be in (1, inf), got 1.0",
                () -> tape.infoNce(constant(row(1)), constant(row(0)), 1));
    }
}
