package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Corruption;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Leaves words of texts out.
 *
 * <p>Use it for captions that say less than they could. What is left keeps its order and its spelling; a text never
 * becomes empty: of all its words the one least likely to go stays.
 *
 * <p>Words are what stands between blanks. Each goes with probability {@code level}, by a random number that it keeps
 * at every level, so that a higher level leaves a subset of the words that a lower one leaves.
 *
 * <p>Reference: Iyyer, Manjunatha, Boyd-Graber and Daumé, Deep Unordered Composition Rivals Syntactic Methods for Text
 * Classification, ACL 2015, section 3.1 (there in training, called word dropout).
 */
public final class WordDropCorruption implements Corruption<WordDropCorruption.Options> {
    private static final String ID = "corruption/word-drop";
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * How many words go.
     *
     * @param level probability that a word is left out, in [0, 1], default 0.2; raising it leaves fewer words
     */
    public record Options(
            @Param(
                    doc = "probability that a word is left out; raising it leaves fewer words",
                    min = 0,
                    max = 1,
                    init = 0.2)
            double level) {
        public Options {
            OptionsSchema.require(Options.class, level);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(ID, "1.0.0", "Word drop", "Leaves words of texts out", Options.class)
                .withCapabilities(Capability.HANDLES_MISSING)
                .withUseCases("captions that say less")
                .withReferences(new Reference(
                        "Iyyer, Manjunatha, Boyd-Graber, Daumé",
                        "Deep Unordered Composition Rivals Syntactic Methods for Text Classification",
                        "ACL",
                        2015,
                        "section 3.1"))
                .withLesson("robustness");
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Texts;
    }

    @Override
    public Raw corrupt(Raw raw, Options options, FitContext context) {
        Damage damage = new Damage(ID, context);
        if (!(raw instanceof Raw.Texts texts)) {
            throw damage.unread(raw, "texts");
        }
        return options.level() == 0
                ? raw
                : new Raw.Texts(damage.each(
                        "texts", texts.values(), (text, random) -> shortened(text, options.level(), random)));
    }

    private static String shortened(String text, double level, SplittableRandom random) {
        List<String> words =
                BLANKS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
        double[] draws = words.stream().mapToDouble(word -> random.nextDouble()).toArray();
        double last = Arrays.stream(draws).max().orElse(0);
        List<String> kept = new ArrayList<>();
        for (int k = 0; k < draws.length; k++) {
            if (draws[k] >= level || draws[k] == last) {
                kept.add(words.get(k));
            }
        }
        return kept.size() == words.size() ? text : String.join(" ", kept);
    }
}
