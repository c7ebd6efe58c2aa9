package dev.interlace.spi.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The three kinds of answers that measures read, and the scale of a measure. */
class AnswersTest {
    private static final List<String> TWO = List.of("a", "b");

    private static void requireMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void amongEqualProbabilitiesTheFirstClassIsPredicted() {
        Predictions found = Predictions.of(TWO, new int[] {1, 1}, new double[] {0.5, 0.5, 0.2, 0.8});
        assertEquals(0, found.predicted(0));
        assertFalse(found.right(0));
        assertTrue(found.right(1));
        assertEquals(0.8, found.confidence(1));
        Predictions turned = found.rows(new int[] {1, 1, 0});
        assertEquals(3, turned.rows());
        assertEquals(0.8, turned.probability(1, 1));
        assertEquals(0, turned.predicted(2));
    }

    @Test
    void predictedClassesAloneHaveNoProbabilities() {
        Predictions found = Predictions.of(TWO, new int[] {1}, new int[] {0});
        assertFalse(found.hasProbabilities());
        assertEquals(
                "Predictions: there are no probabilities; look at hasProbabilities first",
                assertThrows(IllegalStateException.class, () -> found.confidence(0))
                        .getMessage());
        assertEquals(1, found.rows(new int[] {0}).truth(0));
    }

    @Test
    void wrongPredictionsAreRefused() {
        requireMessage(
                "Predictions need at least one row, got none", () -> Predictions.of(TWO, new int[0], new double[0]));
        requireMessage(
                "Predictions.truth must be class numbers in [0, 2), got 2 in row 0",
                () -> Predictions.of(TWO, new int[] {2}, new double[2]));
        requireMessage(
                "Predictions: 1 rows of 2 classes need 2 probabilities, got 3",
                () -> Predictions.of(TWO, new int[] {0}, new double[3]));
        requireMessage(
                "Predictions: probabilities must lie in [0, 1], got NaN in row 0",
                () -> Predictions.of(TWO, new int[] {0}, new double[] {Double.NaN, 1}));
        requireMessage(
                "Predictions: there are 1 true and 2 predicted classes; give one of each per row",
                () -> Predictions.of(TWO, new int[] {0}, new int[] {0, 1}));
    }

    @Test
    void aRankingCountsWhatIsFoundAtAnyPlace() {
        Ranking ranking = Ranking.of(9, new int[] {2, 5, 9});
        assertEquals(
                List.of(0, 1, 1, 2, 3),
                List.of(1, 2, 4, 5, 100).stream().map(ranking::found).toList());
        assertEquals(3, ranking.relevant());
        assertEquals(5, ranking.rank(1));
        assertEquals(ranking, Ranking.of(9, new int[] {2, 5, 9}));
        requireMessage("Ranking needs at least one right item, got none", () -> Ranking.of(3, new int[0]));
        requireMessage(
                "Ranking.ranks must ascend within [1, 3], each once, got 2 at place 1",
                () -> Ranking.of(3, new int[] {2, 2}));
        requireMessage(
                "Ranking.ranks must ascend within [1, 3], each once, got 4 at place 0",
                () -> Ranking.of(3, new int[] {4}));
    }

    @Test
    void estimatesAreFinitePairs() {
        Estimates found = Estimates.of(new double[] {1, 2}, new double[] {3, 4});
        found.truth()[0] = 7;
        assertEquals(1, found.truth(0), "what is given away is a copy");
        assertEquals(4, found.rows(new int[] {1, 1}).estimated(0));
        requireMessage(
                "Estimates must be finite, got 1.0 and NaN in row 0",
                () -> Estimates.of(new double[] {1}, new double[] {Double.NaN}));
        requireMessage(
                "Estimates need one true and one estimated number per row, at least one, got 0 and 0",
                () -> Estimates.of(new double[0], new double[0]));
    }

    @Test
    void aScaleHoldsItsRangeAndWhatIsNotDefined() {
        Scale share = Scale.higher(0, 1);
        assertTrue(share.holds(1) && share.holds(0) && share.holds(Double.NaN));
        assertFalse(share.holds(1.01) || share.holds(-0.01));
        assertTrue(Scale.lower(0, Double.POSITIVE_INFINITY).holds(1e300));
        requireMessage("Scale.least must be below most, got 1.0 and 1.0", () -> Scale.lower(1, 1));
    }
}
