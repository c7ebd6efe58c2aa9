package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.plugins.encoders.TfIdfEncoder.Options;
import dev.interlace.plugins.encoders.TfIdfEncoder.Tf;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TfIdfEncoderTest {
    /** The training texts of golden_texts.py. */
    private static final Raw TRAINING = Raw.Texts.of(List.of(
            "red apple",
            "Green apple, green pear",
            "une pomme rouge",
            "зелёная груша",
            "la pera verde y la manzana verde",
            "Äpfel und Birnen",
            "ΜΗΛΟ και αχλάδι",
            "red red red rose",
            "x_1 and 2 apples",
            "груша и яблоко"));

    private static final FitContext CONTEXT = FitContext.seeded(1);
    private static final Options COUNT = new Options(2000, 1, Tf.COUNT);

    @Test
    void twoWordsByHand() {
        // training "a b", "a": idf_a = ln(3/3) + 1 = 1, idf_b = ln(3/2) + 1 = 1.405465
        // "a a b": (2, 1.405465) of length 2.444449
        TfIdfEncoder fitted = new TfIdfEncoder().fitted(Raw.Texts.of(List.of("a b", "a")), COUNT, CONTEXT);
        assertArrayEquals(new float[] {0.818180f, 0.574962f}, encode(fitted, COUNT, "a a b"), 1e-6f);
    }

    @Test
    void vectorsAreThoseOfAnIndependentLibrary() {
        int compared = 0;
        for (List<String> row : GoldenFile.rows("texts-golden.tsv")) {
            if (row.get(0).startsWith("tfidf")) {
                String[] set = row.get(0).split(" ", -1);
                Options options = new Options(2000, Integer.parseInt(set[2]), Tf.valueOf(set[1]));
                TfIdfEncoder fitted = new TfIdfEncoder().fitted(TRAINING, options, CONTEXT);
                float[] found = encode(fitted, options, GoldenFile.text(row.get(1)));
                assertArrayEquals(
                        GoldenFile.sparse(row.get(2), found.length), found, 1e-6f, row.get(0) + ", " + row.get(1));
                compared++;
            }
        }
        assertEquals(36, compared);
    }

    @Test
    void theMostFrequentWordsStayAndEqualOnesInTheirOrder() {
        // texts with each word: d 3, b 2, c 2, a 1; two columns: b (before c) and d
        Raw training = Raw.Texts.of(List.of("d b c", "d b c", "d a"));
        Options two = new Options(2, 1, Tf.COUNT);
        TfIdfEncoder fitted = new TfIdfEncoder().fitted(training, two, CONTEXT);
        assertArrayEquals(new float[] {1, 0}, encode(fitted, two, "a b c"));
        assertArrayEquals(new float[] {0, 1}, encode(fitted, two, "d"));
    }

    @Test
    void encodingOtherRowsChangesNoWeight() {
        TfIdfEncoder fitted = new TfIdfEncoder().fitted(TRAINING, COUNT, CONTEXT);
        float[] alone = encode(fitted, COUNT, "red apple");
        Raw many = Raw.Texts.of(List.of("red apple", "red", "red", "red new words"));
        float[] first = fitted.encode("name", many, COUNT, CONTEXT)
                .values()
                .getRow(0)
                .dup()
                .data()
                .asFloat();
        assertArrayEquals(alone, first);
    }

    @Test
    void absentRowsAreNotCountedAndStayAbsent() {
        Raw holes = new Raw.Texts(List.of(Optional.of("a b"), Optional.empty(), Optional.of("a")));
        TfIdfEncoder fitted = new TfIdfEncoder().fitted(holes, COUNT, CONTEXT);
        assertArrayEquals(new float[] {0.818180f, 0.574962f}, encode(fitted, COUNT, "a a b"), 1e-6f);
        Features found = fitted.encode("name", holes, COUNT, CONTEXT);
        assertEquals(holes.presence(), found.presence());
    }

    @Test
    void marksBelongToTheirWords() {
        // the vowel signs of Hindi are marks: a word must not fall apart at them
        Raw training = Raw.Texts.of(List.of("\u0939\u093f\u0928\u094d\u0926\u0940"));
        assertEquals(
                1,
                encode(
                                new TfIdfEncoder().fitted(training, COUNT, CONTEXT),
                                COUNT,
                                "\u0939\u093f\u0928\u094d\u0926\u0940")
                        .length);
    }

    @Test
    void whatWasLearnedIsSavedAndReadsNewTextsToTheBit() throws IOException {
        TfIdfEncoder fitted = new TfIdfEncoder().fitted(TRAINING, COUNT, CONTEXT);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        fitted.save(saved);
        TfIdfEncoder loaded = new TfIdfEncoder().load(new ByteArrayInputStream(saved.toByteArray()));
        assertArrayEquals(encode(fitted, COUNT, "a red pear"), encode(loaded, COUNT, "a red pear"));
    }

    @Test
    void aTextWithoutAKnownWordIsTold() {
        TfIdfEncoder fitted = new TfIdfEncoder().fitted(TRAINING, COUNT, CONTEXT);
        assertEquals(
                List.of("1 text has no word that a training text had, and counts as empty"),
                fitted.unseen(Raw.Texts.of(List.of("quince", "red"))));
        assertEquals(List.of(), fitted.unseen(Raw.Texts.of(List.of("red"))));
    }

    @Test
    void encodingBeforeFittingIsRejected() {
        assertEquals(
                "encoder/tfidf learns its words from training rows, so that test rows have no say in them: encode a split, for"
                        + " instance lab.encode(data.split(seed), encoders), or call fitted(training, options, context) first",
                assertThrows(IllegalStateException.class, () -> encode(new TfIdfEncoder(), COUNT, "pear"))
                        .getMessage());
    }

    @Test
    void otherOptionsThanThoseOfTheFitAreRejected() {
        TfIdfEncoder fitted = new TfIdfEncoder().fitted(TRAINING, COUNT, CONTEXT);
        assertEquals(
                "encoder/tfidf was fitted with Options[words=2000, texts=1, tf=COUNT], asked for Options[words=2000, texts=1,"
                        + " tf=LOG]; fit it again",
                assertThrows(IllegalArgumentException.class, () -> encode(fitted, new Options(2000, 1, Tf.LOG), "pear"))
                        .getMessage());
    }

    @Test
    void trainingTextsWithoutAnyWordOftenEnoughAreRejected() {
        assertEquals(
                "encoder/tfidf: no word stands in 3 of the 2 training texts (Options.texts); lower texts, or give more rows",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new TfIdfEncoder()
                                        .fitted(Raw.Texts.of(List.of("a b", "a")), new Options(10, 3, Tf.LOG), CONTEXT))
                        .getMessage());
    }

    private static float[] encode(TfIdfEncoder encoder, Options options, String text) {
        return encoder.encode("name", Raw.Texts.of(List.of(text)), options, CONTEXT)
                .values()
                .data()
                .asFloat();
    }
}
