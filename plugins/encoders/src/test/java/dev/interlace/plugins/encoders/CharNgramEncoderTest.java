package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.encoders.CharNgramEncoder.Options;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CharNgramEncoderTest {
    private static final CharNgramEncoder ENCODER = new CharNgramEncoder();
    private static final Options OPTIONS = new Options(2, 4, 1024);
    private static final FitContext CONTEXT = FitContext.seeded(1);

    @Test
    void oneLetterIsOneGramWithItsBlanksInTheBucketOfItsHash() {
        // " a " in bytes 20 61 20 is no longer than 3: bigrams " a", "a ", then the whole word once, and no more
        float[] vector = row(encode(OPTIONS, "a"), 0);
        float[] expected = new float[1024];
        for (String gram : List.of(" a", "a ", " a ")) {
            int hash = Murmur3.hash(gram.getBytes(StandardCharsets.UTF_8));
            expected[Math.abs(hash) % 1024] += (float) (Math.signum(hash) / Math.sqrt(3));
        }
        assertArrayEquals(expected, vector, 1e-7f);
    }

    @Test
    void theHashIsThePublishedOne() {
        // verification values of MurmurHash3_x86_32 with seed 0
        assertEquals(0, Murmur3.hash(new byte[0]));
        assertEquals(0x2362f9de, Murmur3.hash(new byte[] {0, 0, 0, 0}));
        assertEquals(0x248bfa47, Murmur3.hash("hello".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                0x2e4ff723,
                Murmur3.hash("The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void vectorsAreThoseOfAnIndependentLibrary() {
        int compared = 0;
        for (List<String> row : GoldenFile.rows("texts-golden.tsv")) {
            if (row.get(0).startsWith("ngrams")) {
                double[] set = GoldenFile.numbers(row.get(0).substring("ngrams ".length()));
                Options options = new Options((int) set[0], (int) set[1], (int) set[2]);
                float[] found = row(encode(options, GoldenFile.text(row.get(1))), 0);
                assertArrayEquals(
                        GoldenFile.sparse(row.get(2), found.length), found, 1e-6f, row.get(0) + ", " + row.get(1));
                compared++;
            }
        }
        assertEquals(24, compared);
    }

    @Test
    void wordsThatShareLettersAreAlikeInAnyScript() {
        Features found = encode(OPTIONS, "яблоко", "яблоки", "груша", "manzana", "manzanas", "pera");
        assertTrue(dot(found, 0, 1) > 0.5, "яблоко and яблоки: " + dot(found, 0, 1));
        assertTrue(dot(found, 3, 4) > 0.6, "manzana and manzanas: " + dot(found, 3, 4));
        assertTrue(Math.abs(dot(found, 0, 2)) < 0.2, "яблоко and груша: " + dot(found, 0, 2));
        assertEquals(1, dot(found, 2, 2), 1e-6);
    }

    @Test
    void composedAndDecomposedAccentsAreOne() {
        Features found = encode(OPTIONS, "pi\u00f1ata", "pin\u0303ata");
        assertArrayEquals(row(found, 0), row(found, 1));
    }

    @Test
    void aTextWithoutLettersIsZeros() {
        assertArrayEquals(new float[1024], row(encode(OPTIONS, "  "), 0));
    }

    @Test
    void absentRowsStayAbsent() {
        Raw raw = new Raw.Texts(List.of(Optional.empty(), Optional.of("pear")));
        Features found = ENCODER.encode("name", raw, OPTIONS, CONTEXT);
        assertEquals("1 of 2 present", found.presence().toString());
        assertArrayEquals(new float[1024], row(found, 0));
    }

    @Test
    void optionsThatDoNotFitAreRejected() {
        assertEquals(
                "Options.least must be at most most = 2, got 3",
                assertThrows(IllegalArgumentException.class, () -> new Options(3, 2, 64))
                        .getMessage());
    }

    private static Features encode(Options options, String... texts) {
        return ENCODER.encode("name", Raw.Texts.of(List.of(texts)), options, CONTEXT);
    }

    private static float[] row(Features features, int row) {
        return features.values().getRow(row).dup().data().asFloat();
    }

    private static double dot(Features features, int a, int b) {
        float[] left = row(features, a);
        float[] right = row(features, b);
        double sum = 0;
        for (int k = 0; k < left.length; k++) {
            sum += (double) left[k] * right[k];
        }
        return sum;
    }
}
