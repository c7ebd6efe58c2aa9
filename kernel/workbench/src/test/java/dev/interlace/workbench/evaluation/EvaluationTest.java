package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Labels;
import dev.interlace.spi.Provenance;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
    private static final Provenance PROVENANCE =
            new Provenance("fusion/test", "1.0.0", Map.of(), 42, "data/test", "none");
    private static final Cost COST = new Cost(1.5, 0.5, 10);
    private static final List<String> CLASSES = List.of("a", "b", "c");

    private static Evaluation evaluate(List<String> classes, double[] probabilities, Labels labels) {
        List<String> ids =
                IntStream.range(0, labels.rows()).mapToObj(Integer::toString).toList();
        return Evaluation.of(
                new OutsideScores("test", classes, probabilities),
                new Evaluation.Rows(labels, ids, List.of()),
                PROVENANCE,
                COST,
                Bootstrap.seeded(1));
    }

    @Test
    void fourRowsByHand() {
        // predicted a, b, b, c; true a, b, c, c: three of four right
        // recall a 1, b 1, c 1/2: balanced error 1 - 2.5/3 = 1/6
        // F1: a 1, b 2*(1/2*1)/(3/2) = 2/3, c 2*(1*1/2)/(3/2) = 2/3: macro 7/9
        double[] probabilities = {0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8};
        Evaluation evaluation = evaluate(CLASSES, probabilities, Labels.of(CLASSES, new int[] {0, 1, 2, 2}));
        assertEquals(0.75, evaluation.accuracy().value());
        assertEquals(1 / 6.0, evaluation.balancedError(), 1e-12);
        assertEquals(7 / 9.0, evaluation.macroF1(), 1e-12);
        assertEquals(0.5, evaluation.chance());
        assertArrayEquals(new int[][] {{1, 0, 0}, {0, 1, 0}, {0, 1, 1}}, evaluation.confusion());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void tribuoCountsExactlyAsWeDo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 500;
        int k = 5;
        List<String> classes = List.of("e", "d", "c", "b", "a");
        double[] probabilities = new double[n * k];
        int[] truth = new int[n];
        for (int row = 0; row < n; row++) {
            double sum = 0;
            for (int c = 0; c < k; c++) {
                probabilities[row * k + c] = random.nextInt(4); // many ties
                sum += probabilities[row * k + c];
            }
            for (int c = 0; c < k; c++) {
                probabilities[row * k + c] = sum == 0 ? 1.0 / k : probabilities[row * k + c] / sum;
            }
            truth[row] = random.nextInt(k);
        }
        Evaluation evaluation = evaluate(classes, probabilities, Labels.of(classes, truth));
        int right = IntStream.range(0, k).map(c -> evaluation.confusion()[c][c]).sum();
        assertEquals(right / (double) n, evaluation.tribuo().accuracy(), "seed " + seed);
        assertEquals(evaluation.accuracy().value(), evaluation.tribuo().accuracy(), "seed " + seed);
        for (int t = 0; t < k; t++) {
            for (int p = 0; p < k; p++) {
                double counted = evaluation
                        .tribuo()
                        .confusion(
                                new org.tribuo.classification.Label(classes.get(p)),
                                new org.tribuo.classification.Label(classes.get(t)));
                assertEquals(
                        evaluation.confusion()[t][p], counted, "seed " + seed + ", true " + t + ", predicted " + p);
            }
        }
    }

    @Test
    void theOrderOfTheLabelsClassesDoesNotMatter() {
        double[] probabilities = {0.9, 0.1, 0.2, 0.8};
        Evaluation straight =
                evaluate(List.of("a", "b"), probabilities, Labels.of(List.of("a", "b"), new int[] {0, 1}));
        Evaluation turned = evaluate(List.of("a", "b"), probabilities, Labels.of(List.of("b", "a"), new int[] {1, 0}));
        assertEquals(1, straight.accuracy().value());
        assertEquals(1, turned.accuracy().value());
    }

    @Test
    void aClassWithoutRowsIsAllowed() {
        Evaluation evaluation = evaluate(CLASSES, new double[] {0.8, 0.1, 0.1}, Labels.of(CLASSES, new int[] {0}));
        assertEquals(1, evaluation.rows());
        assertTrue(evaluation.display().plain().contains("accuracy"));
    }

    @Test
    void theDisplayNamesIntervalChanceSeedAndCost() {
        String text = evaluate(CLASSES, new double[] {0.8, 0.1, 0.1}, Labels.of(CLASSES, new int[] {0}))
                .display()
                .plain();
        for (String part : List.of(
                "1.000 [1.000, 1.000]", "chance", "seed", "42", "1.50 s", "parameters", "95 % percentile bootstrap")) {
            assertTrue(text.contains(part), part + " is missing in\n" + text);
        }
    }

    @Test
    void aComparisonMeasuresDifferencesRowByRow() {
        Labels labels = Labels.of(List.of("a", "b"), new int[] {0, 1, 0, 1});
        Evaluation right = evaluate(List.of("a", "b"), new double[] {1, 0, 0, 1, 1, 0, 0, 1}, labels);
        Evaluation half = evaluate(List.of("a", "b"), new double[] {1, 0, 1, 0, 1, 0, 1, 0}, labels);
        Comparison comparison = Comparison.of(List.of(half, right, half), Bootstrap.seeded(1));
        assertEquals(-0.5, comparison.differences().get(0).value());
        assertEquals(0, comparison.differences().get(1).value());
        assertEquals(
                List.of("test", "test #2", "test #3"),
                comparison.evaluations().stream().map(Evaluation::name).toList());
    }

    @Test
    void evaluationsOnOtherRowsAreNotComparedRowByRow() {
        Evaluation one = evaluate(CLASSES, new double[] {0.8, 0.1, 0.1}, Labels.of(CLASSES, new int[] {0}));
        Evaluation two =
                evaluate(CLASSES, new double[] {0.8, 0.1, 0.1, 0.8, 0.1, 0.1}, Labels.of(CLASSES, new int[] {0, 1}));
        Comparison comparison = Comparison.of(List.of(one, two), Bootstrap.seeded(1));
        assertTrue(comparison.differences().isEmpty());
        assertTrue(comparison.display().plain().contains("the rows differ"));
    }

    private static void assertRefused(String message, double[] probabilities, Labels labels) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> evaluate(List.of("a", "b"), probabilities, labels));
        assertEquals(message, error.getMessage());
    }

    @Test
    void wrongScoresAreRefused() {
        Labels one = Labels.of(List.of("a", "b"), new int[] {0});
        assertRefused("test: probabilities must lie in [0, 1], got NaN in row 0", new double[] {Double.NaN, 1}, one);
        assertRefused(
                "test: the probabilities of a row must sum to 1, got 0.5 in row 0", new double[] {0.25, 0.25}, one);
        assertRefused(
                "test: the probabilities must have 2 columns, one per class, got 3 numbers",
                new double[] {1, 0, 1},
                one);
        assertRefused("test: there are 2 rows of probabilities, but 1 labels", new double[] {1, 0, 1, 0}, one);
        assertRefused(
                "test: row 0 is of a class that the model was not fitted on; unknown class 'z'; did you mean 'a'? Known: a, b",
                new double[] {1, 0},
                Labels.of(List.of("z")));
    }
}
