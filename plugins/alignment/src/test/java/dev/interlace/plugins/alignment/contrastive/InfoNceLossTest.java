package dev.interlace.plugins.alignment.contrastive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.GradientCheck;
import dev.interlace.learn.tape.Parameter;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
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
                        new InfoNceLoss.Options(0.5, 100, 0))
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

    private static double smoothed(double[][] left, double[][] right, double smoothing, int... labels) {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        return new InfoNceLoss()
                .loss(
                        new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(1))),
                        new Sides(
                                tape.constant(Nd4j.createFromArray(left)),
                                tape.constant(Nd4j.createFromArray(right)),
                                labels),
                        new InfoNceLoss.Options(0.5, 100, smoothing))
                .value();
    }

    @Test
    void smoothingIsTheCrossEntropyWithSpreadTargets() {
        // s = 2 * [[1, 0], [0, 1]]: log(e^2 + 1) - (1 - 0.2 + 0.1) * 2 - 0.1 * 0 in every row and column
        double[][] rows = {{3, 0}, {0, 0.5}};
        assertEquals(Math.log(Math.exp(2) + 1) - 0.9 * 2, smoothed(rows, rows, 0.2), ROUNDING);
        // pairs 0 and 1 of one label are no candidates of each other: of 3 each has 2 candidates, the third all
        double[][] three = {{1, 0}, {0, 1}, {1, 1}};
        double c = 2 * Math.cos(Math.PI / 4); // similarity of the third to the others
        double two = Math.log(Math.exp(2) + Math.exp(c)) - 0.8 * 2 - 0.2 * (2 + c) / 2;
        double all = Math.log(Math.exp(2) + 2 * Math.exp(c)) - 0.8 * 2 - 0.2 * (2 + 2 * c) / 3;
        assertEquals((2 * two + all) / 3, smoothed(three, three, 0.2, 4, 4, 5), ROUNDING);
    }

    @Test
    void gradientsOfTheSmoothedLossAgreeWithCentralDifferences() {
        INDArray left = Nd4j.createFromArray(new double[][] {{1, 0.3, -0.4}, {0.2, 1, 0.1}, {-0.6, 0.4, 0.9}});
        INDArray right = Nd4j.createFromArray(new double[][] {{0.8, 0.1, 0.2}, {0.3, -1, 0.5}, {-0.2, 0.7, 0.6}});
        INDArray logScale = Nd4j.createFromArray(new double[][] {{0.7}});
        GradientCheck.Worst worst = GradientCheck.worst(List.of(left, right, logScale), (tape, vars) -> {
            Var similarity = tape.similarity(tape.normalize(vars.get(0)), tape.normalize(vars.get(1)));
            return SmoothedPairs.of(tape, similarity, vars.get(2), 100, new int[] {1, 1, 2});
        });
        assertTrue(worst.error() < 1e-8, worst.toString());
    }

    @Test
    void aTemperatureBelowItsSmallestIsRejected() {
        String message = "Options.temperature must be at least 1 / maxScale = 0.5, got 0.1";
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new InfoNceLoss.Options(0.1, 2, 0))
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
        new InfoNceLoss().loss(layers, sides, new InfoNceLoss.Options(0.5, 100, 0));
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
