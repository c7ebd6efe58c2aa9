package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TargetTest {
    private static final Labels LABELS = Labels.of(List.of("a", "b", "a"));
    private static final LabelSets SETS = LabelSets.of(List.of(Set.of("x", "y"), Set.<String>of(), Set.of("y")));
    private static final TargetNumbers NUMBERS =
            TargetNumbers.of(List.of("p", "q"), new double[][] {{1, 2}, {3, 4}, {5, 6}});
    private static final OrderedLabels GRADES = OrderedLabels.of(List.of("b", "a"), List.of("a", "b", "a"));

    private static String message(Executable rejected) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, rejected).getMessage());
    }

    @Test
    void rowsAreTakenInTheirOrderWithTheirWeights() {
        int[] chosen = {2, 0};
        for (Target target : List.of(LABELS, SETS, NUMBERS, GRADES)) {
            Target some = target.weighted(new double[] {1, 2, 3}).rows(chosen);
            assertEquals(2, some.rows());
            assertArrayEquals(new double[] {3, 1}, some.weights());
            assertEquals(target.columns(), some.columns());
            assertEquals(target.rows(chosen).weighted(new double[] {3, 1}), some);
            assertNotEquals(target.rows(chosen), some);
        }
        assertEquals(List.of(Set.of("y"), Set.of("x", "y")), SETS.rows(chosen).sets());
        assertArrayEquals(new double[] {6, 2}, NUMBERS.rows(chosen).column(1));
        assertArrayEquals(new int[] {1, 0, 1}, GRADES.labels().toArray());
        assertArrayEquals(new int[] {1, 2}, SETS.counts());
    }

    @Test
    void theClassOfARowIsThatOfOneClassOrOfOrderedClasses() {
        assertEquals(LABELS, LABELS.requireLabels("a test"));
        assertEquals(List.of("b", "a"), GRADES.requireLabels("a test").classes());
        assertEquals(
                "a test needs one class per row, and the target is numbers [p, q]",
                message(() -> NUMBERS.requireLabels("a test")));
        assertEquals(
                "one class, several labels, numbers, ordered classes", Target.Kind.words(Set.of(Target.Kind.values())));
    }

    @Test
    void whatIsNoTargetIsRejected() {
        assertEquals(
                "Target.weighted: there are 3 rows, got 1 weights; give one per row, or none",
                message(() -> LABELS.weighted(new double[] {1})));
        assertEquals(
                "Target.weighted: weights must be in [0, inf), got -1.0 in row 1",
                message(() -> SETS.weighted(new double[] {1, -1, 1})));
        assertEquals(
                "Target.weighted: the sum of the weights must be in (0, inf), got 0.0",
                message(() -> GRADES.weighted(new double[3])));
        assertEquals(
                "TargetNumbers: 'p' must be finite, got NaN in row 1; leave the row out",
                message(() -> TargetNumbers.of("p", new double[] {1, Double.NaN})));
        assertEquals(
                "TargetNumbers: row 0 must have 2 numbers, one for each of [p, q], got 1",
                message(() -> TargetNumbers.of(List.of("p", "q"), new double[][] {{1}})));
        assertTrue(message(() -> LabelSets.of(List.of("x"), List.of(Set.of("z"))))
                .startsWith("LabelSets: row 0: unknown label 'z'"));
        assertTrue(message(() -> OrderedLabels.of(List.of("low", "high"), List.of("hihg")))
                .startsWith("OrderedLabels: row 0: unknown class 'hihg'; did you mean 'high'?"));
        assertEquals(
                "OrderedLabels needs at least 2 classes, from the lowest to the highest, got [only]",
                message(() -> OrderedLabels.of(List.of("only"), List.of("only"))));
    }
}
