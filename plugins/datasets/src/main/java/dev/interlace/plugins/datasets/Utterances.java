package dev.interlace.plugins.datasets;

import dev.interlace.plugins.datasets.SpokenProvider.Clip;
import dev.interlace.spi.Segment;
import dev.interlace.spi.Sound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Joins clips into utterances whose word bounds are known to the sample: a hundred each of digits, of letters, and of
 * numbers from three to seven words. The same clips give the same utterances, always.
 *
 * <p>An utterance starts and ends with 100 to 300 ms of silence. Every clip is kept whole, with the little silence that
 * it has around its speech; between two clips lie up to 180 ms more. Digits and letters are drawn evenly and with
 * repetition; numbers are read out as in {@code five thousand two hundred forty}, without those forms (eleven,
 * seventy-one) in which French and English are irregular. No text comes twice.
 */
final class Utterances {
    /** What an utterance is made of. */
    enum Kind {
        DIGITS,
        LETTERS,
        NUMBERS
    }

    /** A sequence of words. */
    record Utterance(Kind kind, String words, Sound sound, List<Segment> timings) {}

    private static final int OF_EACH_KIND = 100;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 7;
    private static final long SEED = 71;

    private final DataFolder folder;
    private final Map<String, Clip> clips = new HashMap<>();
    private final Random random = new Random(SEED);
    private final Set<String> texts = new HashSet<>();

    /**
     * Utterances of one language's clips.
     *
     * @param folder where the clips come from, for messages
     */
    Utterances(DataFolder folder, List<Clip> all) {
        this.folder = folder;
        all.forEach(clip -> clips.put(clip.key(), clip));
    }

    /** All utterances; the kinds take turns. */
    List<Utterance> all() {
        List<Utterance> utterances = new ArrayList<>();
        for (int k = 0; k < OF_EACH_KIND; k++) {
            for (Kind kind : Kind.values()) {
                utterances.add(fresh(kind));
            }
        }
        return utterances;
    }

    private Utterance fresh(Kind kind) {
        while (true) {
            List<Clip> words = draw(kind, SHORTEST + random.nextInt(LONGEST - SHORTEST + 1));
            String text = String.join(" ", words.stream().map(Clip::words).toList());
            if (texts.add(text)) {
                return join(kind, text, words);
            }
        }
    }

    private List<Clip> draw(Kind kind, int length) {
        List<String> keys = new ArrayList<>();
        switch (kind) {
            case DIGITS -> {
                for (int k = 0; k < length; k++) {
                    keys.add("digits/" + random.nextInt(10));
                }
            }
            case LETTERS -> {
                for (int k = 0; k < length; k++) {
                    keys.add("letters/" + (char) ('a' + random.nextInt(26)));
                }
            }
            case NUMBERS -> {
                // 3: hht   4: hhto   5: o thousand hht   6: o thousand hhto   7: to thousand hhto; hh is "three
                // hundred"
                if (length == 7) {
                    keys.add(tens());
                }
                if (length >= 5) {
                    keys.add(ones());
                    keys.add("digits/thousand");
                }
                keys.add(ones());
                keys.add("digits/hundred");
                keys.add(tens());
                if (length == 4 || length >= 6) {
                    keys.add(ones());
                }
            }
        }
        return keys.stream().map(this::clip).toList();
    }

    private String ones() {
        return "digits/" + (2 + random.nextInt(8));
    }

    private String tens() {
        return "digits/" + 10 * (2 + random.nextInt(5));
    }

    private Clip clip(String key) {
        Clip clip = clips.get(key);
        if (clip == null) {
            throw folder.damaged("clips.tsv", "has no clip " + key + ", which utterances need");
        }
        return clip;
    }

    private Utterance join(Kind kind, String text, List<Clip> words) {
        int rate = words.get(0).sound().rate();
        int[] starts = new int[words.size()];
        int at = milliseconds(rate, 100, 300);
        for (int k = 0; k < starts.length; k++) {
            starts[k] = at;
            at += words.get(k).sound().length();
            at += k + 1 < starts.length ? milliseconds(rate, 0, 180) : milliseconds(rate, 100, 300);
        }
        short[] pcm = new short[at];
        List<Segment> timings = new ArrayList<>();
        for (int k = 0; k < starts.length; k++) {
            Clip word = words.get(k);
            short[] spoken = word.sound().pcm();
            System.arraycopy(spoken, 0, pcm, starts[k], spoken.length);
            timings.add(new Segment(
                    word.words(), (starts[k] + word.from()) / (double) rate, (starts[k] + word.to()) / (double) rate));
        }
        return new Utterance(kind, text, Sound.of(rate, pcm), timings);
    }

    /** A number of samples that last between so many milliseconds and so many, evenly drawn. */
    private int milliseconds(int rate, int least, int most) {
        return rate * least / 1000 + random.nextInt(rate * (most - least) / 1000 + 1);
    }
}
