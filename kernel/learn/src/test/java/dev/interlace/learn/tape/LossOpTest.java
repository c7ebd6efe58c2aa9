package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The losses of several labels, numbers and ordered classes, and of weighted rows. */
class LossOpTest {
    /** Both sides in double precision, by different formulas. */
    private static final double TOLERANCE = 1e-12;

    /** The shares of softmax cross-entropy are floats. */
    private static final double FLOAT_TOLERANCE = 1e-6;

    /** Central differences with a step of 1e-6 in double precision. */
    private static final double GRADIENT_TOLERANCE = 1e-8;

    private static final double[] NONE = new double[0];
    private static final Map<String, double[]> GOLDEN = new HashMap<>();

    private final Tape tape = new Tape(DataType.DOUBLE);

    @BeforeAll
    static void read() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LossOpTest.class.getResourceAsStream("losses-golden.tsv")),
                StandardCharsets.UTF_8))) {
            for (String line : lines.lines().filter(one -> !one.startsWith("#")).toList()) {
                String[] parts = line.split("\t", -1);
                GOLDEN.put(
                        parts[0],
                        Arrays.stream(parts[1].split(" ", -1))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
    }

    private static double[] golden(String name) {
        return Objects.requireNonNull(GOLDEN.get(name), name);
    }

    private static INDArray matrix(String name, int columns) {
        double[] values = golden(name);
        return Nd4j.createFromArray(values).reshape('c', values.length / columns, columns);
    }

    private static boolean[] has() {
        double[] values = golden("has");
        boolean[] has = new boolean[values.length];
        for (int i = 0; i < has.length; i++) {
            has[i] = values[i] == 1;
        }
        return has;
    }

    private static int[] ordered() {
        return Arrays.stream(golden("ordered labels")).mapToInt(x -> (int) x).toArray();
    }

    private void same(String name, Loss loss, double tolerance) {
        assertEquals(golden(name)[0], loss.value(), tolerance, name);
    }

    @Test
    void lossesAreThoseOfOtherTools() {
        Var logits = tape.constant(matrix("logits", 3));
        Var estimates = tape.constant(matrix("estimates", 3));
        double[] w = golden("weights");
        double[] truth = golden("truth");
        same("sigmoid", tape.sigmoidCrossEntropy(logits, has(), NONE, NONE), TOLERANCE);
        same("sigmoid weighted", tape.sigmoidCrossEntropy(logits, has(), NONE, w), TOLERANCE);
        same("squared", tape.meanSquaredError(estimates, truth, NONE), TOLERANCE);
        same("squared weighted", tape.meanSquaredError(estimates, truth, w), TOLERANCE);
        same("huber", tape.huberError(estimates, truth, 0.8, NONE), TOLERANCE);
        same("huber weighted", tape.huberError(estimates, truth, 0.8, w), TOLERANCE);
        Var score = tape.constant(matrix("score", 1));
        Var still = tape.constant(Nd4j.zeros(DataType.DOUBLE, 1, 3));
        same("ordered", tape.orderedCrossEntropy(score, still, golden("cuts"), ordered(), NONE), TOLERANCE);
        same("ordered weighted", tape.orderedCrossEntropy(score, still, golden("cuts"), ordered(), w), TOLERANCE);
        Var classLogits = tape.constant(matrix("class logits", 4));
        same("softmax weighted", tape.weightedCrossEntropy(classLogits, ordered(), w), FLOAT_TOLERANCE);
    }

    @Test
    void probabilitiesOfOrderedClassesAreDifferencesOfCumulativeOnes() {
        double[] scores = golden("score");
        double[] p = golden("ordered probabilities");
        for (int row = 0; row < scores.length; row++) {
            assertArrayEquals(
                    Arrays.copyOfRange(p, 4 * row, 4 * row + 4),
                    Tape.orderedProbabilities(scores[row], golden("cuts")),
                    TOLERANCE);
        }
    }

    @Test
    void aWeightOfALabelCountsWhereItIsThere() {
        // z = 0: every decision loses ln 2; of the two rows one has the label, which counts 3: (3 + 1) / 2 ln 2
        Var logits = tape.constant(Nd4j.zeros(DataType.DOUBLE, 2, 1));
        assertEquals(
                2 * Math.log(2),
                tape.sigmoidCrossEntropy(logits, new boolean[] {true, false}, new double[] {3}, NONE)
                        .value(),
                TOLERANCE);
    }

    @Test
    void cutPointsKeepTheirOrder() {
        double[] cuts = Tape.orderedCuts(new double[] {0.5, -30, 2}, new double[] {-1, 0, 1});
        // -1 + 0.5; + (0 - -1) exp(-30); + (1 - 0) exp(2)
        assertArrayEquals(new double[] {-0.5, -0.5 + Math.exp(-30), -0.5 + Math.exp(-30) + Math.exp(2)}, cuts, 1e-12);
        assertTrue(cuts[0] < cuts[1] && cuts[1] < cuts[2]);
    }

    @Test
    void gradientsAreCentralDifferences() {
        double[] w = golden("weights");
        check(
                List.of(matrix("logits", 3)),
                (own, x) -> own.sigmoidCrossEntropy(x.get(0), has(), new double[] {0.5, 2, 1}, w));
        check(List.of(matrix("estimates", 3)), (own, x) -> own.meanSquaredError(x.get(0), golden("truth"), w));
        check(List.of(matrix("estimates", 3)), (own, x) -> own.huberError(x.get(0), golden("truth"), 0.8, w));
        check(
                List.of(matrix("score", 1), Nd4j.createFromArray(new double[][] {{0.3, -0.4, 0.2}})),
                (own, x) -> own.orderedCrossEntropy(x.get(0), x.get(1), golden("cuts"), ordered(), w));
        check(
                List.of(matrix("class logits", 4)),
                (own, x) -> own.weightedCrossEntropy(x.get(0), ordered(), new double[] {1, 2, 4, 1, 2, 4, 2}));
    }

    private static void check(List<INDArray> parameters, GradientCheck.Forward forward) {
        GradientCheck.Worst worst = GradientCheck.worst(parameters, forward);
        assertTrue(worst.error() < GRADIENT_TOLERANCE, worst.where());
    }

    @Test
    void scoresOfTenThousandGiveFiniteLosses() {
        Var far = tape.constant(Nd4j.createFromArray(new double[][] {{1e4}, {-1e4}, {1e4}}));
        Var still = tape.constant(Nd4j.zeros(DataType.DOUBLE, 1, 2));
        // class 0 at 1e4 loses 1e4 + 1, class 2 at -1e4 loses 1e4 + 1, class 1 at 1e4 loses 1e4 - 1 - log(1 - exp(-2))
        double loss = tape.orderedCrossEntropy(far, still, new double[] {-1, 1}, new int[] {0, 2, 1}, NONE)
                .value();
        assertEquals((1e4 + 1 + 1e4 + 1 + 1e4 - 1 - Math.log(1 - Math.exp(-2))) / 3, loss, 1e-9);
        assertEquals(
                1e4 / 2,
                tape.sigmoidCrossEntropy(
                                tape.constant(Nd4j.createFromArray(new double[][] {{1e4, 1e4}})),
                                new boolean[] {true, false},
                                NONE,
                                NONE)
                        .value(),
                TOLERANCE);
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Var two = tape.constant(Nd4j.zeros(DataType.DOUBLE, 2, 1));
        requireMessage(
                "sigmoidCrossEntropy: logits [2, 1], but 1 truths",
                () -> tape.sigmoidCrossEntropy(two, new boolean[] {true}, NONE, NONE));
        requireMessage(
                "numberError: 2 rows, but 1 row weights",
                () -> tape.meanSquaredError(two, new double[] {1, 2}, new double[] {1}));
        requireMessage(
                "numberError: row weights must be in [0, inf), got -1.0",
                () -> tape.meanSquaredError(two, new double[] {1, 2}, new double[] {1, -1}));
        requireMessage(
                "softmaxCrossEntropy: all rows of the batch have weight 0",
                () -> tape.weightedCrossEntropy(two, new int[] {0, 0}, new double[] {0, 0}));
        requireMessage(
                "orderedCrossEntropy: labels must lie in [0, 2], got 3",
                () -> tape.orderedCrossEntropy(
                        two,
                        tape.constant(Nd4j.zeros(DataType.DOUBLE, 1, 2)),
                        new double[] {0, 1},
                        new int[] {0, 3},
                        NONE));
    }
}
