package dev.interlace.workbench.choosing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.SplitPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the methods of the tests; {@code ChoosingMethodsTest} has those that ship. */
class ChoosingTest {
    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));
    private final Encoding encoding = Encoding.of(Map.of("image", "encoder/colour", "name", "encoder/colour"));

    @Test
    void aDatasetIsChosenForInFoldsOfAllItsRows() {
        LabData rows = lab.data("colours").complete();
        Choice choice =
                lab.choose(rows, encoding).folds(3).only("fusion/centroids").run();
        List<String> names =
                choice.standings().lines().stream().map(Standings.Line::name).toList();
        assertTrue(names.containsAll(List.of("chance", "fusion/centroids", "forest, all side by side")), "" + names);
        assertTrue(choice.byValidation().isPresent());
        assertTrue(choice.tested().isEmpty());
        assertTrue(choice.how().contains("3 folds of " + rows.rows() + " rows"), choice.how());
    }

    @Test
    void theChosenMethodIsMeasuredOnceOnTheTestRowsOfASplit() {
        EncodedSplit split = lab.encode(
                lab.data("colours", Map.of("rows", 240))
                        .complete()
                        .split(SplitPlan.seeded(1).shares(0.85, 0.05)),
                encoding);
        Choice choice = lab.choose(split).folds(3).only("fusion/centroids").run();
        assertEquals(
                split.test().batch().rowIds(),
                choice.tested()
                        .orElseThrow(() -> new AssertionError(choice.toString()))
                        .rowIds());
        assertTrue(choice.conclusions().toString().contains("had no part in choosing"), "" + choice.conclusions());
    }

    @Test
    void theSameSeedGivesTheSameTable() {
        EncodedSplit split = lab.encode(
                lab.data("colours").complete().split(SplitPlan.seeded(1).shares(0.85, 0.05)), encoding);
        List<List<Double>> once =
                byFold(lab.choose(split).folds(3).only("fusion/centroids").run());
        assertEquals(
                once, byFold(lab.choose(split).folds(3).only("fusion/centroids").run()));
    }

    private static List<List<Double>> byFold(Choice choice) {
        return choice.standings().lines().stream().map(Standings.Line::byFold).toList();
    }

    @Test
    void whatTheTimeDoesNotSufficeForIsNamed() {
        Choice choice = lab.choose(lab.data("colours").complete(), encoding)
                .folds(3)
                .within(Duration.ofNanos(1))
                .run();
        assertEquals(
                List.of("chance"),
                choice.standings().lines().stream().map(Standings.Line::name).toList());
        assertEquals("the time was over before its first fit", choice.notRun().get("fusion/centroids"));
        assertTrue(choice.notRun().containsKey("image alone, linear"), choice.toString());
        assertTrue(
                String.valueOf(choice.refused().get("forest, all side by side")).contains("cannot be stopped"),
                choice.toString());
        assertEquals(
                List.of("Nothing but chance was measured: see below why; within(Duration) gives more time."),
                choice.conclusions());
    }

    @Test
    void wrongPlansAreRefused() {
        Choosing plan = lab.choose(lab.data("colours"), encoding);
        assertEquals(
                "Choosing.within: the time must be above 0, got PT0S; say Duration.ofMinutes(3)",
                assertThrows(IllegalArgumentException.class, () -> plan.within(Duration.ZERO))
                        .getMessage());
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> plan.only("fusion/centroid"))
                        .getMessage())
                .contains("fusion/centroids"));
        assertTrue(plan.toString().contains("run() runs it"), plan.toString());
    }
}
