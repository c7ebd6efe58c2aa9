package dev.interlace.plugins.alignment.contrastive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Parameter;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.SeedSource;
import dev.interlace.testkit.AlignmentLossContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class InfoNceLossTest extends AlignmentLossContract<InfoNceLoss.Options> {
    private static final double ROUNDING = 1e-9;

    @Override
    protected InfoNceLoss method() {
        return new InfoNceLoss();
    }

    private static double value(double[][] left, double[][] right, int... labels) {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        INDArray l = Nd4j.createFromArray(left);
        INDArray r = Nd4j.createFromArray(right);
        return new InfoNceLoss()
                .loss(
                        new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(1))),
                        new Sides(tape.constant(l), tape.constant(r), labels),
                        new InfoNceLoss.Options(0.5, 100))
                .value();
    }

    @Test
    void twoOrthogonalPairsCostTheLogOfOnePlusEToTheMinusTwo() {
        // rows of any length are brought to length 1: s = 2 * [[1, 0], [0, 1]]; -2 + log(e^2 + 1) in every row and
        // column
        double[][] rows = {{3, 0}, {0, 0.5}};
        assertEquals(Math.log(1 + Math.exp(-2)), value(rows, rows), ROUNDING);
    }

    @Test
    void rowsThatAreAllAlikeCostTheLogOfTheBatch() {
        double[][] rows = {{1, 1}, {1, 1}, {1, 1}};
        assertEquals(Math.log(3), value(rows, rows), ROUNDING);
    }

    @Test
    void aTemperatureBelowItsSmallestIsRejected() {
        String message = "Options.temperature must be at least 1 / maxScale = 0.5, got 0.1";
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new InfoNceLoss.Options(0.1, 2))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new SigLipLoss.Options(0.1, -10, 2))
                        .getMessage());
    }

    @Test
    void lossesInOneTrainingKeepTheirParametersApart() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        Parameters parameters = new Parameters(DataType.DOUBLE, new SeedSource(1));
        Layers layers = new Layers(tape, parameters);
        Sides sides = Sides.of(
                tape.constant(Nd4j.eye(3).castTo(DataType.DOUBLE)),
                tape.constant(Nd4j.eye(3).castTo(DataType.DOUBLE).addi(1)));
        new InfoNceLoss().loss(layers, sides, new InfoNceLoss.Options(0.5, 100));
        new SigLipLoss().loss(layers, sides, new SigLipLoss.Options(0.5, -10, 100));
        assertEquals(
                List.of("infonce.logScale", "siglip.bias", "siglip.logScale"),
                parameters.all().stream().map(Parameter::name).sorted().toList());
    }

    @Test
    void pairsOfTheSameLabelAreNoNegatives() {
        double[][] rows = {{1, 1}, {1, 1}, {1, 1}};
        // of each row only the one of another label is left for 0 and 1; both are for 2: (log 2 + log 2 + log 3) / 3
        assertEquals((2 * Math.log(2) + Math.log(3)) / 3, value(rows, rows, 4, 4, 5), ROUNDING);
        assertEquals(0, value(rows, rows, 1, 1, 1), ROUNDING, "no negative is left");
    }

    @Test
    void oppositePairsCostMoreThanTheLogOfTheBatch() {
        assertTrue(value(new double[][] {{1, 0}, {-1, 0}}, new double[][] {{-1, 0}, {1, 0}}) > Math.log(2));
    }
}
