package dev.interlace.workbench.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class AgreementTest {
    /** A value by its components. */
    record Match(String name, List<Double> scores) {}

    private static String difference(Object expected, @Nullable Object got) {
        return Agreement.USUAL.difference(expected, got).orElse("none");
    }

    @Test
    void numbersAgreeWithinAMillionthWhateverTheirTypes() {
        assertEquals("none", difference(0.5, 0.5 + 9e-7));
        assertEquals("none", difference(5e6, 5e6 + 4));
        assertEquals("none", difference(3, 3.0));
        assertEquals("none", difference(3.0, 3L));
        assertEquals("none", difference(0.1, 0.1f));
        assertEquals("expected 0.6, got 0.3", difference(0.6, 0.3));
        assertEquals("expected 0.5, got 0.500002", difference(0.5, 0.500002));
    }

    @Test
    void numbersThatLookEqualInFewDigitsAreShownInFull() {
        assertEquals("expected 0.12345678, got 0.12346", difference(0.12345678, 0.12346));
        assertEquals(
                "at [1]: expected 0.12345678, got 0.12346",
                difference(new double[] {1, 0.12345678}, new double[] {1, 0.12346}));
    }

    @Test
    void wholeNumbersOfWholeTypesAreExact() {
        assertEquals("expected 5000000, got 5000001", difference(5_000_000, 5_000_001));
        assertEquals("none", difference(5_000_000, 5_000_000L));
    }

    @Test
    void notANumberSaysWhereItComesFrom() {
        assertEquals(
                "expected 0.6, got NaN: 0 / 0, or the logarithm or root of a negative number, gives it",
                difference(0.6, Double.NaN));
        assertEquals(
                "at [1]: expected 0.4, got NaN: 0 / 0, or the logarithm or root of a negative number, gives it",
                difference(new double[] {0.6, 0.4}, new double[] {0.6, Double.NaN}));
        assertEquals(
                "expected 0.6, got -∞: a division by 0, or the logarithm of 0, gives it",
                difference(0.6, Double.NEGATIVE_INFINITY));
        assertEquals("expected ∞, got 3", difference(Double.POSITIVE_INFINITY, 3.0));
        assertEquals("none", difference(Double.NaN, Double.NaN));
    }

    @Test
    void arraysOfOtherLengthsAreToldByTheirCounts() {
        assertEquals("expected 2 numbers, got 3 numbers", difference(new double[2], new double[3]));
        assertEquals("expected 1 number, got 0 values", difference(new double[1], new double[0]));
        assertEquals("expected 2 rows, got 3 rows", difference(new double[2][2], new double[3][2]));
        assertEquals("at [0]: expected 2 numbers, got 3 numbers", difference(new double[2][2], new double[2][3]));
        assertEquals("expected 2 texts, got 1 text", difference(List.of("a", "b"), new String[] {"a"}));
    }

    @Test
    void fewNumbersAreShownTogetherAndManyByTheirPlace() {
        assertEquals("expected [0.6, 0.4], got [0.3, 0.2]", difference(new double[] {0.6, 0.4}, List.of(0.3, 0.2)));
        double[] many = new double[20];
        double[] other = new double[20];
        other[7] = 1;
        assertEquals("at [7]: expected 0, got 1", difference(many, other));
        assertEquals("at [1]: expected [3, 4], got [3, 5]", difference(new int[][] {{1, 2}, {3, 4}}, new int[][] {
            {1, 2}, {3, 5}
        }));
    }

    @Test
    void arraysListsAndTensorsAreAlike() {
        assertEquals("none", difference(new double[][] {{1, 2}, {3, 4}}, List.of(List.of(1, 2), new int[] {3, 4})));
        assertEquals("none", difference(Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}}), new long[][] {
            {1, 2}, {3, 4}
        }));
        assertEquals(
                "at [1]: expected [3, 4], got [4, 3]",
                difference(new double[][] {{1, 2}, {3, 4}}, Nd4j.createFromArray(new float[][] {{1, 2}, {4, 3}})));
        assertEquals("none", difference(2.5, Nd4j.scalar(2.5)));
    }

    @Test
    void anotherKindOfValueIsToldByItsKind() {
        assertEquals("expected a number, got a text, \"0.5\"", difference(0.5, "0.5"));
        assertEquals("expected a number, got 2 numbers, [0.6, 0.4]", difference(0.5, new double[] {0.6, 0.4}));
        assertEquals("expected 2 numbers, got a number, 0.6", difference(new double[] {0.6, 0.4}, 0.6));
        assertEquals("expected a number, got null", difference(0.5, null));
        assertEquals("expected a number, got false", difference(0.5, false));
        assertEquals("at [0]: expected a number, got 2 numbers, [1, 2]", difference(new double[] {1}, new int[][] {
            {1, 2}
        }));
        assertEquals("expected true or false, got a number, 1", difference(true, 1));
    }

    @Test
    void textsBooleansAndSetsAreComparedByTheirEquals() {
        assertEquals("none", difference("early", new String(new char[] {'e', 'a', 'r', 'l', 'y'})));
        assertEquals("expected \"early\", got \"late\"", difference("early", "late"));
        assertEquals("expected true, got false", difference(true, false));
        assertEquals("none", difference(Set.of(1, 2), Set.of(2, 1)));
        assertEquals("none", difference(0.5, Optional.of(0.5)));
    }

    @Test
    void recordsAndMapsAreComparedByTheirParts() {
        assertEquals("none", difference(new Match("a", List.of(1.0)), new Match("a", List.of(1 + 1e-9))));
        assertEquals(
                "at scores: expected [1], got [2]",
                difference(new Match("a", List.of(1.0)), new Match("a", List.of(2.0))));
        assertEquals("at early: expected 0.5, got 0.4", difference(Map.of("early", 0.5), Map.of("early", 0.4)));
        assertEquals(
                "expected a map with early, got a map with late", difference(Map.of("early", 1), Map.of("late", 1)));
    }

    @Test
    void aWiderToleranceLetsNumbersDiffer() {
        assertEquals(Optional.empty(), new Agreement(0.1).difference(0.5, 0.59));
        assertEquals(Optional.of("expected 0.5, got 0.61"), new Agreement(0.1).difference(0.5, 0.61));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new Agreement(Double.NaN));
        assertEquals("within: the tolerance must be at least 0, got NaN", refused.getMessage());
    }
}
