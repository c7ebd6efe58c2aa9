package dev.interlace.plugins.alignment.contrastive;

import static dev.interlace.plugins.alignment.contrastive.Evaluated.ROUNDING;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.cosine;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.random;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.SeedSource;
import dev.interlace.testkit.AlignmentLossContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class SigLipLossTest extends AlignmentLossContract<SigLipLoss.Options> {
    @Override
    protected SigLipLoss method() {
        return new SigLipLoss();
    }

    private static final SigLipLoss.Options DEFAULTS = new SigLipLoss.Options(0.1, -10, 100);

    @Test
    void twoOrthogonalPairsAtTheStart() {
        // t = 10, b = -10: pairs have logit 0, costs log 2; the other two combinations -10, cost log(1 + e^-10)
        double[][] rows = {{3, 0}, {0, 0.5}};
        double expected = (2 * Math.log(2) + 2 * Math.log1p(Math.exp(-10))) / 2;
        assertEquals(expected, value(method(), DEFAULTS, rows, rows), ROUNDING);
    }

    @Test
    void theDefaultsAreThoseOfThePaper() {
        SigLipLoss.Options defaults = method().descriptor().schema().defaults();
        assertEquals(10, 1 / defaults.temperature(), ROUNDING);
        assertEquals(-10, defaults.bias(), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itIsTheSumOverAllCombinationsOfTheBatch(long seed) {
        double[][] left = random(seed, 6, 4);
        double[][] right = random(seed + 100, 6, 4);
        int[] labels = {0, 1, 0, 2, 3, 1};
        double sum = 0;
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                double logit = 5 * cosine(left[i], right[j]) + 0.7;
                if (i == j || labels[i] != labels[j]) {
                    sum -= Math.log(1 / (1 + Math.exp(i == j ? -logit : logit)));
                }
            }
        }
        double value = value(method(), new SigLipLoss.Options(0.2, 0.7, 100), left, right, labels);
        assertEquals(sum / 6, value, ROUNDING, "seed " + seed);
    }

    @Test
    void theTemperatureIsClampedAtBothEnds() {
        double[][] rows = {{1, 0}, {0, 1}};
        // trained beyond t = 4, where it is held: pairs have logit 4 - 1, the others -1
        double expected = Math.log1p(Math.exp(-3)) + Math.log1p(Math.exp(-1));
        Parameters beyond = new Parameters(DataType.DOUBLE, new SeedSource(1));
        beyond.get("siglip.logScale", 1, 1, Parameters.Start.ZEROS).value().addi(5);
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        Sides sides = Sides.of(tape.constant(Nd4j.createFromArray(rows)), tape.constant(Nd4j.createFromArray(rows)));
        Loss held = method().loss(new Layers(tape, beyond), sides, new SigLipLoss.Options(0.25, -1, 4));
        assertEquals(expected, held.value(), ROUNDING);
        // t = 1, the lower end
        assertEquals(
                Math.log(2) + Math.log1p(Math.exp(-1)),
                value(method(), new SigLipLoss.Options(1, -1, 4), rows, rows),
                ROUNDING);
    }

    @Test
    void hugeLogitsStayFiniteInSinglePrecision() {
        double[][] left = {{1, 0}, {0, 1}};
        double[][] right = {{-1, 0}, {0, -1}};
        // pairs have logit 100 * (-1) - 100 = -200 and cost 200; the others have -100 and cost nothing
        SigLipLoss.Options sharp = new SigLipLoss.Options(0.01, -100, 10000);
        assertEquals(200, value(DataType.FLOAT, method(), sharp, left, right), 1e-3);
    }
}
