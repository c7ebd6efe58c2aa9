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
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Misspells texts as fingers do: swaps a letter with the next, leaves one out, types one twice or its neighbour as
 * well, or hits the neighbour key instead.
 *
 * <p>Use it for texts typed in haste. It fails to be natural where people misspell by sound ("definately"), and knows
 * the neighbours of the English and the Russian keyboard only; other letters are swapped, left out or doubled.
 *
 * <p>Each letter is hit with probability {@code level}, by a random number that it keeps at every level; the second
 * letter of a swap is spared, a word of one letter too. What is hit changes by one edit, chosen with equal probability
 * among those that change something; no word loses its first or last letter to a gap. So the edit distance (with swaps
 * as one edit) is on average {@code level} times the number of letters, a little less where swaps spare a letter.
 *
 * <p>Reference: Belinkov and Bisk, Synthetic and Natural Noise Both Break Neural Machine Translation, ICLR 2018,
 * section 4.2. Differs from the paper in that several kinds of typos stand in one text and letters are hit one by one.
 */
public final class TyposCorruption implements Corruption<TyposCorruption.Options> {
    private static final String ID = "corruption/typos";
    private static final List<String> KEYS = List.of(
            "qwertyuiop",
            "asdfghjkl",
            "zxcvbnm",
            "\u0439\u0446\u0443\u043a\u0435\u043d\u0433\u0448\u0449\u0437\u0445\u044a",
            "\u0444\u044b\u0432\u0430\u043f\u0440\u043e\u043b\u0434\u0436\u044d",
            "\u044f\u0447\u0441\u043c\u0438\u0442\u044c\u0431\u044e");

    private enum Kind {
        SWAP,
        DELETE,
        INSERT,
        REPLACE
    }

    /**
     * How many typos.
     *
     * @param level probability that a letter is hit, in [0, 1], default 0.05; raising it leaves less to read
     */
    public record Options(
            @Param(
                    doc = "probability that a letter is hit; raising it leaves less to read",
                    min = 0,
                    max = 1,
                    init = 0.05)
            double level) {
        public Options {
            OptionsSchema.require(Options.class, level);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Typos",
                        "Misspells texts: swaps, gaps, doubled and neighbouring keys",
                        Options.class)
                .withCapabilities(Capability.HANDLES_MISSING)
                .withUseCases("texts typed in haste")
                .withReferences(new Reference(
                        "Belinkov, Bisk",
                        "Synthetic and Natural Noise Both Break Neural Machine Translation",
                        "ICLR",
                        2018,
                        "section 4.2"))
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
                        "texts", texts.values(), (text, random) -> misspelt(text, options.level(), random)));
    }

    private static String misspelt(String text, double level, SplittableRandom random) {
        int[] letters = text.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        int spared = -1;
        for (int i = 0; i < letters.length; i++) {
            double hit = random.nextDouble(); // three numbers for each letter, whatever becomes of it
            double kind = random.nextDouble();
            double key = random.nextDouble();
            if (i == spared) {
                continue; // written already
            }
            List<Kind> kinds = hit < level && Character.isLetter(letters[i]) ? kinds(letters, i) : List.of();
            if (kinds.isEmpty()) {
                out.appendCodePoint(letters[i]);
                continue;
            }
            switch (kinds.get((int) (kind * kinds.size()))) {
                case SWAP -> {
                    out.appendCodePoint(letters[i + 1]).appendCodePoint(letters[i]);
                    spared = i + 1;
                }
                case DELETE -> {}
                case INSERT -> {
                    List<Integer> near = neighbours(letters[i]);
                    int second = near.isEmpty() ? letters[i] : near.get((int) (key * near.size()));
                    out.appendCodePoint(letters[i]).appendCodePoint(second);
                }
                case REPLACE -> {
                    List<Integer> near = neighbours(letters[i]);
                    out.appendCodePoint(near.get((int) (key * near.size())));
                }
            }
        }
        return out.toString();
    }

    /** What can happen to a letter so that the text changes. */
    private static List<Kind> kinds(int[] letters, int i) {
        boolean next = i + 1 < letters.length && Character.isLetter(letters[i + 1]);
        boolean before = i > 0 && Character.isLetter(letters[i - 1]);
        List<Kind> kinds = new ArrayList<>();
        if (next && letters[i + 1] != letters[i]) {
            kinds.add(Kind.SWAP);
        }
        if (next && before) {
            kinds.add(Kind.DELETE); // inside a word, so that no word vanishes
        }
        if (next || before) {
            kinds.add(Kind.INSERT);
        }
        if ((next || before) && !neighbours(letters[i]).isEmpty()) {
            kinds.add(Kind.REPLACE);
        }
        return kinds;
    }

    /** The keys left and right of a letter's key, in its case; none where the key is not known. */
    private static List<Integer> neighbours(int letter) {
        int small = Character.toLowerCase(letter);
        for (String keys : KEYS) {
            int place = keys.indexOf(small);
            if (place >= 0) {
                return IntStream.of(place - 1, place + 1)
                        .filter(k -> k >= 0 && k < keys.length())
                        .map(keys::charAt)
                        .map(key -> small == letter ? key : Character.toUpperCase(key))
                        .boxed()
                        .toList();
            }
        }
        return List.of();
    }
}
