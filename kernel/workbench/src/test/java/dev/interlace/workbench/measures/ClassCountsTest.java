package dev.interlace.workbench.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.measure.Predictions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassCountsTest {
    private static final List<String> THREE = List.of("a", "b", "c");

    @Test
    void testRowsWithoutAClassThatAreAllRightAreFaultless() {
        ClassCounts counts = ClassCounts.of(Predictions.of(THREE, new int[] {0, 1, 1}, new int[] {0, 1, 1}));
        assertEquals(1, counts.macroF1());
        assertEquals(1, counts.meanRecall());
        assertTrue(Double.isNaN(counts.f1(2)), "class c does not occur");
    }

    @Test
    void aClassThatIsOnlyPredictedLowersTheF1AndHasNoRecall() {
        // a: precision 1, recall 1/2, F1 2/3; c: predicted once, never true, F1 0
        ClassCounts counts = ClassCounts.of(Predictions.of(THREE, new int[] {0, 0}, new int[] {0, 2}));
        assertEquals(1 / 3.0, counts.macroF1(), 1e-12);
        assertEquals(0.5, counts.meanRecall());
        assertTrue(Double.isNaN(counts.recall(2)), "no row is of class c");
        assertEquals(0, counts.precision(2));
    }
}
