package dev.interlace.plugins.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.MeanDiscrepancy.Estimator;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.SeedSource;
import dev.interlace.testkit.AlignmentLossContract;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class MmdLossTest extends AlignmentLossContract<MmdLoss.Options> {
    private static final double ROUNDING = 1e-9;

    @Override
    protected MmdLoss method() {
        return new MmdLoss();
    }

    @Override
    protected MmdLoss.Options options() {
        return new MmdLoss.Options(Estimator.BIASED, 1.5, 3);
    }

    @Test
    void onePointOnEachSideCostsTwoMinusTwiceTheKernelFunction() {
        // sigma 1, distance 2: k = exp(-4 / 2)
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        double value = method().loss(
                        new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(1))),
                        Sides.of(
                                tape.constant(Nd4j.createFromArray(new double[][] {{0, 0}})),
                                tape.constant(Nd4j.createFromArray(new double[][] {{2, 0}}))),
                        new MmdLoss.Options(Estimator.BIASED, 1, 1))
                .value();
        assertEquals(2 - 2 * Math.exp(-2), value, ROUNDING);
    }
}
