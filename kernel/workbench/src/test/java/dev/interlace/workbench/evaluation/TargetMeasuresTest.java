package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.runtime.Threshold;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.TargetNumbers;
import dev.interlace.spi.measure.Predictions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The measures of several labels, of ordered classes and of numbers. */
class TargetMeasuresTest {
    private static final double TOLERANCE = 1e-12;
    private static final Provenance PROVENANCE =
            new Provenance("fusion/test", "1.0.0", Map.of(), 42, "data/test", "none");
    private static final Cost COST = new Cost(1.5, 0.5, 10);
    private static final List<String> LABELS = List.of("a", "b", "c", "d", "e");
    private static final Map<String, double[]> GOLDEN = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(TargetMeasuresTest.class.getResourceAsStream("targets-golden.tsv")),
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

    private static int[] whole(String name) {
        return Arrays.stream(golden(name)).mapToInt(x -> (int) x).toArray();
    }

    private static LabelSets sets(double[] has) {
        return LabelSets.of(
                LABELS,
                IntStream.range(0, has.length / LABELS.size())
                        .mapToObj(row -> IntStream.range(0, LABELS.size())
                                .filter(l -> has[row * LABELS.size() + l] == 1)
                                .mapToObj(LABELS::get)
                                .toList())
                        .toList());
    }

    private static List<String> ids(int rows) {
        return IntStream.range(0, rows).mapToObj(Integer::toString).toList();
    }

    @Test
    void measuresOfSetsAreThoseOfScikitLearn() {
        LabelSets truth = sets(golden("sets.truth"));
        LabelSetMeasures measures = new LabelSetMeasures(truth, sets(golden("sets.predicted")));
        int[] all = IntStream.range(0, truth.rows()).toArray();
        assertEquals(golden("sets.micro")[0], measures.microF1(all), TOLERANCE);
        assertEquals(golden("sets.macro")[0], measures.macroF1(all), TOLERANCE);
        assertEquals(golden("sets.rows")[0], measures.rowF1(all), TOLERANCE);
        assertEquals(golden("sets.hamming")[0], measures.hammingLoss(all), TOLERANCE);
        assertEquals(golden("sets.subset")[0], measures.subsetAccuracy(all), TOLERANCE);
    }

    @Test
    void measuresOfRanksAreThoseOfScikitLearn() {
        RankMeasures ranks =
                RankMeasures.of(whole("ranks.truth"), whole("ranks.predicted"), 5, List.of(), Bootstrap.seeded(1));
        assertEquals(golden("ranks.kappa")[0], ranks.kappa().value(), TOLERANCE);
        assertEquals(golden("ranks.distance")[0], ranks.distance().value(), TOLERANCE);
        assertEquals(golden("ranks.median")[0], ranks.median(), TOLERANCE);
    }

    @Test
    void anEvaluationOfSetsStandsBesideTheMajority() {
        // truth a, ab, b; P(a) = .9 .5 .2 and P(b) = .1 .4 .7: predicted a, a, b; one of six decisions is wrong
        LabelSets truth = LabelSets.of(List.of(List.of("a"), List.of("a", "b"), List.of("b")));
        Evaluation evaluation = LabelSetEvaluation.of(
                "test",
                new double[] {0.9, 0.1, 0.5, 0.4, 0.2, 0.7},
                truth,
                List.of("a", "b"),
                ids(3),
                List.of(),
                PROVENANCE,
                COST,
                Bootstrap.seeded(1));
        LabelSetEvaluation sets = evaluation.ofLabelSets();
        assertEquals(
                1 / 6.0,
                Objects.requireNonNull(sets.values().get("Hamming loss")).value(),
                TOLERANCE);
        assertEquals(2 / 6.0, Objects.requireNonNull(sets.majority().get("Hamming loss")), TOLERANCE);
        assertTrue(
                evaluation.display().plain().contains("subset accuracy"),
                evaluation.display().plain());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, evaluation::accuracy);
        assertEquals(
                "test: the target is several labels, and this is asked of one class; the evaluation shows the measures"
                        + " of several labels",
                refused.getMessage());
    }

    @Test
    void anEvaluationOfNumbersStandsBesideTheMean() {
        Evaluation evaluation = TargetNumbersEvaluation.of(
                "test",
                new double[] {1, 2, 4},
                TargetNumbers.of("price", new double[] {1, 2, 3}),
                List.of("price"),
                ids(3),
                List.of(),
                PROVENANCE,
                COST,
                Bootstrap.seeded(1),
                List.of());
        assertEquals(List.of("price"), evaluation.classes());
        assertTrue(
                evaluation.display().plain().contains("Predicted against true"),
                evaluation.display().plain());
        assertThrows(IllegalArgumentException.class, evaluation::ofClasses);
        IllegalArgumentException other = assertThrows(
                IllegalArgumentException.class,
                () -> TargetNumbersEvaluation.of(
                        "test",
                        new double[] {1},
                        TargetNumbers.of("weight", new double[] {1}),
                        List.of("price"),
                        ids(1),
                        List.of(),
                        PROVENANCE,
                        COST,
                        Bootstrap.seeded(1),
                        List.of()));
        assertEquals("test: the model predicts [price], the target of the rows is [weight]", other.getMessage());
    }

    private static PrecisionRecall curve() {
        double[] scores = golden("curve.scores");
        double[] probabilities = new double[2 * scores.length];
        for (int row = 0; row < scores.length; row++) {
            probabilities[2 * row] = 1 - scores[row];
            probabilities[2 * row + 1] = scores[row];
        }
        return PrecisionRecall.of(
                "test",
                Predictions.of(List.of("no", "yes"), whole("curve.truth"), probabilities),
                "yes",
                Optional.of(new Threshold("yes", 0.5, "by hand")));
    }

    @Test
    void theCurveOfPrecisionAndRecallIsThatOfScikitLearn() {
        List<PrecisionRecall.Point> points = curve().points();
        double[] precision = golden("curve.precision");
        double[] recall = golden("curve.recall");
        double[] thresholds = golden("curve.thresholds");
        assertEquals(thresholds.length, points.size());
        for (int at = 0; at < thresholds.length; at++) {
            assertEquals(thresholds[at], points.get(at).threshold(), TOLERANCE);
            assertEquals(precision[at], points.get(at).precision(), TOLERANCE);
            assertEquals(recall[at], points.get(at).recall(), TOLERANCE);
        }
        assertTrue(
                curve().display().plain().contains("threshold 0.500"),
                curve().display().plain());
    }

    @Test
    void thresholdsAreTheBestPointsOfTheCurve() {
        PrecisionRecall curve = curve();
        double best = curve.points().stream()
                .mapToDouble(PrecisionRecall.Point::f1)
                .max()
                .orElseThrow();
        assertEquals(best, curve.bestF1().f1());
        double least = curve.points().stream()
                .mapToDouble(point -> 3.0 * point.wrong() + point.missed())
                .min()
                .orElseThrow();
        assertEquals(
                least,
                3.0 * at(curve, curve.cheapest(3, 1)).wrong()
                        + at(curve, curve.cheapest(3, 1)).missed());
        assertEquals(curve.bestF1(), at(curve, curve.ofBestF1()));
        assertTrue(curve.cheapest(1e9, 1e-9) <= 1, "the highest score is of the class");
        assertTrue(curve.cheapest(1, 0) > 1, "where missing costs nothing the class is never predicted");
    }

    /** The rows that a threshold takes: the last point whose rows all reach it. */
    private static PrecisionRecall.Point at(PrecisionRecall curve, double threshold) {
        return curve.points().stream()
                .filter(point -> point.threshold() >= threshold)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void aThresholdLiesInTheMiddleOfTheGap() {
        Predictions apart = Predictions.of(
                List.of("ill", "well"), new int[] {0, 0, 1, 1}, new double[] {0.999, 0.001, 0.9, 0.1, 0.3, 0.7, 0.1, 0.9
                });
        PrecisionRecall curve = PrecisionRecall.of("apart", apart, "ill", Optional.empty());
        assertEquals(0.6, curve.ofBestF1(), TOLERANCE);
        assertEquals(0.6, curve.cheapest(1, 5), TOLERANCE);
        Predictions upsideDown =
                Predictions.of(List.of("ill", "well"), new int[] {1, 0}, new double[] {0.9, 0.1, 0.1, 0.9});
        PrecisionRecall all = PrecisionRecall.of("upside down", upsideDown, "ill", Optional.empty());
        assertEquals(0.05, all.ofBestF1(), TOLERANCE, "all are taken: the next lower probability is 0");
        Predictions touching = Predictions.of(
                List.of("ill", "well"), new int[] {0, 1}, new double[] {0.5, 0.5, Math.nextDown(0.5), 0.5});
        assertEquals(
                0.5,
                PrecisionRecall.of("touching", touching, "ill", Optional.empty())
                        .ofBestF1());
    }

    @Test
    void aThresholdDecidesBetweenTwoClasses() {
        Threshold threshold = new Threshold("yes", 0.3, "by hand");
        double[] probabilities = {0.8, 0.2, 0.7, 0.3, 0.1, 0.9};
        assertArrayEquals(new int[] {0, 1, 1}, threshold.decide(List.of("no", "yes"), probabilities));
        assertArrayEquals(
                new int[] {0, 1, 1},
                new OutsideScores("test", List.of("no", "yes"), probabilities, Optional.of(threshold)).predicted());
        assertEquals(
                "a threshold is for one of two classes, got 'yes' of [no, yes, both]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> threshold.decide(List.of("no", "yes", "both"), new double[3]))
                        .getMessage());
    }
}
