package dev.interlace.plugins.corruptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.spi.Corruption;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ModalityDropCorruption} and {@link ShuffleCorruption}, and how all are found. */
class RowCorruptionsTest {
    private static final Raw MANY =
            Raw.Texts.of(IntStream.range(0, 3000).mapToObj(row -> "row " + row).toList());

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void theStatedShareOfRowsBecomesAbsent(double level) {
        Presence left = dropped(level);
        // 3,000 draws: at most 0.0091; four times that
        assertEquals(level, 1 - left.count() / 3000.0, 0.037);
    }

    @Test
    void aHigherLevelLeavesASubset() {
        Presence before = dropped(0.1);
        for (double level : new double[] {0.3, 0.6, 0.95, 1}) {
            Presence left = dropped(level);
            assertEquals(left, left.and(before), "level " + level);
            before = left;
        }
        assertEquals(0, before.count());
    }

    @Test
    void everyRowThatTakesPartInAShuffleGetsAnother() {
        List<String> shuffled = shuffled(1);
        for (int row = 0; row < 3000; row++) {
            assertFalse(shuffled.get(row).equals("row " + row), "row " + row + " kept its own");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5})
    void theStatedShareOfPairsIsBroken(double level) {
        List<String> shuffled = shuffled(level);
        long broken = IntStream.range(0, 3000)
                .filter(row -> !shuffled.get(row).equals("row " + row))
                .count();
        assertEquals(level, broken / 3000.0, 0.037);
    }

    @Test
    void aSingleRowHasNobodyToSwapWith() {
        Raw one = Raw.Texts.of(List.of("alone"));
        assertSame(one, new ShuffleCorruption().corrupt(one, new ShuffleCorruption.Options(1), Samples.CONTEXT));
    }

    @Test
    void featuresOverAGraphAreRejected() {
        assertEquals(
                "corruption/shuffle reads every kind but features over a graph, whose rows are its nodes, but the column holds"
                        + " numbers of kind GRAPH",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ShuffleCorruption()
                                        .corrupt(Samples.graph(), new ShuffleCorruption.Options(1), Samples.CONTEXT))
                        .getMessage());
    }

    @Test
    void anotherSeedIsAnotherDamage() {
        Raw other = new ModalityDropCorruption()
                .corrupt(MANY, new ModalityDropCorruption.Options(0.5), FitContext.seeded(8));
        assertFalse(other.presence().equals(dropped(0.5)));
    }

    @Test
    void theServiceLoaderFindsEveryCorruption() {
        List<String> ids = new ArrayList<>();
        for (Corruption<?> corruption : ServiceLoader.load(Corruption.class)) {
            ids.add(corruption.descriptor().id());
        }
        assertEquals(
                List.of(
                        "corruption/blur",
                        "corruption/modality-drop",
                        "corruption/noise",
                        "corruption/occlusion",
                        "corruption/shuffle",
                        "corruption/typos",
                        "corruption/word-drop"),
                ids);
    }

    private static Presence dropped(double level) {
        return new ModalityDropCorruption()
                .corrupt(MANY, new ModalityDropCorruption.Options(level), Samples.CONTEXT)
                .presence();
    }

    private static List<String> shuffled(double level) {
        Raw raw = new ShuffleCorruption().corrupt(MANY, new ShuffleCorruption.Options(level), Samples.CONTEXT);
        return ((Raw.Texts) raw)
                .values().stream().map(text -> text.orElseThrow()).toList();
    }
}
