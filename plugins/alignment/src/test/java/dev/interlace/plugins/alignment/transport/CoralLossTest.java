package dev.interlace.plugins.alignment.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.SeedSource;
import dev.interlace.testkit.AlignmentLossContract;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CoralLossTest extends AlignmentLossContract<NoOptions> {
    private static final double ROUNDING = 1e-12;

    @Override
    protected CoralLoss method() {
        return new CoralLoss();
    }

    private double loss(INDArray left, INDArray right) {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        return method().loss(
                        new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(1))),
                        Sides.of(tape.constant(left), tape.constant(right)),
                        new NoOptions())
                .value();
    }

    @Test
    void twoRowsAgainstThreeMatchTheArithmetic() {
        // left (0, 0), (2, 4): covariance (2, 4; 4, 8); right (1, 0), (0, 0), (-1, 0): covariance (1, 0; 0, 0)
        // difference (1, 4; 4, 8): squares 1 + 16 + 16 + 64 = 97, over 4 * 2^2
        INDArray left = Nd4j.createFromArray(new double[][] {{0, 0}, {2, 4}});
        INDArray right = Nd4j.createFromArray(new double[][] {{1, 0}, {0, 0}, {-1, 0}});
        assertEquals(97 / 16.0, loss(left, right), ROUNDING);
    }

    @Test
    void aShiftCostsNothingSinceMeansHaveNoTerm() {
        INDArray x = Draws.normal(1, 9, 4, 0);
        assertEquals(0, loss(x, x.add(7)), 1e-20);
    }

    @Test
    void oneRowHasNoCovariance() {
        Draws.requireMessage(
                "loss/coral needs at least 2 rows on each side, got 1 and 3",
                () -> loss(Draws.normal(1, 1, 2, 0), Draws.normal(2, 3, 2, 0)));
    }
}
