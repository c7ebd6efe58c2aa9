package dev.interlace.workbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitPlanTest {
    private static LabData data(List<String> groups, int[] classOf, int classes) {
        List<String> ids = new ArrayList<>();
        for (int row = 0; row < groups.size(); row++) {
            ids.add("row-" + row);
        }
        List<String> names = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            names.add("class-" + c);
        }
        Dataset.Card card = new Dataset.Card("data/test", "Test", "A row.", "test", "CC0-1.0", "", List.of());
        return LabData.of(new Dataset(card, ids, Map.of(), Map.of("target", Labels.of(names, classOf)), groups));
    }

    private static LabData singles(int rows, int classes) {
        List<String> groups = new ArrayList<>();
        int[] classOf = new int[rows];
        for (int row = 0; row < rows; row++) {
            groups.add("group-" + row);
            classOf[row] = row % classes;
        }
        return data(groups, classOf, classes);
    }

    @Test
    void rowsThatStandAloneAreSplitExactlyAndEvenly() {
        Split split = singles(200, 2).split(1);
        assertEquals(140, split.train().rows());
        assertEquals(30, split.validation().rows());
        assertEquals(30, split.test().rows());
        assertEquals("class-0 70, class-1 70", TargetTexts.summary(split.train().labels()));
        assertEquals("class-0 15, class-1 15", TargetTexts.summary(split.test().labels()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void groupsNeverStraddleAndEveryRowIsUsedOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> groups = new ArrayList<>();
        int[] classOf = new int[600];
        for (int row = 0; row < classOf.length; row++) {
            groups.add("group-" + random.nextInt(120));
            classOf[row] = random.nextInt(4);
        }
        Split split = data(groups, classOf, 4).split(seed);
        List<String> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (LabData part : List.of(split.train(), split.validation(), split.test())) {
            rows.addAll(part.dataset().rowIds());
            Set<String> here = new HashSet<>(part.dataset().groups());
            assertTrue(Collections.disjoint(seen, here), "seed " + seed);
            seen.addAll(here);
            assertTrue(part.rows() > 0, "seed " + seed);
        }
        assertEquals(600, Set.copyOf(rows).size(), "seed " + seed);
        assertEquals(600, rows.size(), "seed " + seed);
        assertEquals(90, split.test().rows(), 12, "seed " + seed);
    }

    @Test
    void theSameSeedGivesTheSameSplitAndAnotherSeedAnother() {
        LabData data = singles(100, 3);
        assertEquals(
                data.split(7).test().dataset().rowIds(),
                data.split(7).test().dataset().rowIds());
        assertNotEquals(
                data.split(7).test().dataset().rowIds(),
                data.split(8).test().dataset().rowIds());
    }

    @Test
    void aHugeGroupGoesToTrainingWithANote() {
        List<String> groups = new ArrayList<>(Collections.nCopies(40, "flags"));
        for (int row = 0; row < 60; row++) {
            groups.add("group-" + row);
        }
        Split split = data(groups, new int[100], 1).split(3);
        assertTrue(split.train().dataset().groups().contains("flags"));
        assertEquals(
                List.of("1 group is larger than half of the smallest part and went to training whole"), split.notes());
        assertTrue(split.display().plain().contains("went to training whole"));
    }

    @Test
    void sharesCanBeChosen() {
        Split split = singles(100, 2).split(SplitPlan.seeded(1).shares(0.5, 0));
        assertEquals(50, split.train().rows());
        assertEquals(0, split.validation().rows());
        assertEquals(50, split.test().rows());
    }

    @Test
    void sharesThatLeaveNoTestAndUnknownTargetsAreRefused() {
        assertEquals(
                "SplitPlan: train must be above 0, validation at least 0, and their sum below 1, got 0.8 and 0.2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> SplitPlan.seeded(1).shares(0.8, 0.2))
                        .getMessage());
        assertEquals(
                "unknown target 'tarket'; did you mean 'target'? Known: target",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> singles(10, 2).split(SplitPlan.seeded(1).by("tarket")))
                        .getMessage());
    }
}
