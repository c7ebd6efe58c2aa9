package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.datasets.SpokenProvider.Language;
import dev.interlace.plugins.datasets.SpokenProvider.Options;
import dev.interlace.plugins.datasets.SpokenProvider.Speech;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.PluginException;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Segment;
import dev.interlace.spi.Sound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpokenProviderTest {
    private static final SpokenProvider PROVIDER = new SpokenProvider();
    private static final Options DEFAULTS = new Options(Speech.CLIPS, Language.ENGLISH);

    /** 45 dB: what lies outside a clip's speech is quieter than its loudest hundredth of a second by more than that. */
    private static final double QUIET = Math.pow(10, -45 / 20.0);

    private final Dataset english = PROVIDER.load(DEFAULTS);
    private final Dataset french = PROVIDER.load(new Options(Speech.CLIPS, Language.FRENCH));

    @ParameterizedTest
    @CsvSource({
        "digits/7, seven, digit, sept",
        "digits/40, forty, number, quarante",
        "digits/h-3, third, ordinal, troisième",
        "letters/q, q, letter, q",
        "phonetic/w_p, whiskey, spelling, whiskey",
        "digits/day-3, wednesday, calendar, mercredi",
        "letters/equals, equals, sign, égal",
        "auth-thankyou, thank you, phrase, merci"
    })
    void aClipHasItsWordsKindAndTranslation(String key, String words, String kind, String translation) {
        int row = english.rowIds().indexOf(key);
        assertEquals(Optional.of(words), text(english, "words", row));
        assertEquals(kind, english.target("kind").name(row));
        assertEquals(words, english.target("word").name(row));
        assertEquals(Optional.of(translation), text(english, "translation", row));
        assertEquals(
                Optional.of(translation), text(french, "words", french.rowIds().indexOf(key)));
    }

    @Test
    void theEnglishOneIsTheRecordingOfTheSource() {
        Sound one = sound(english, english.rowIds().indexOf("digits/1"));
        assertEquals(8000, one.rate());
        assertEquals(5520, one.length());
        assertEquals(17130, max(one.pcm()), "its loudest sample");
    }

    @Test
    void theKindsHaveTheirKnownSizes() {
        assertEquals(
                Map.of(
                        "calendar",
                        22,
                        "digit",
                        10,
                        "letter",
                        27,
                        "number",
                        22,
                        "ordinal",
                        31,
                        "phrase",
                        52,
                        "sign",
                        36,
                        "spelling",
                        27,
                        "word",
                        65),
                sizes(english));
        assertEquals(
                Map.of(
                        "calendar",
                        22,
                        "digit",
                        10,
                        "letter",
                        26,
                        "number",
                        21,
                        "ordinal",
                        30,
                        "phrase",
                        44,
                        "sign",
                        11,
                        "spelling",
                        26,
                        "word",
                        56),
                sizes(french));
        assertEquals(246, english.column("translation").presence().count());
        assertEquals(french.rows(), french.column("translation").presence().count());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyClipIsSpeechWithALittleSilenceAroundIt(Language language) {
        Dataset clips = PROVIDER.load(new Options(Speech.CLIPS, language));
        for (int row = 0; row < clips.rows(); row++) {
            String key = clips.rowIds().get(row);
            Sound sound = sound(clips, row);
            Segment speech = timings(clips, row).get(0);
            int from = (int) Math.round(speech.from() * 8000);
            int to = (int) Math.round(speech.to() * 8000);
            assertTrue(to - from >= 8000 / 10 && to - from <= 12000, key + " lasts " + (to - from) + " samples");
            assertTrue(from <= 240 && sound.length() - to <= 240, key + " has more than 30 ms of silence on a side");
            double loudest = 0;
            double outside = 0;
            for (int frame = 0; frame + 80 <= sound.length(); frame += 80) {
                double loud = loudness(sound.pcm(), frame);
                loudest = Math.max(loudest, loud);
                outside = frame < from - 79 || frame >= to ? Math.max(outside, loud) : outside;
            }
            assertTrue(loudest > 1000, key + " is hardly to be heard: " + loudest + " of 32,768");
            assertTrue(outside < QUIET * loudest, key + " has speech outside its bounds");
        }
    }

    @Test
    void wordsWithSeveralRecordingsAreOneGroup() {
        List<String> groups = english.groups();
        assertEquals(
                groups.get(english.rowIds().indexOf("digits/mon-10")),
                groups.get(english.rowIds().indexOf("phonetic/n_p")),
                "november, the month and the letter");
        assertEquals(269, new HashSet<>(groups).size());
        assertEquals(english.target("word").classes().size(), new HashSet<>(groups).size());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void anUtteranceHoldsTheClipsOfItsWordsAtItsTimings(Language language) {
        Map<String, List<short[]>> spoken = new TreeMap<>();
        Dataset clips = PROVIDER.load(new Options(Speech.CLIPS, language));
        for (int row = 0; row < clips.rows(); row++) {
            Segment speech = timings(clips, row).get(0);
            spoken.computeIfAbsent(clips.target("word").name(row), word -> new ArrayList<>())
                    .add(cut(sound(clips, row), speech));
        }
        Dataset utterances = PROVIDER.load(new Options(Speech.UTTERANCES, language));
        for (int row = 0; row < utterances.rows(); row++) {
            Sound sound = sound(utterances, row);
            List<Segment> words = timings(utterances, row);
            assertEquals(
                    text(utterances, "words", row).orElseThrow(),
                    String.join(" ", words.stream().map(Segment::label).toList()));
            double before = 0;
            for (Segment word : words) {
                short[] cut = cut(sound, word);
                assertTrue(
                        spoken.getOrDefault(word.label(), List.of()).stream()
                                .anyMatch(clip -> Arrays.equals(clip, cut)),
                        utterances.rowIds().get(row) + " does not say " + word);
                double gap = word.from() - before;
                assertTrue(gap > 0 && gap <= 0.331, utterances.rowIds().get(row) + " is silent for " + gap + " s");
                before = word.to();
            }
            assertTrue(sound.seconds() - before >= 0.1 && sound.seconds() - before <= 0.331);
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void thereAreAHundredUtterancesOfEachKindWithThreeToSevenWords(Language language) {
        Dataset utterances = PROVIDER.load(new Options(Speech.UTTERANCES, language));
        assertEquals(300, utterances.rows());
        assertEquals(
                List.of("digits", "letters", "numbers"),
                utterances.target("kind").classes());
        assertArrayEquals(new int[] {100, 100, 100}, utterances.target("kind").counts());
        assertEquals(
                List.of("3 words", "4 words", "5 words", "6 words", "7 words"),
                utterances.target("length").classes());
        assertArrayEquals(
                new int[] {68, 74, 57, 51, 50}, utterances.target("length").counts());
        assertEquals(300, new HashSet<>(utterances.groups()).size(), "no text comes twice");
    }

    @Test
    void theFirstUtterancesAreAlwaysTheSame() {
        Dataset utterances = PROVIDER.load(new Options(Speech.UTTERANCES, Language.ENGLISH));
        assertEquals(Optional.of("eight eight zero eight"), text(utterances, "words", 0));
        assertEquals(Optional.of("i j w q"), text(utterances, "words", 1));
        assertEquals(Optional.of("six hundred forty five"), text(utterances, "words", 2));
        Segment first = timings(utterances, 2).get(0);
        assertEquals(1652 / 8000.0, first.from());
        assertEquals(6292 / 8000.0, first.to());
    }

    @Test
    void aClipThatUtterancesLackIsNamed() {
        DataFolder folder = new DataFolder("data/spoken", "spoken");
        String message = assertThrows(PluginException.class, () -> new Utterances(folder, List.of()).all())
                .getMessage();
        assertEquals(
                "data/spoken: spoken/clips.tsv has no clip digits/8, which utterances need; the data sets' jar is damaged,"
                        + " install it again",
                message);
    }

    @Test
    void twoReadsAreEqual() {
        for (Speech speech : Speech.values()) {
            Dataset once = PROVIDER.load(new Options(speech, Language.FRENCH));
            Dataset again = PROVIDER.load(new Options(speech, Language.FRENCH));
            assertEquals(once.rowIds(), again.rowIds());
            assertEquals(once.columns(), again.columns());
            assertEquals(once.targets(), again.targets());
            assertEquals(once.groups(), again.groups());
        }
    }

    @Test
    void theServiceLoaderFindsItAndItsOptionsHaveDefaults() {
        List<String> ids = new ArrayList<>();
        for (DatasetProvider<?> provider : ServiceLoader.load(DatasetProvider.class)) {
            ids.add(provider.descriptor().id());
        }
        assertTrue(ids.contains("data/spoken"), ids.toString());
        assertEquals(DEFAULTS, PROVIDER.descriptor().schema().defaults());
    }

    private static Map<String, Integer> sizes(Dataset dataset) {
        Map<String, Integer> sizes = new TreeMap<>();
        int[] counts = dataset.target("kind").counts();
        for (int k = 0; k < counts.length; k++) {
            sizes.put(dataset.target("kind").classes().get(k), counts[k]);
        }
        return sizes;
    }

    private static int max(short[] pcm) {
        int max = 0;
        for (short sample : pcm) {
            max = Math.max(max, Math.abs(sample));
        }
        return max;
    }

    private static double loudness(short[] pcm, int from) {
        double sum = 0;
        for (int k = from; k < from + 80; k++) {
            sum += (double) pcm[k] * pcm[k];
        }
        return Math.sqrt(sum / 80);
    }

    private static short[] cut(Sound sound, Segment segment) {
        return Arrays.copyOfRange(sound.pcm(), (int) Math.round(segment.from() * sound.rate()), (int)
                Math.round(segment.to() * sound.rate()));
    }

    private static Optional<String> text(Dataset dataset, String column, int row) {
        return ((Raw.Texts) dataset.column(column)).values().get(row);
    }

    private static Sound sound(Dataset dataset, int row) {
        return ((Raw.Sounds) dataset.column("sound")).values().get(row).orElseThrow();
    }

    private static List<Segment> timings(Dataset dataset, int row) {
        return ((Raw.Timings) dataset.column("timings")).values().get(row).orElseThrow();
    }
}
