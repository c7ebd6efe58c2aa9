package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordPieceTest {
    private static final String SMALL =
            "{\"model\": {\"vocab\": {\"[UNK]\": 0, \"[CLS]\": 1, \"[SEP]\": 2, \"un\": 3, \"##aff\": 4, \"##able\": 5,"
                    + " \"!\": 6, \"a\": 7}}}";

    private final WordPiece small = WordPiece.fromJson(SMALL.getBytes(StandardCharsets.UTF_8));

    @Test
    void aWordIsCutIntoTheLongestPiecesThatAreKnown() {
        // un + ##aff + ##able, then the mark on its own, between start (1) and end (2)
        assertArrayEquals(new int[] {1, 3, 4, 5, 6, 2}, small.encode("Unaffable!", 16));
    }

    @Test
    void aWordWithoutACutIsOneUnknownToken() {
        assertArrayEquals(new int[] {1, 7, 0, 7, 2}, small.encode("a unaffordable a", 16));
    }

    @Test
    void aCharacterThatThisJavaMayNotKnowIsOneUnknownToken() {
        assertArrayEquals(new int[] {1, 0, 7, 2}, small.encode("\uD83E\uDEE0 a", 16), "melting face, of Unicode 14");
    }

    @Test
    void accentsAndCaseGo() {
        assertArrayEquals(new int[] {1, 7, 7, 2}, small.encode("Á ä", 16));
    }

    @Test
    void aTextWithoutWordsIsStartAndEnd() {
        assertArrayEquals(new int[] {1, 2}, small.encode("\u200d \n", 16));
    }

    @Test
    void theRestOfALongTextIsCutOffBeforeTheEndToken() {
        assertArrayEquals(new int[] {1, 7, 7, 2}, small.encode("a a a a a", 4));
        assertArrayEquals(new int[] {1, 3, 2}, small.encode("unaffable", 3), "also inside a word");
    }

    @Test
    void idsAreThoseOfAnIndependentTokenizer() {
        WordPiece full = WordPiece.fromJson(OnnxModel.resource("encoder/minilm", "/all-minilm-l6-v2-q-tokenizer.json"));
        List<List<String>> rows = GoldenFile.rows("minilm-golden.tsv");
        assertEquals(22, rows.size());
        for (List<String> row : rows) {
            int[] expected = Arrays.stream(GoldenFile.numbers(row.get(1)))
                    .mapToInt(v -> (int) v)
                    .toArray();
            assertArrayEquals(expected, full.encode(GoldenFile.text(row.get(0)), 256), row.get(0));
        }
    }

    @Test
    void aFileWithoutAVocabularyIsRejected() {
        assertEquals(
                "the tokenizer file has no model.vocab; it is damaged",
                assertThrows(
                                IllegalStateException.class,
                                () -> WordPiece.fromJson("{\"model\": {}}".getBytes(StandardCharsets.UTF_8)))
                        .getMessage());
        assertEquals(
                "the tokenizer's vocabulary has no [UNK]; its file is damaged",
                assertThrows(
                                IllegalStateException.class,
                                () -> WordPiece.fromJson(
                                        "{\"model\": {\"vocab\": {}}}".getBytes(StandardCharsets.UTF_8)))
                        .getMessage());
    }
}
