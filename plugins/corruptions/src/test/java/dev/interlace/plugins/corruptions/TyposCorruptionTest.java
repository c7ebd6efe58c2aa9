package dev.interlace.plugins.corruptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Raw;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TyposCorruptionTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.1})
    void theEditDistanceOfTyposIsTheStatedShareOfTheLetters(double level) {
        List<String> rows = IntStream.range(0, 60)
                .mapToObj(k -> "the quick brown foxes jump over lazy dogs while everybody sleeps soundly indoors")
                .toList();
        List<String> damaged = misspelt(rows, level);
        int letters = 0;
        int edits = 0;
        for (int row = 0; row < rows.size(); row++) {
            letters += (int) rows.get(row).chars().filter(Character::isLetter).count();
            edits += distance(rows.get(row), damaged.get(row));
        }
        // about 4,100 letters: sqrt(p / 4100), at p = 0.02 0.0022; swaps spare a letter: up to p²/4 less
        double tolerance = 4 * Math.sqrt(level / letters) + level * level;
        assertEquals(level, (double) edits / letters, tolerance, "level " + level + " of " + letters + " letters");
    }

    @Test
    void typosGrowWithTheLevel() {
        List<String> rows = List.of("the quick brown foxes jump over lazy dogs while everybody sleeps soundly indoors");
        int before = 0;
        for (double level : new double[] {0.03, 0.1, 0.3, 0.9}) {
            int edits = distance(rows.get(0), misspelt(rows, level).get(0));
            assertTrue(edits > before, "level " + level + ": " + edits + " edits after " + before);
            before = edits;
        }
    }

    @Test
    void neighboursAreThoseOfTheKeyboardAndOtherLettersSwapOrDouble() {
        // one letter beside another, both hit or spared: all that can come of "ok" in one edit
        List<String> possible = List.of(
                "ok", "ko", "oik", "opk", "okj", "okl", "ik", "pk", "oj", "ol", "oikj", "oikl", "opkj", "opkl", "oij",
                "oil", "opj", "opl", "ikj", "ikl", "pkj", "pkl", "ij", "il", "pj", "pl");
        for (String text : misspelt(IntStream.range(0, 300).mapToObj(k -> "ok").toList(), 0.5)) {
            assertTrue(possible.contains(text), text);
        }
        List<String> greek = List.of("αβ", "βα", "ααβ", "αββ", "ααββ");
        for (String text : misspelt(IntStream.range(0, 300).mapToObj(k -> "αβ").toList(), 0.5)) {
            assertTrue(greek.contains(text), text);
        }
        assertEquals(List.of("a 1 !"), misspelt(List.of("a 1 !"), 1), "nothing to hit");
    }

    @Test
    void upperCaseStaysUpperCase() {
        for (String text : misspelt(IntStream.range(0, 100).mapToObj(k -> "MNB").toList(), 0.8)) {
            assertEquals(text.toUpperCase(Locale.ROOT), text);
        }
    }

    @Test
    void numbersAreRejected() {
        assertEquals(
                "corruption/typos reads texts, but the column holds numbers of kind VECTOR",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new TyposCorruption()
                                        .corrupt(Samples.vectors(), new TyposCorruption.Options(0.1), Samples.CONTEXT))
                        .getMessage());
    }

    private static List<String> misspelt(List<String> texts, double level) {
        Raw raw =
                new TyposCorruption().corrupt(Raw.Texts.of(texts), new TyposCorruption.Options(level), Samples.CONTEXT);
        return ((Raw.Texts) raw)
                .values().stream().map(text -> text.orElseThrow()).toList();
    }

    /** Edits from one text to another: insert, delete, replace, swap neighbours (each place swapped once). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + same, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
