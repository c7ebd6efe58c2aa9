package dev.interlace.workbench.choosing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.OrderedLabels;
import dev.interlace.spi.TargetNumbers;
import dev.interlace.spi.measure.Scale;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowScoreTest {
    private static final double ROUNDING = 1e-12;

    @Test
    void aClassIsRightOrWrongWhateverTheOrderOfTheModelsClasses() {
        Labels truth = Labels.of(List.of("a", "b", "c"), new int[] {0, 1, 2});
        double[] predicted = {0.1, 0.9, 0, 0.8, 0.2, 0, 0.5, 0.3, 0.2}; // of b, a, c: a, b, b
        assertArrayEquals(
                new double[] {1, 1, 0}, RowScore.of(truth).of(predicted, List.of("b", "a", "c"), truth), ROUNDING);
        assertEquals("accuracy", RowScore.of(truth).name());
    }

    @Test
    void orderedClassesAreScoredByTheirDistance() {
        OrderedLabels truth = OrderedLabels.of(List.of("low", "mid", "high"), List.of("low", "low", "high"));
        RowScore score = RowScore.of(truth);
        double[] predicted = {0.1, 0.2, 0.7, 0.9, 0.1, 0, 0.2, 0.5, 0.3}; // high, low, mid
        assertArrayEquals(new double[] {2, 0, 1}, score.of(predicted, truth.columns(), truth), ROUNDING);
        assertEquals(Scale.Better.LOWER, score.better());
        // sorted low, low, high: the middle one is low
        assertArrayEquals(new double[] {1, 0, 0}, score.constant(truth), ROUNDING);
    }

    @Test
    void labelsCountOneByOne() {
        LabelSets truth = LabelSets.of(List.of("p", "q"), List.of(List.of("p"), List.of(), List.of("p", "q")));
        RowScore score = RowScore.of(truth);
        double[] predicted = {0.9, 0.6, 0.1, 0.4, 0.5, 0.2}; // {p, q}, {}, {p}
        assertArrayEquals(new double[] {0.5, 1, 0.5}, score.of(predicted, truth.columns(), truth), ROUNDING);
        assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0}, score.constant(truth), ROUNDING);
    }

    @Test
    void theMeanOfTheScoresOfNumbersIsRSquared() {
        TargetNumbers truth = TargetNumbers.of("price", new double[] {1, 2, 3, 6});
        RowScore score = RowScore.of(truth);
        // mean 3, variance (4 + 1 + 0 + 9) / 4 = 3.5; errors 1, 0, 0, 2 have a mean square of 5 / 4
        double[] rows = score.of(new double[] {2, 2, 3, 4}, truth.columns(), truth);
        assertEquals(1 - 1.25 / 3.5, Arrays.stream(rows).average().orElseThrow(), ROUNDING);
        double[] always = new double[4];
        Arrays.fill(always, score.constant(truth)[0]);
        assertEquals(
                0,
                Arrays.stream(score.of(always, truth.columns(), truth))
                        .average()
                        .orElseThrow(),
                ROUNDING,
                "the mean explains nothing");
    }
}
