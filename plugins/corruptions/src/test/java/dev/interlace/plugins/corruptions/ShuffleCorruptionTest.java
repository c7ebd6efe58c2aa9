package dev.interlace.plugins.corruptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.spi.Raw;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleCorruptionTest {
    private static final Raw MANY =
            Raw.Texts.of(IntStream.range(0, 3000).mapToObj(row -> "row " + row).toList());

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

    private static List<String> shuffled(double level) {
        Raw raw = new ShuffleCorruption().corrupt(MANY, new ShuffleCorruption.Options(level), Samples.CONTEXT);
        return ((Raw.Texts) raw)
                .values().stream().map(text -> text.orElseThrow()).toList();
    }
}
