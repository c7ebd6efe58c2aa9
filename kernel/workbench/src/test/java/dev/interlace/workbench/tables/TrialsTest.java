package dev.interlace.workbench.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.models.FusionRun;
import dev.interlace.workbench.tables.TrialTable.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final double ROUNDING = 1e-12;

    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));

    private Trials trials(long... seeds) {
        return lab.trials(
                lab.data("colours"), Encoding.of(Map.of("image", "encoder/colour", "name", "encoder/colour")), seeds);
    }

    @Test
    void everySeedIsASplitAndAFit() {
        TrialTable table = trials(1, 2, 3)
                .add("one", lab.fusion("fusion/centroids"), "image")
                .add(lab.fusion("fusion/centroids", Map.of("rounds", 3)))
                .run();
        assertEquals(List.of(1L, 2L, 3L), table.seeds());
        assertEquals("fusion/centroids {rounds=3}", table.lines().get(1).name());
        double chance = 0;
        for (int s = 0; s < 3; s++) {
            EncodedSplit split = lab.encode(
                    lab.data("colours").split(s + 1), Map.of("image", "encoder/colour", "name", "encoder/colour"));
            FusionRun run = lab.seed(s + 1)
                    .fusion("fusion/centroids", Map.of("rounds", 3))
                    .fit(split.train());
            double alone = lab.evaluate(run, split.test()).accuracy().value();
            assertEquals(alone, table.lines().get(1).bySeed().get(s), ROUNDING, "seed " + (s + 1));
            chance += lab.evaluate(run, split.test()).chance() / 3;
        }
        assertEquals(chance, table.chance(), ROUNDING);
    }

    @Test
    void theAccuracyIsTheShareOfAllTestRows() {
        Line outcome =
                trials(1, 2).add(lab.fusion("fusion/centroids")).run().lines().get(0);
        double mean =
                outcome.bySeed().stream().mapToDouble(one -> one).average().orElseThrow();
        assertEquals(mean, outcome.accuracy().orElseThrow().value(), 0.02, "the splits are of about the same size");
        assertTrue(outcome.accuracy().orElseThrow().how().endsWith("groups"), "groups are drawn together");
        assertEquals(0, outcome.toReference().orElseThrow().value(), ROUNDING, "the first line against itself");
    }

    @Test
    void aLineThatIsRefusedSaysWhyAndStopsNoOther() {
        TrialTable table = trials(1, 2)
                .add(lab.fusion("fusion/centroids"))
                .add("lost", lab.fusion("fusion/centroids"), "sound")
                .run();
        assertTrue(table.lines().get(1).refusal().orElseThrow().contains("'sound'"), table.toString());
        assertTrue(table.toString().contains("lost refused: "), table.toString());
        assertEquals("fusion/centroids", table.sorted().lines().get(0).name());
        assertTrue(table.lines().get(0).accuracy().isPresent());
    }

    @Test
    void whatCannotBeTriedIsSaid() {
        assertEquals(
                "trials have no line yet; add(lab.fusion(ID)) adds one",
                assertThrows(IllegalArgumentException.class, () -> trials(1).run())
                        .getMessage());
        assertEquals(
                "trials need at least one seed, each once, got [1, 1]",
                assertThrows(IllegalArgumentException.class, () -> trials(1, 1)).getMessage());
        assertEquals(
                "trials already have a line 'fusion/centroids'; give this one another name",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> trials(1)
                                        .add(lab.fusion("fusion/centroids"))
                                        .add(lab.fusion("fusion/centroids")))
                        .getMessage());
    }
}
