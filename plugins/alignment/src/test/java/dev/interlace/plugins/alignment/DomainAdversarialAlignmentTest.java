package dev.interlace.plugins.alignment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Standardizer;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.plugins.alignment.distribution.ClassifierTest;
import dev.interlace.plugins.alignment.distribution.MaximumMeanDiscrepancy;
import dev.interlace.plugins.alignment.distribution.MmdEstimator;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DomainAdversarialAlignmentTest {
    private static final int ROWS = 800;

    private final DomainAdversarialAlignment method = new DomainAdversarialAlignment();

    /** Two columns, the second bent by the square of the first. */
    private static Features sample(String name, long seed, double bend) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[2 * ROWS];
        for (int row = 0; row < ROWS; row++) {
            double first = random.nextGaussian();
            values[2 * row] = (float) first;
            values[2 * row + 1] = (float) (0.5 * random.nextGaussian() + bend * first * first);
        }
        return Features.vector(name, Host.tensor(DataType.FLOAT, values, ROWS, 2));
    }

    private AlignmentModel fit(Features left, Features right, Supervision supervision, Map<String, ?> options) {
        return method.fit(left, right, supervision, method.descriptor().schema().parse(options), FitContext.seeded(1));
    }

    /**
     * How often a classifier of another kind tells held-out rows of both sides apart: by a column that shows the bend,
     * since standardised columns and their squares have equal means.
     */
    private static double told(INDArray left, INDArray right) {
        return new ClassifierTest()
                .value(
                        bends(left),
                        bends(right),
                        new ClassifierTest().descriptor().schema().defaults());
    }

    /** Above 0 where a and b are far out together, {@code [n, 1]}; bounded, so that no row outweighs the others. */
    private static INDArray bends(INDArray rows) {
        double[] values = Host.doubles(rows);
        double[] column = new double[ROWS];
        Arrays.setAll(column, row -> Math.tanh(values[2 * row] * values[2 * row] - 1) * Math.tanh(values[2 * row + 1]));
        return Nd4j.createFromArray(column).reshape('c', ROWS, 1);
    }

    private static double discrepancy(INDArray left, INDArray right) {
        return new MaximumMeanDiscrepancy()
                .value(left, right, new MaximumMeanDiscrepancy.Options(MmdEstimator.BIASED, 1, 1));
    }

    @Test
    void aReversedGradientPassesTheValueAndTurnsTheSlope() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        Var x = tape.watched(Nd4j.createFromArray(new double[][] {{1, -2}}));
        Var passed = tape.record(new GradientReversal(x, 0.5));
        assertArrayEquals(new double[] {1, -2}, Host.doubles(passed.value()));
        tape.backward(tape.meanSquaredError(passed, new double[2], new double[0])); // mean of x^2: slope x
        assertArrayEquals(new double[] {-0.5, 1}, Host.doubles(x.gradient()), 1e-15);
    }

    @Test
    void sidesThatWereToldApartAreHardlyToldApartOnUnseenRows() {
        Features straight = sample("straight", 1, 0);
        Features bent = sample("bent", 2, 1);
        AlignmentModel model =
                fit(straight, bent, Supervision.unpaired(), Map.of("hidden", 32, "epochs", 200, "learningRate", 0.005));
        Features newStraight = sample("straight", 3, 0);
        Features newBent = sample("bent", 4, 1);
        INDArray left = Standardizer.fit(straight).apply(newStraight).values();
        INDArray right = model.embed(Side.RIGHT, newBent);
        INDArray image = model.embed(Side.LEFT, newStraight);
        double before = told(left, right);
        double after = told(image, right);
        assertTrue(before > 0.65 && after < 0.58, "domain accuracy from " + before + " to " + after);
        double apart = discrepancy(left, right);
        double together = discrepancy(image, right);
        assertTrue(together < apart / 2, "MMD^2 from " + apart + " to " + together);
    }

    @Test
    void theRightSideStaysAsItIs() {
        Features right = sample("bent", 2, 1);
        AlignmentModel model = fit(sample("straight", 1, 0), right, Supervision.unpaired(), Map.of("epochs", 2));
        assertArrayEquals(
                Host.floats(Standardizer.fit(right).apply(right).values()),
                Host.floats(model.embed(Side.RIGHT, right)),
                1e-6f);
    }

    @Test
    void pairsAddTheirDistance() {
        Features left = sample("left", 1, 0);
        Features right = sample("right", 2, 1);
        Map<String, Object> oneStep = Map.of("epochs", 1, "batchSize", ROWS, "pairWeight", 2);
        Map<String, Object> without = Map.of("epochs", 1, "batchSize", ROWS, "pairWeight", 0);
        float[] x = Host.floats(Standardizer.fit(left).apply(left).values());
        float[] y = Host.floats(Standardizer.fit(right).apply(right).values());
        double apart = 0;
        for (int k = 0; k < x.length; k++) {
            apart += (x[k] - y[k]) * (double) (x[k] - y[k]) / x.length;
        }
        double with = first(fit(left, right, Supervision.paired(), oneStep));
        assertEquals(first(fit(left, right, Supervision.paired(), without)) + 2 * apart, with, 1e-4);
    }

    private static double first(AlignmentModel model) {
        return model.history().get("training loss").get(0);
    }

    @Test
    void rowsHeldOutAreRejectedSinceTheLossOfAGameSaysNothing() {
        assertEquals(
                "Options.holdout must be 0, since the loss of a game between map and classifier does not fall as"
                        + " the map improves; got 0.2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> method.descriptor().schema().parse(Map.of("holdout", 0.2)))
                        .getMessage());
    }
}
