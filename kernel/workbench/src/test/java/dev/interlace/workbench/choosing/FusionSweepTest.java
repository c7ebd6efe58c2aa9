package dev.interlace.workbench.choosing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.models.FusionHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FusionSweepTest {
    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));
    private final EncodedSplit split =
            lab.encode(lab.data("colours").split(1), Map.of("image", "encoder/colour", "name", "encoder/colour"));

    private FusionHandle centroids() {
        return lab.fusion("fusion/centroids");
    }

    @Test
    void everyPointIsScoredOnTheSameValidationRows() {
        SweepTable<FusionHandle> table = lab.sweep(centroids(), "sharpness", 1, 4)
                .and("rounds", 1, 2)
                .folds(3)
                .run(split);
        assertEquals(
                List.of(
                        "sharpness = 1.0, rounds = 1",
                        "sharpness = 1.0, rounds = 2",
                        "sharpness = 4.0, rounds = 1",
                        "sharpness = 4.0, rounds = 2"),
                List.copyOf(table.points().keySet()));
        // the nearest mean is the nearest however sharply distances count
        assertEquals(
                1,
                table.standings().lines().stream()
                        .map(line -> line.score().value())
                        .distinct()
                        .count());
        assertEquals(Map.of("sharpness", 1.0, "rounds", 1), table.simplest().options());
        assertTrue(table.toString().contains("scores of validation rows alone"), table.toString());
    }

    @Test
    void theTestRowsOfASplitChangeNothing() {
        Encoded few = split.test().rows(0);
        assertEquals(
                lab.sweep(centroids(), "sharpness", 1, 4).run(split).standings().lines().stream()
                        .map(line -> line.byFold())
                        .toList(),
                lab
                        .sweep(centroids(), "sharpness", 1, 4)
                        .run(new EncodedSplit(split.train(), split.validation(), few))
                        .standings()
                        .lines()
                        .stream()
                        .map(line -> line.byFold())
                        .toList());
    }

    @Test
    void numbersAreSweptAroundTheDefaultWhereNoneIsNamed() {
        assertEquals(
                List.of(1.0, 2.0, 4.0, 8.0, 16.0),
                SweepPlan.of(centroids(), "sharpness").values().get("sharpness"));
        assertEquals(
                List.of(1, 2, 5, 10, 20), // 1.25 and 2.5 to the nearest whole numbers
                SweepPlan.of(centroids(), "rounds").values().get("rounds"));
    }

    @Test
    void theFormRunsTheSweepThatItStandsFor() {
        SweepForm form = lab.sweep(centroids(), "sharpness", 1, 4).form(split);
        assertEquals("form of a sweep of fusion/centroids over sharpness: 1.0, 4.0", form.toString());
        form.option("rounds");
        assertEquals("1, 2, 5, 10, 20", form.valuesField().value());
        SweepTable<FusionHandle> table = form.values("3, 4").run();
        assertEquals(
                List.of("rounds = 3", "rounds = 4"), List.copyOf(table.points().keySet()));
        assertEquals(table, form.result().orElseThrow());
    }

    @Test
    void wrongOptionsAndValuesAreToldBeforeAnythingIsFitted() {
        assertTrue(String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> lab.sweep(centroids(), "sharpnes", 1))
                                .getMessage())
                .startsWith("fusion/centroids: unknown option 'sharpnes'; did you mean 'sharpness'?"));
        assertEquals(
                "Centroids: rounds must be in [1, 1000], got 0",
                assertThrows(IllegalArgumentException.class, () -> lab.sweep(centroids(), "rounds", 0))
                        .getMessage());
        assertEquals(
                "the sweep has the option 'rounds' already, with the values [1]; name each option once",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> lab.sweep(centroids(), "rounds", 1).and("rounds", 2))
                        .getMessage());
        assertEquals(
                "the time of a sweep must be above 0, got PT0S",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> lab.sweep(centroids(), "rounds", 1).within(Duration.ZERO))
                        .getMessage());
    }
}
