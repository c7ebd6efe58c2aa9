package dev.interlace.plugins.encoders;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Texts to weighted counts of their words: a word counts for more the fewer training texts have it.
 *
 * <p>Words and weights are learned from training rows alone ({@link #fitted}); rows that are measured on have no say in
 * them. A split in the lab does so by itself; the encoder refuses to encode before.
 *
 * <p>Use it where the words say it: topics, tags, search, in any language that puts blanks between words. It fails on
 * synonyms and inflections (each form is a word of its own), on Chinese, Japanese and Thai (a sentence would be one
 * word: use {@link CharNgramEncoder}), and on words that no training text has, which count for nothing.
 *
 * <pre>
 *   idf_w  = ln((1 + N) / (1 + N_w)) + 1                 N training texts, N_w of them with word w
 *   v_w    = tf_w idf_w,  tf_w = count, or 1 + ln count
 *   vector = v / ‖v‖₂                                    [words]
 * </pre>
 *
 * <p>A word is a run of letters, marks, digits and joining punctuation such as the underscore, in lower case with
 * composed accents. Columns stand in the words' order. Of more words than {@link Options#words} those of the most texts
 * stay, equal ones in their order. With the same conventions the values are those of scikit-learn's TfidfVectorizer
 * (smoothed idf).
 *
 * <p>Reference: Spärck Jones, A Statistical Interpretation of Term Specificity, Journal of Documentation, 1972;
 * Manning, Raghavan and Schütze, Introduction to Information Retrieval, Cambridge University Press, 2008, section 6.2.
 * Differs from them in the smoothed idf, which no count makes 0 or infinite.
 */
public final class TfIdfEncoder implements Encoder<TfIdfEncoder.Options> {
    private static final String ID = "encoder/tfidf";
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    private final Optional<Vocabulary> vocabulary;

    /** How often a word of one text counts. */
    public enum Tf {
        /** As often as it stands there. */
        COUNT,
        /** 1 + ln of that: a word said ten times is not ten times as telling. */
        LOG
    }

    /**
     * How texts are encoded.
     *
     * @param words columns at most, in [1, 100000], default 2000; raising it keeps rarer words, and costs memory
     * @param texts training texts that a word must stand in, in [1, 1000], default 1; raising it drops rare words
     * @param tf how often a word of one text counts, default its logarithm
     */
    public record Options(
            @Param(
                    doc = "columns at most; raising it keeps rarer words, and costs memory",
                    unit = "words",
                    min = 1,
                    max = 100_000,
                    init = 2000,
                    scale = Param.Scale.LOG)
            int words,

            @Param(
                    doc = "training texts that a word must stand in; raising it drops rare words",
                    unit = "texts",
                    min = 1,
                    max = 1000,
                    init = 1,
                    scale = Param.Scale.LOG)
            int texts,

            @Param(doc = "how often a word of one text counts", choice = "LOG")
            Tf tf) {
        public Options {
            OptionsSchema.require(Options.class, words, texts, tf);
        }
    }

    /** The columns: each word's place and weight, under the options that they were learned with. */
    private record Vocabulary(Options options, Map<String, Integer> place, List<Double> idf) {}

    /** An encoder that knows no words yet. */
    public TfIdfEncoder() {
        this(Optional.empty());
    }

    private TfIdfEncoder(Optional<Vocabulary> vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "TF-IDF of words",
                        "Text to counts of its words, weighted by how few training texts have them",
                        Options.class)
                .withFormula("v_w = (1 + \\ln n_w) \\left(\\ln\\frac{1 + N}{1 + N_w} + 1\\right)")
                .withCapabilities(Capability.HANDLES_MISSING)
                .withUseCases("topics, tags and search", "a baseline for texts in any language with blanks")
                .withReferences(
                        new Reference(
                                "Spärck Jones",
                                "A Statistical Interpretation of Term Specificity and Its Application in Retrieval",
                                "Journal of Documentation",
                                1972,
                                ""),
                        new Reference(
                                "Manning, Raghavan, Schütze",
                                "Introduction to Information Retrieval",
                                "Cambridge University Press",
                                2008,
                                "section 6.2"))
                .withLesson("encoders/text");
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Texts;
    }

    /** An encoder that knows the words of these rows and how many of them have each. */
    @Override
    public TfIdfEncoder fitted(Raw training, Options options, FitContext context) {
        Map<String, Integer> counts = new TreeMap<>();
        int texts = 0;
        for (Optional<String> text : new TextRows(ID).texts("training", training)) {
            context.checkCancelled();
            if (text.isPresent()) {
                texts++;
                new HashSet<>(words(TextRows.plain(text.get()))).forEach(word -> counts.merge(word, 1, Integer::sum));
            }
        }
        List<String> kept = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= options.texts())
                .sorted(Map.Entry.comparingByValue(
                        Comparator.reverseOrder())) // stable: equal counts stay in their order
                .limit(options.words())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (kept.isEmpty()) {
            throw new IllegalArgumentException(ID + ": no word stands in " + options.texts() + " of the " + texts
                    + " training texts (Options.texts); lower texts, or give more rows");
        }
        Map<String, Integer> place = new HashMap<>();
        List<Double> idf = new ArrayList<>();
        for (String word : kept) {
            place.put(word, place.size());
            idf.add(Math.log((1.0 + texts) / (1.0 + counts.getOrDefault(word, 0))) + 1);
        }
        return new TfIdfEncoder(Optional.of(new Vocabulary(options, Map.copyOf(place), List.copyOf(idf))));
    }

    @Override
    public Features encode(String name, Raw raw, Options options, FitContext context) {
        TextRows rows = new TextRows(ID);
        rows.texts(name, raw); // another kind is reported first
        Vocabulary known = known();
        if (!known.options().equals(options)) {
            throw new IllegalArgumentException(
                    ID + " was fitted with " + known.options() + ", asked for " + options + "; fit it again");
        }
        return rows.encode(name, raw, known.idf().size(), context, (text, vector) -> {
            for (String word : words(text)) {
                int column = known.place().getOrDefault(word, -1);
                if (column >= 0) {
                    vector[column]++;
                }
            }
            for (int k = 0; k < vector.length; k++) {
                double tf = options.tf() == Tf.LOG && vector[k] > 0 ? 1 + Math.log(vector[k]) : vector[k];
                vector[k] = tf * known.idf().get(k);
            }
        });
    }

    @Override
    public void save(OutputStream out) throws IOException {
        Vocabulary known = known();
        String[] words = new String[known.idf().size()];
        known.place().forEach((word, place) -> words[place] = word);
        LearnedFile.save(
                descriptor(),
                known.options(),
                LearnedFile.lines("words", List.of(words)),
                Map.of(
                        "idf",
                        Nd4j.createFromArray(known.idf().stream()
                                .mapToDouble(weight -> weight)
                                .toArray())),
                out);
    }

    @Override
    public TfIdfEncoder load(InputStream in) throws IOException {
        LearnedFile<Options> file = LearnedFile.load(descriptor(), in);
        List<String> words = file.lines("words");
        Map<String, Integer> place = new HashMap<>();
        words.forEach(word -> place.put(word, place.size()));
        List<Double> idf =
                DoubleStream.of(Host.doubles(file.array("idf"))).boxed().toList();
        return new TfIdfEncoder(Optional.of(new Vocabulary(file.options(), Map.copyOf(place), idf)));
    }

    /** How many texts have no word that a training text had; such a text is encoded as zeros. */
    @Override
    public List<String> unseen(Raw raw) {
        Vocabulary known = known();
        long without = new TextRows(ID)
                .texts("texts", raw).stream()
                        .flatMap(Optional::stream)
                        .filter(text -> words(TextRows.plain(text)).stream().noneMatch(known.place()::containsKey))
                        .count();
        return without == 0
                ? List.of()
                : List.of(without + (without == 1 ? " text has" : " texts have")
                        + " no word that a training text had, and " + (without == 1 ? "counts" : "count")
                        + " as empty");
    }

    private Vocabulary known() {
        return vocabulary.orElseThrow(() -> new IllegalStateException(ID
                + " learns its words from training rows, so that test rows have no say in them: encode a split, for"
                + " instance lab.encode(data.split(seed), encoders), or call fitted(training, options, context)"
                + " first"));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
