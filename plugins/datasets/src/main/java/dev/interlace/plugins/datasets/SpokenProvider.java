package dev.interlace.plugins.datasets;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Segment;
import dev.interlace.spi.Sound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Spoken words: short prompts of a telephone exchange with their transcripts, one voice per language, 8,000 samples a
 * second.
 *
 * <p>With {@link Speech#CLIPS} a row is one recording: {@code sound}, {@code words}, {@code timings} (where in the
 * sound the speech lies) and {@code translation} (the words of the same prompt in the other language, absent where it
 * has none). Targets: {@code kind} (digit, number, letter, phrase …) and {@code word}. Split groups: the words, since
 * some have several recordings.
 *
 * <p>With {@link Speech#UTTERANCES} a row is a sequence of three to seven words, joined from the clips: {@code sound},
 * {@code words}, and {@code timings} with the exact start and end of every word. Targets: {@code kind} (digits,
 * letters, numbers) and {@code length}. Every utterance is its own group.
 *
 * <p>Good for: cross-modal attention with a known answer, alignment of speech and text, retrieval across languages. Not
 * good for: recognising other voices; there is one voice per language, and utterances repeat the very recordings of
 * their words.
 */
public final class SpokenProvider implements DatasetProvider<SpokenProvider.Options> {
    private static final String ID = "data/spoken";
    private static final DataFolder FOLDER = new DataFolder(ID, "spoken");
    private static final String TABLE = "clips.tsv";
    private static final List<String> COLUMNS =
            List.of("language", "key", "kind", "words", "from", "to", "samples", "transcript");

    /** What a row is. */
    public enum Speech {
        /** One recording: a word or a short phrase. */
        CLIPS,
        /** Three to seven recordings of words, joined, with the bounds of each. */
        UTTERANCES
    }

    /** The language, and with it the voice. */
    public enum Language {
        /** American English, Allison Smith. */
        ENGLISH("en"),
        /** Canadian French, June Wallack. */
        FRENCH("fr");

        private final String code;

        Language(String code) {
            this.code = code;
        }

        private Language other() {
            return this == ENGLISH ? FRENCH : ENGLISH;
        }
    }

    /**
     * What is read.
     *
     * @param speech what a row is; default clips
     * @param language of the recordings; default English
     */
    public record Options(
            @Param(
                    doc = "what a row is: one recording, or several joined with the bounds of each word",
                    choice = "CLIPS")
            Speech speech,

            @Param(doc = "language of the recordings, and with it the voice", choice = "ENGLISH")
            Language language) {
        public Options {
            OptionsSchema.require(Options.class, speech, language);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Spoken words",
                        "292 spoken words and phrases in English, 246 in French, or 300 joined utterances; targets: kind, word",
                        Options.class)
                .withUseCases(
                        "finding each word of a text in a sound, with the exact answer at hand",
                        "retrieving a recording by its words",
                        "telling a digit, a letter or a phrase from its sound")
                .withReferences(new Reference(
                        "Smith, Wallack, Digium",
                        "Asterisk core sounds 1.6.1, English and French",
                        "downloads.asterisk.org",
                        2018,
                        ""))
                .withLesson("data/spoken");
    }

    @Override
    public Dataset load(Options options) {
        List<Clip> clips = clips(options.language());
        return options.speech() == Speech.CLIPS
                ? recordings(clips, words(options.language().other()))
                : utterances(clips);
    }

    /** One recording; its speech lies between the samples {@code from} and {@code to}. */
    record Clip(String key, String kind, String words, int from, int to, Sound sound) {}

    private static Dataset recordings(List<Clip> clips, Map<String, String> translations) {
        List<String> words = clips.stream().map(Clip::words).toList();
        Map<String, Raw> columns = new LinkedHashMap<>();
        columns.put("sound", Raw.Sounds.of(clips.stream().map(Clip::sound).toList()));
        columns.put("words", Raw.Texts.of(words));
        columns.put(
                "timings",
                new Raw.Timings(clips.stream()
                        .map(clip -> Optional.of(List.of(new Segment(
                                clip.words(),
                                clip.from() / (double) clip.sound().rate(),
                                clip.to() / (double) clip.sound().rate()))))
                        .toList()));
        columns.put(
                "translation",
                new Raw.Texts(clips.stream()
                        .map(clip -> Optional.ofNullable(translations.get(clip.key())))
                        .toList()));
        Map<String, Labels> targets = new LinkedHashMap<>();
        targets.put("kind", Labels.of(clips.stream().map(Clip::kind).toList()));
        targets.put("word", Labels.of(words));
        return new Dataset(card(), clips.stream().map(Clip::key).toList(), columns, targets, words);
    }

    private static Dataset utterances(List<Clip> clips) {
        List<Utterances.Utterance> spoken = new Utterances(FOLDER, clips).all();
        List<String> ids = IntStream.range(0, spoken.size())
                .mapToObj(row -> String.format("utterance/%03d", row))
                .toList();
        List<String> words = spoken.stream().map(Utterances.Utterance::words).toList();
        Map<String, Raw> columns = new LinkedHashMap<>();
        columns.put(
                "sound",
                Raw.Sounds.of(spoken.stream().map(Utterances.Utterance::sound).toList()));
        columns.put("words", Raw.Texts.of(words));
        columns.put(
                "timings",
                new Raw.Timings(spoken.stream()
                        .map(utterance -> Optional.of(utterance.timings()))
                        .toList()));
        Map<String, Labels> targets = new LinkedHashMap<>();
        targets.put(
                "kind",
                Labels.of(spoken.stream()
                        .map(utterance -> utterance.kind().name().toLowerCase(Locale.ROOT))
                        .toList()));
        targets.put(
                "length",
                Labels.of(spoken.stream()
                        .map(utterance -> utterance.timings().size() + " words")
                        .toList()));
        return new Dataset(card(), ids, columns, targets, words);
    }

    private static Dataset.Card card() {
        return new Dataset.Card(
                ID,
                "Spoken words",
                "A row is a short recording with its words, or several joined with the bounds of every word",
                "apt:asterisk-core-sounds-en-wav=1.6.1-1, apt:asterisk-core-sounds-fr-wav=1.6.1-1 (recordings);"
                        + " apt:asterisk-core-sounds-en=1.6.1-1, apt:asterisk-core-sounds-fr=1.6.1-1 (transcripts)",
                "CC-BY-SA-3.0",
                "English prompts by Allison Smith (theivrvoice.com), French prompts by June Wallack (junewallack.com), funded"
                        + " by Digium, Inc. and others, CC BY-SA 3.0. Cut to the speech; joined into utterances",
                List.of(
                        "one voice per language, studio recordings at telephone rate: nothing here tells how a method hears"
                                + " other voices, rooms or noise",
                        "utterances are joined, not spoken: the silence between words is digital and the melody is wrong",
                        "the words of different utterances are the same recordings, also across a split",
                        "most words have one recording only, so a split by group asks for words never heard",
                        "transcripts are the source's, with its slips: 'fourtieth', 'exclaimation-point'"));
    }

    private static List<Clip> clips(Language language) {
        Map<String, Sound> sounds = FOLDER.sounds(language.code + ".zip");
        List<Clip> clips = new ArrayList<>();
        for (List<String> row : FOLDER.table(TABLE, COLUMNS)) {
            if (!cell(row, "language").equals(language.code)) {
                continue;
            }
            String key = cell(row, "key");
            Sound sound = sounds.get(key);
            if (sound == null) {
                throw FOLDER.damaged(language.code + ".zip", "has no sound " + key);
            }
            if (sound.length() != number(row, "samples")) {
                throw FOLDER.damaged(
                        language.code + ".zip",
                        "must have " + cell(row, "samples") + " samples of " + key + ", got " + sound.length());
            }
            clips.add(new Clip(
                    key, cell(row, "kind"), cell(row, "words"), number(row, "from"), number(row, "to"), sound));
        }
        return clips;
    }

    private static Map<String, String> words(Language language) {
        Map<String, String> words = new HashMap<>();
        FOLDER.table(TABLE, COLUMNS).stream()
                .filter(row -> cell(row, "language").equals(language.code))
                .forEach(row -> words.put(cell(row, "key"), cell(row, "words")));
        return words;
    }

    private static int number(List<String> row, String column) {
        try {
            return Integer.parseInt(cell(row, column));
        } catch (NumberFormatException e) {
            throw FOLDER.damaged(TABLE, "has '" + cell(row, column) + "' where a number of samples must be");
        }
    }

    private static String cell(List<String> row, String column) {
        return row.get(COLUMNS.indexOf(column));
    }
}
