package dev.interlace.plugins.corruptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Raw;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordDropCorruptionTest {
    private static final String LONG =
            IntStream.range(0, 2000).mapToObj(k -> "word" + k).collect(Collectors.joining(" "));

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.7})
    void theStatedShareOfWordsGoes(double level) {
        int left = words(dropped(LONG, level)).size();
        // 2,000 draws: sqrt(p (1 - p) / 2000) is at most 0.0112; four times that
        assertEquals(level, 1 - left / 2000.0, 0.045);
    }

    @Test
    void aHigherLevelLeavesASubsetInOrderAndNeverNothing() {
        List<String> before = words(LONG);
        for (double level : new double[] {0.1, 0.4, 0.8, 0.99, 1}) {
            List<String> left = words(dropped(LONG, level));
            assertTrue(before.containsAll(left), "level " + level);
            assertEquals(left, before.stream().filter(left::contains).toList(), "order at level " + level);
            assertTrue(left.size() < before.size(), "level " + level + " leaves " + left.size());
            before = left;
        }
        assertEquals(1, before.size());
    }

    @Test
    void picturesAreRejected() {
        assertEquals(
                "corruption/word-drop reads texts, but the column holds pictures",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new WordDropCorruption()
                                        .corrupt(
                                                Samples.pictures(),
                                                new WordDropCorruption.Options(0.1),
                                                Samples.CONTEXT))
                        .getMessage());
    }

    private static String dropped(String text, double level) {
        Raw raw = new WordDropCorruption()
                .corrupt(Raw.Texts.of(List.of(text)), new WordDropCorruption.Options(level), Samples.CONTEXT);
        return ((Raw.Texts) raw).values().get(0).orElseThrow();
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" ", -1));
    }
}
