package dev.interlace.plugins.alignment.contrastive;

import static dev.interlace.plugins.alignment.contrastive.Evaluated.ROUNDING;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.cosine;
import static dev.interlace.plugins.alignment.contrastive.Evaluated.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.GradientCheck;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.SeedSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class QueuedInfoNceTest {
    /** Rows in the queue are kept in single precision. */
    private static final double SINGLE = 1e-6;

    private final double[][] firstLeft = random(1, 4, 3);
    private final double[][] firstRight = random(2, 4, 3);
    private final double[][] left = random(3, 5, 3);
    private final double[][] right = random(4, 5, 3);

    private static Loss step(Tape tape, Parameters parameters, Var left, Var right, int capacity, int... labels) {
        return QueuedInfoNce.of(new Layers(tape, parameters), new Sides(left, right, labels), capacity, 0.5, 100);
    }

    private static Parameters filled(int capacity, double[][] left, double[][] right, int... labels) {
        Parameters parameters = new Parameters(DataType.DOUBLE, new SeedSource(1));
        run(parameters, Tape.Mode.TRAIN, capacity, left, right, labels);
        return parameters;
    }

    private static double run(
            Parameters parameters, Tape.Mode mode, int capacity, double[][] left, double[][] right, int... labels) {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin(mode, new SeedSource(1));
        Var l = tape.constant(Nd4j.createFromArray(left));
        Var r = tape.constant(Nd4j.createFromArray(right));
        return step(tape, parameters, l, r, capacity, labels).value();
    }

    @Test
    void withoutAQueueYetItIsInfoNce() {
        Parameters fresh = new Parameters(DataType.DOUBLE, new SeedSource(1));
        int[] labels = {0, 1, 0, 2, 3};
        double expected = Evaluated.value(new InfoNceLoss(), new InfoNceLoss.Options(0.5, 100, 0), left, right, labels);
        assertEquals(expected, run(fresh, Tape.Mode.TRAIN, 8, left, right, labels), ROUNDING);
    }

    @Test
    void pastRowsAreNegativesUnlessTheyAreOfThePairsLabel() {
        int[] labels = {10, 11, 12, 1, 14}; // pair 3 is pair 1 of the first step
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            double row = 0;
            double column = 0;
            for (int j = 0; j < 5; j++) {
                row += Math.exp(2 * cosine(left[i], right[j]));
                column += Math.exp(2 * cosine(left[j], right[i]));
            }
            for (int j = 0; j < 4; j++) {
                row += i == 3 && j == 1 ? 0 : Math.exp(2 * cosine(left[i], firstRight[j]));
                column += i == 3 && j == 1 ? 0 : Math.exp(2 * cosine(right[i], firstLeft[j]));
            }
            sum += Math.log(row) + Math.log(column) - 4 * cosine(left[i], right[i]);
        }
        Parameters parameters = filled(8, firstLeft, firstRight, 0, 1, 2, 3);
        assertEquals(sum / 10, run(parameters, Tape.Mode.TRAIN, 8, left, right, labels), SINGLE);
    }

    @Test
    void aQueueWithoutLabelsIsRejected() {
        Parameters fresh = new Parameters(DataType.DOUBLE, new SeedSource(1));
        assertEquals(
                "loss/infonce with a queue needs labels: a queued row must be told from a negative when its pair comes again",
                assertThrows(IllegalArgumentException.class, () -> run(fresh, Tape.Mode.TRAIN, 8, left, right))
                        .getMessage());
    }

    @Test
    void aValidationSeesTheBatchAloneAndLeavesNothing() {
        int[] labels = {10, 11, 12, 13, 14};
        Parameters parameters = filled(8, firstLeft, firstRight, 0, 1, 2, 3);
        double expected = Evaluated.value(new InfoNceLoss(), new InfoNceLoss.Options(0.5, 100, 0), left, right, labels);
        assertEquals(expected, run(parameters, Tape.Mode.PREDICT, 8, left, right, labels), ROUNDING);
    }

    @Test
    void theGradientWithAQueueAgreesWithCentralDifferences() {
        int[] labels = {10, 11, 10, 1, 14};
        GradientCheck.Worst worst = GradientCheck.worst(
                List.of(Nd4j.createFromArray(left), Nd4j.createFromArray(right)),
                (tape, sides) -> step(
                        tape, filled(8, firstLeft, firstRight, 0, 1, 2, 3), sides.get(0), sides.get(1), 8, labels));
        assertTrue(worst.error() < 1e-5, worst.where());
    }
}
