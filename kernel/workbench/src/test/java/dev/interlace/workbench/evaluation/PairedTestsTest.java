package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.measures.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paired tests against SciPy and statsmodels, and what they say of groups. */
class PairedTestsTest {
    private static final Golden GOLDEN = Golden.read();

    @Test
    void mcNemarAsStatsmodelsSays() {
        for (String name : GOLDEN.names("mcnemar.")) {
            String[] counts = name.split("\\.", -1);
            McNemar found = McNemar.of(Integer.parseInt(counts[1]), Integer.parseInt(counts[2]));
            assertEquals(GOLDEN.one(name), found.pValue(), Golden.ROUNDING, name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "ties", "large", "large-ties"})
    void wilcoxonAsSciPySays(String name) {
        Wilcoxon found = Wilcoxon.of(GOLDEN.get("wilcoxon." + name));
        assertEquals(GOLDEN.get("wilcoxon." + name + ".found")[0], found.statistic(), Golden.ROUNDING);
        assertEquals(GOLDEN.get("wilcoxon." + name + ".found")[1], found.pValue(), Golden.ROUNDING);
    }

    @Test
    void theExactPermutationAsSciPySays() {
        PairedPermutation found = PairedPermutation.of(GOLDEN.get("permutation"), List.of(), 1);
        assertEquals(GOLDEN.get("permutation.found")[0], found.difference(), Golden.ROUNDING);
        assertEquals(GOLDEN.get("permutation.found")[1], found.pValue(), Golden.ROUNDING);
        assertEquals("paired permutation of 14 rows, every toss of the signs", found.how());
    }

    @Test
    void holmAsStatsmodelsSays() {
        assertArrayEquals(GOLDEN.get("holm.adjusted"), Holm.adjusted(GOLDEN.get("holm")), Golden.ROUNDING);
        // 0.01 * 3, 0.04 * 2, then 0.03 may not be below 0.04 * ... : sorted 0.01, 0.03, 0.04 give 0.03, 0.06, 0.06
        assertArrayEquals(new double[] {0.03, 0.06, 0.06}, Holm.adjusted(0.01, 0.04, 0.03), 1e-12);
        assertEquals(
                "Holm: p-values must lie in [0, 1], got NaN",
                assertThrows(IllegalArgumentException.class, () -> Holm.adjusted(Double.NaN))
                        .getMessage());
    }

    @Test
    void threeRowsByHand() {
        // 1, 1, 1: of 8 tosses two are as far from 0
        assertEquals(
                0.25, PairedPermutation.of(new double[] {1, 1, 1}, List.of(), 1).pValue());
        // one group: of 2 tosses both
        assertEquals(
                1,
                PairedPermutation.of(new double[] {1, 1, 1}, List.of("g", "g", "g"), 1)
                        .pValue());
        assertEquals(1, PairedPermutation.of(new double[] {0, 0}, List.of(), 1).pValue());
        assertEquals(1, Wilcoxon.of(0, 0).pValue());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void copiesOfRowsAreNoEvidenceWhereTheyAreGroups(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] gain = new double[200];
        List<String> groups = new ArrayList<>();
        for (int row = 0; row < gain.length; row++) {
            gain[row] = row % 10 == 0 ? random.nextDouble() - 0.4 : gain[row - 1];
            groups.add("group " + row / 10);
        }
        double[] zero = new double[200];
        PairedTests rows = PairedTests.of(gain, zero, List.of(), Bootstrap.seeded(1));
        PairedTests grouped = PairedTests.of(gain, zero, groups, Bootstrap.seeded(1));
        assertTrue(
                grouped.permutation().pValue() >= rows.permutation().pValue(),
                "seed " + seed + ": " + grouped + "\n" + rows);
        assertEquals(20, grouped.wilcoxon().differences(), "one difference per group");
        assertEquals(20, grouped.permutation().units());
        assertTrue(grouped.toString().contains("1000 resamples of 20 groups"), grouped.toString());
        assertTrue(grouped.toString().contains("paired permutation of 20 groups, 9,999 tosses"), grouped.toString());
    }

    @Test
    void theResultsShowThemselves() {
        assertEquals(
                "McNemar: only the first right 3, only the second right 9, p = 0.146 (exact binomial; takes rows as"
                        + " independent)",
                McNemar.of(3, 9).toString());
        assertEquals(
                "Wilcoxon signed-rank: 2 differences, smaller rank sum 0.0, p = 0.500 (exact)",
                Wilcoxon.of(1, 2).toString());
        assertEquals(
                "difference +1.500, p = 0.500 (paired permutation of 2 rows, every toss of the signs)",
                PairedPermutation.of(new double[] {1, 2}, List.of(), 1).toString());
    }

    @Test
    void whatCannotBeTestedIsRefused() {
        assertEquals(
                "McNemar: counts must be at least 0, got -1 and 2",
                assertThrows(IllegalArgumentException.class, () -> McNemar.of(-1, 2))
                        .getMessage());
        assertEquals(
                "Wilcoxon: differences must be finite, got NaN",
                assertThrows(IllegalArgumentException.class, () -> Wilcoxon.of(1, Double.NaN))
                        .getMessage());
        assertEquals(
                "PairedTests need two numbers per row, at least one row, got 1 and 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> PairedTests.of(new double[1], new double[2], List.of(), Bootstrap.seeded(1)))
                        .getMessage());
        assertEquals(
                "PairedPermutation needs at least one difference and one group per row or none, got 2 differences and"
                        + " 1 groups",
                assertThrows(IllegalArgumentException.class, () -> PairedPermutation.of(new double[2], List.of("g"), 1))
                        .getMessage());
    }
}
