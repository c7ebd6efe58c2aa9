package dev.interlace.plugins.encoders;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Texts of any language to hashed counts of their character n-grams. Computed, not learned, so no language is foreign
 * to it and no word unknown.
 *
 * <p>Use it for names and short texts in languages that no pretrained encoder here reads, for mixed scripts and for
 * texts with typos: words that share letters are alike. It fails on meaning: "car" and "automobile" have nothing in
 * common, "car" and "care" have. Different n-grams can fall into one bucket; signs make such collisions cancel on
 * average.
 *
 * <pre>
 *   grams  = per word, a blank before and after it: all runs of least … most characters
 *   v_b    = Σ over grams g with |h(g)| mod d = b of sign h(g)          h MurmurHash3 of g in UTF-8
 *   vector = v / ‖v‖₂                                                    [d]
 * </pre>
 *
 * <p>A word shorter than n, blanks included, counts once as a whole. Text is put into lower case with composed accents.
 * With the same conventions the values are those of scikit-learn's HashingVectorizer (analyzer {@code char_wb}).
 *
 * <p>Reference: Weinberger et al., Feature Hashing for Large Scale Multitask Learning, ICML 2009, equation 2; Cavnar
 * and Trenkle, N-Gram-Based Text Categorization, SDAIR 1994.
 */
public final class CharNgramEncoder implements Encoder<CharNgramEncoder.Options> {
    private static final String ID = "encoder/char-ngrams";
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * How texts are encoded.
     *
     * @param least characters of the shortest n-gram, in [1, 8], default 2
     * @param most characters of the longest n-gram, in [1, 8] and at least {@code least}, default 4; raising it tells
     *     words better apart and finds less alike
     * @param width buckets, in [16, 65536], default 1024; raising it makes collisions rarer, and costs memory
     */
    public record Options(
            @Param(doc = "characters of the shortest n-gram", unit = "characters", min = 1, max = 8, init = 2)
            int least,

            @Param(
                    doc = "characters of the longest n-gram; raising it tells words better apart and finds less alike",
                    unit = "characters",
                    min = 1,
                    max = 8,
                    init = 4)
            int most,

            @Param(
                    doc = "buckets; raising it makes collisions rarer, and costs memory",
                    unit = "buckets",
                    min = 16,
                    max = 65_536,
                    init = 1024,
                    scale = Param.Scale.LOG)
            int width) {
        public Options {
            OptionsSchema.require(Options.class, least, most, width);
            if (!(least <= most)) {
                throw new IllegalArgumentException("Options.least must be at most most = " + most + ", got " + least);
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Hashed character n-grams",
                        "Text of any language to signed, hashed counts of its runs of letters",
                        Options.class)
                .withFormula("v_b = \\sum_{g:\\ |h(g)| \\bmod d = b} \\operatorname{sign} h(g)")
                .withCapabilities(Capability.HANDLES_MISSING)
                .withUseCases("names and short texts in any language", "texts with typos")
                .withReferences(
                        new Reference(
                                "Weinberger, Dasgupta, Langford, Smola, Attenberg",
                                "Feature Hashing for Large Scale Multitask Learning",
                                "ICML",
                                2009,
                                "equation 2"),
                        new Reference("Cavnar, Trenkle", "N-Gram-Based Text Categorization", "SDAIR", 1994, ""))
                .withLesson("encoders/text");
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Texts;
    }

    @Override
    public Features encode(String name, Raw raw, Options options, FitContext context) {
        return new TextRows(ID)
                .encode(name, raw, options.width(), context, (text, vector) -> count(text, options, vector));
    }

    private static void count(String text, Options options, double[] vector) {
        for (String word : BLANKS.split(text, -1)) {
            if (word.isEmpty()) {
                continue; // beside a blank at an end
            }
            int[] letters = (" " + word + " ").codePoints().toArray();
            for (int n = options.least(); n <= options.most(); n++) {
                int last = Math.max(0, letters.length - n);
                for (int from = 0; from <= last; from++) {
                    add(new String(letters, from, Math.min(n, letters.length)), vector);
                }
                if (last == 0) {
                    break; // a word no longer than n counts once
                }
            }
        }
    }

    private static void add(String gram, double[] vector) {
        int hash = Murmur3.hash(gram.getBytes(StandardCharsets.UTF_8));
        vector[(int) (Math.abs((long) hash) % vector.length)] += hash >= 0 ? 1 : -1;
    }
}
