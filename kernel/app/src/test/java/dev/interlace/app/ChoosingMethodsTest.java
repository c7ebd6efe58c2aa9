package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Features;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OrderedLabels;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.choosing.Choice;
import dev.interlace.workbench.data.Encoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Choosing among the methods that ship, on drawn rows of which it is known what can be learned. */
class ChoosingMethodsTest {
    private static final int ROWS = 200;

    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));
    private final Random random = new Random(1);
    private final float[][] left = new float[ROWS][3];
    private final float[][] right = new float[ROWS][3];

    ChoosingMethodsTest() {
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < 3; column++) {
                left[row][column] = (float) random.nextGaussian();
                right[row][column] = (float) random.nextGaussian();
            }
            // two clouds on each side
            left[row][0] = (random.nextBoolean() ? 1.5f : -1.5f) + 0.4f * left[row][0];
            right[row][0] = (random.nextBoolean() ? 1.5f : -1.5f) + 0.4f * right[row][0];
        }
    }

    private Encoded rows(Target target) {
        return rows(target, Presence.all(ROWS));
    }

    private Encoded rows(Target target, Presence ofRight) {
        return new Encoded(
                MultimodalBatch.of(
                        Features.vector("left", Nd4j.createFromArray(left)),
                        Features.vector("right", Nd4j.createFromArray(right), ofRight)),
                Map.of("target", target),
                IntStream.range(0, ROWS).mapToObj(row -> "g" + row / 2).toList(),
                "drawn");
    }

    private static Labels classes(IntFunction<Boolean> is) {
        return Labels.of(
                List.of("no", "yes"),
                IntStream.range(0, ROWS).map(row -> is.apply(row) ? 1 : 0).toArray());
    }

    @Test
    void whereOnlyTheInteractionHelpsAMethodThatUsesItIsNamed() {
        Choice choice = lab.choose(rows(classes(row -> left[row][0] * right[row][0] > 0)))
                .only("fusion/early", "fusion/late", "fusion/product-of-experts")
                .run();
        assertEquals("fusion/early", choice.name(), choice.toString());
        assertTrue(choice.beatsChance());
        assertEquals(List.of("left", "right"), choice.modalities());
        assertEquals("fusion/early", choice.handle().selection().id());
        assertTrue(choice.conclusions().stream().noneMatch(line -> line.contains("fusion helps is not seen")));
        assertTrue(choice.standings().line("left alone, network").score().value() < 0.65, choice.toString());
    }

    @Test
    void whereOneModalityTellsAllFusionIsNotSeenToHelp() {
        Choice choice = lab.choose(rows(classes(row -> left[row][0] > 0)))
                .only("fusion/early", "fusion/late")
                .run();
        assertTrue(choice.standings().notToldApart().contains("left alone, network"), choice.toString());
        assertTrue(
                choice.conclusions().stream().anyMatch(line -> line.startsWith("That fusion helps is not seen")),
                choice.toString());
    }

    @Test
    void ofNoiseNothingIsToldApartFromChance() {
        Choice choice = lab.choose(rows(classes(row -> random.nextBoolean())))
                .only("fusion/early", "fusion/late")
                .run();
        assertFalse(choice.beatsChance(), choice.toString());
        assertEquals("chance", choice.name());
        assertTrue(choice.conclusions().get(0).startsWith("Nothing is told apart from chance"), choice.toString());
        assertEquals(
                "nothing is told apart from chance, so there is no method to fit; more rows, or other columns, may"
                        + " help",
                assertThrows(IllegalStateException.class, choice::handle).getMessage());
    }

    @Test
    void everyKindOfTargetIsChosenForByItsOwnMeasure() {
        double[] numbers = new double[ROWS];
        List<List<String>> sets = new ArrayList<>();
        List<String> order = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            numbers[row] = 3 * left[row][0] - right[row][0];
            sets.add(left[row][0] > 0 ? right[row][0] > 0 ? List.of("p", "q") : List.of("p") : List.of());
            order.add(numbers[row] < -3 ? "low" : numbers[row] < 3 ? "mid" : "high");
        }
        Map<String, Target> targets = Map.of(
                "R²", TargetNumbers.of("price", numbers),
                "share of right labels", LabelSets.of(List.of("p", "q"), sets),
                "mean distance in ranks", OrderedLabels.of(List.of("low", "mid", "high"), order));
        targets.forEach((measure, target) -> {
            Choice choice = lab.choose(rows(target))
                    .only("fusion/early", "fusion/dempster-shafer")
                    .folds(2)
                    .run();
            assertEquals(measure, choice.standings().measure());
            assertTrue(choice.beatsChance(), choice.toString());
            assertTrue(
                    choice.standings().lines().stream()
                            .anyMatch(line -> line.name().startsWith("forest")),
                    choice.toString());
            if (target.kind() == Target.Kind.NUMBERS) {
                assertTrue(
                        String.valueOf(choice.refused().get("fusion/dempster-shafer"))
                                .endsWith("and the target is numbers"),
                        "" + choice.refused());
            }
        });
    }

    @Test
    void whereRowsAreAbsentMethodsAreGivenAPolicyForThem() {
        Choice choice = lab.choose(rows(classes(row -> left[row][0] > 0), Presence.where(ROWS, row -> row % 4 > 0)))
                .only("fusion/early", "fusion/gated")
                .folds(2)
                .run();
        assertTrue(choice.refused().isEmpty(), choice.toString());
        assertTrue(
                choice.standings().lines().stream()
                        .allMatch(line -> line.name().startsWith("fusion/gated")
                                ? line.name().contains("missing=")
                                : true),
                choice.toString());
        assertTrue(choice.beatsChance(), choice.toString());
    }
}
