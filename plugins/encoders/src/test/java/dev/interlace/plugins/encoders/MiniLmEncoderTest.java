package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.encoders.MiniLmEncoder.Options;
import dev.interlace.plugins.encoders.MiniLmEncoder.Output;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniLmEncoderTest {
    /** 8-bit products differ between processors with and without wide dot products, by up to about 0.01 here. */
    private static final double QUANTISATION = 0.02;

    private static final MiniLmEncoder ENCODER = new MiniLmEncoder();
    private static final Options SENTENCES = new Options(Output.SENTENCE, 128, 1);
    private static final Options TOKENS = new Options(Output.TOKENS, 128, 2);
    private static final FitContext CONTEXT = FitContext.seeded(1);

    @TempDir
    Path cache = Path.of("");

    @BeforeEach
    void ownCache() {
        System.setProperty(FeatureCache.PROPERTY, cache.toString());
    }

    @Test
    void vectorsAreThoseOfAnIndependentRuntime() {
        List<List<String>> rows = GoldenFile.rows("minilm-golden.tsv");
        float[][] vectors = matrix(encode(
                SENTENCES, rows.stream().map(row -> GoldenFile.text(row.get(0))).toArray(String[]::new)));
        for (int row = 0; row < vectors.length; row++) {
            double[] golden = GoldenFile.numbers(rows.get(row).get(2));
            for (int k = 0; k < golden.length; k++) {
                assertEquals(
                        golden[k], vectors[row][k], QUANTISATION, rows.get(row).get(0) + " value " + k);
            }
        }
    }

    @Test
    void alikeMeaningsHaveAHighCosineAndOthersALowOne() {
        float[][] v = matrix(encode(
                SENTENCES,
                "A man is playing a guitar.",
                "Someone plays an instrument on stage",
                "The stock market fell sharply today."));
        assertTrue(dot(v[0], v[1]) > 0.45, "alike: " + dot(v[0], v[1]));
        assertTrue(dot(v[0], v[2]) < 0.15, "not alike: " + dot(v[0], v[2]));
        for (float[] row : v) {
            assertEquals(1, dot(row, row), 1e-5, "length of a vector");
        }
    }

    @Test
    void tokensHaveTheirLengthsAndTheirMeanIsTheSentence() {
        Features tokens = encode(TOKENS, "red apple", "A man is playing a guitar.");
        assertArrayEquals(new int[] {4, 9}, tokens.lengths());
        assertArrayEquals(new long[] {2, 9, 384}, tokens.values().shape());
        float[] all = tokens.values().data().asFloat();
        float[] mean = new float[384];
        for (int t = 0; t < 4; t++) {
            for (int d = 0; d < 384; d++) {
                mean[d] += all[t * 384 + d];
            }
        }
        float[] sentence = matrix(encode(SENTENCES, "red apple"))[0];
        assertEquals(1, dot(mean, sentence) / Math.sqrt(dot(mean, mean)), 1e-5, "cosine");
        for (int k = 4 * 384; k < 9 * 384; k++) {
            assertEquals(0, all[k], "padding");
        }
    }

    @Test
    void aRowDoesNotDependOnItsNeighboursItsPlaceOrTheThreads() {
        float[] alone = matrix(encode(SENTENCES, "red apple"))[0];
        Options four = new Options(Output.SENTENCE, 128, 4);
        float[][] among =
                matrix(encode(four, "a very much longer text about fruit, trees and gardens", "red apple", "x"));
        assertArrayEquals(alone, among[1]);
    }

    @Test
    void equalTextsHaveEqualVectors() {
        float[][] v = matrix(encode(SENTENCES, "red apple", "pear", "red apple"));
        assertArrayEquals(v[0], v[2]);
    }

    @Test
    void aSecondCallReadsTheCacheAndGivesTheSameBits() {
        float[] first = encode(SENTENCES, "red apple", "pear").values().data().asFloat();
        FitContext cancelled = CONTEXT.with(Cancellation.when(() -> true));
        Features again = ENCODER.encode("name", Raw.Texts.of(List.of("red apple", "pear")), SENTENCES, cancelled);
        assertArrayEquals(first, again.values().data().asFloat(), "read, as encoding would have been cancelled");
    }

    @Test
    void absentRowsStayAbsent() {
        Raw raw = new Raw.Texts(List.of(Optional.empty(), Optional.of("pear"), Optional.empty()));
        Features vectors = ENCODER.encode("name", raw, SENTENCES, CONTEXT);
        Features tokens = ENCODER.encode("name", raw, TOKENS, CONTEXT);
        assertFalse(vectors.presence().has(0));
        assertTrue(vectors.presence().has(1));
        assertEquals(0, dot(matrix(vectors)[2], matrix(vectors)[2]));
        assertArrayEquals(new int[] {0, 3, 0}, tokens.lengths());
        Features none = ENCODER.encode("name", new Raw.Texts(List.of(Optional.empty())), TOKENS, CONTEXT);
        assertArrayEquals(new long[] {1, 1, 384}, none.values().shape());
    }

    @Test
    void aLongTextIsCutOff() {
        String text = "apple ".repeat(500);
        assertArrayEquals(
                new int[] {16}, encode(new Options(Output.TOKENS, 16, 1), text).lengths());
    }

    @Test
    void anEmptyTextIsRejectedWithItsRow() {
        assertEquals(
                "encoder/minilm: row 1 of 'name' is an empty text; give it words, or make the row absent"
                        + " (Optional.empty())",
                assertThrows(IllegalArgumentException.class, () -> encode(SENTENCES, "pear", "  "))
                        .getMessage());
    }

    @Test
    void picturesAreRejected() {
        Raw pictures = new Raw.Pictures(List.of(Optional.empty()));
        assertFalse(ENCODER.accepts(pictures));
        assertEquals(
                "encoder/minilm reads texts, but 'colour' holds pictures; choose an encoder whose accepts() is true for it",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ENCODER.encode("colour", pictures, SENTENCES, CONTEXT))
                        .getMessage());
    }

    @Test
    void optionsOutsideTheirRangeAreRejected() {
        assertEquals(
                "Options.maxTokens must be in [3, 256], got 2; Options.threads must be in [1, 64], got 0",
                assertThrows(IllegalArgumentException.class, () -> new Options(Output.TOKENS, 2, 0))
                        .getMessage());
    }

    @Test
    void aCancelledContextStopsEncoding() {
        FitContext cancelled = CONTEXT.with(Cancellation.when(() -> true));
        Raw many = Raw.Texts.of(
                IntStream.range(0, 5000).mapToObj(k -> "text number " + k).toList());
        assertThrows(CancellationException.class, () -> ENCODER.encode("name", many, SENTENCES, cancelled));
    }

    @Test
    void theServiceLoaderFindsEveryEncoderAndItsDefaults() {
        List<String> ids = new ArrayList<>();
        for (Encoder<?> encoder : ServiceLoader.load(Encoder.class)) {
            ids.add(encoder.descriptor().id());
            assertFalse(encoder.descriptor().schema().defaults().toString().isEmpty());
        }
        assertEquals(
                List.of(
                        "encoder/minilm",
                        "encoder/mobilenet",
                        "encoder/logmel",
                        "encoder/mfcc",
                        "encoder/char-ngrams",
                        "encoder/tfidf",
                        "encoder/small-cnn",
                        "encoder/pixels",
                        "encoder/onnx",
                        "encoder/table"),
                ids);
    }

    private static Features encode(Options options, String... texts) {
        return ENCODER.encode("name", Raw.Texts.of(List.of(texts)), options, CONTEXT);
    }

    private static float[][] matrix(Features features) {
        float[] all = features.values().data().asFloat();
        float[][] rows = new float[features.rows()][features.width()];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(all, row * features.width(), rows[row], 0, features.width());
        }
        return rows;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }
}
