package dev.interlace.plugins.encoders;

import dev.interlace.plugins.encoders.FeatureCache.Block;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * English texts to vectors whose cosine says how alike their meanings are: all-MiniLM-L6-v2, six transformer layers of
 * width 384, trained by contrast on a thousand million sentence pairs.
 *
 * <p>Use it for names, captions and short paragraphs in English. It fails on other languages (their words fall apart
 * into letters), on negation ("no dog" is close to "dog"), and on text beyond {@link Options#maxTokens}, which is cut
 * off.
 *
 * <pre>
 *   h = transformer(tokens)                    [t, 384]
 *   sentence = mean over tokens of h / ‖…‖₂    [384]
 * </pre>
 *
 * <p>Legend: n rows, t tokens (start and end included), D = 384.
 *
 * <p>Reference: Reimers and Gurevych, Sentence-BERT, EMNLP 2019, section 3 (mean pooling); Wang et al., MiniLM, NeurIPS
 * 2020 (the network). Differs from the papers in that the weights are 8-bit integers; the activations are quantised by
 * the range of each call, hence one call per text.
 */
public final class MiniLmEncoder implements Encoder<MiniLmEncoder.Options> {
    private static final String ID = "encoder/minilm";
    private static final String VERSION = "1.0.0";
    private static final String NETWORK = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final int WIDTH = 384;
    private static final double EPSILON = 1e-12; // floor of a norm

    /** What comes out. */
    public enum Output {
        /** One vector of length 1 per text, {@code [n, 384]}. */
        SENTENCE,
        /** One vector per token, {@code [n, t, 384]}, start and end token included. */
        TOKENS
    }

    /**
     * How texts are encoded.
     *
     * @param output one vector per text (default), or one per token
     * @param maxTokens tokens per text at most, in [3, 256], default 128; raising it reads longer texts, and costs
     *     memory and time with the longest text
     * @param threads threads, in [1, 64], default 2; the result does not depend on it
     */
    public record Options(
            @Param(doc = "one vector per text, or one per token", choice = "SENTENCE")
            Output output,

            @Param(
                    doc = "tokens per text at most; the rest is cut off. Raising it reads longer texts",
                    unit = "tokens",
                    min = 3,
                    max = 256,
                    init = 128,
                    scale = Param.Scale.LOG)
            int maxTokens,

            @Param(doc = OptionDocs.THREADS, unit = "threads", min = 1, max = 64, init = 2)
            int threads) {
        public Options {
            OptionsSchema.require(Options.class, output, maxTokens, threads);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        VERSION,
                        "MiniLM sentence encoder",
                        "English text to a 384-wide vector, or one such vector per token. Weights: all-MiniLM-L6-v2 in 8 bits, trained"
                                + " on a thousand million English sentence pairs, Apache-2.0",
                        Options.class)
                .withFormula("s = \\frac{\\frac{1}{t}\\sum_{i} h_i}{\\lVert \\frac{1}{t}\\sum_{i} h_i \\rVert_2}")
                .withCapabilities(Capability.PRETRAINED, Capability.HANDLES_MISSING, Capability.VARIABLE_LENGTH)
                .withUseCases("names, captions and short English texts", "token features for cross-attention")
                .withReferences(
                        new Reference(
                                "Reimers, Gurevych",
                                "Sentence-BERT: Sentence Embeddings using Siamese BERT-Networks",
                                "EMNLP",
                                2019,
                                "section 3"),
                        new Reference("Wang et al.", "MiniLM: Deep Self-Attention Distillation", "NeurIPS", 2020, ""))
                .withLesson("encoders/text");
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Texts;
    }

    @Override
    public Features encode(String name, Raw raw, Options options, FitContext context) {
        if (!(raw instanceof Raw.Texts texts)) {
            throw new IllegalArgumentException(ID + " reads texts, but '" + name + "' holds " + raw.words()
                    + "; choose an encoder whose accepts() is true for it");
        }
        FeatureCache.Key key =
                new FeatureCache.Key().add(ID).add(VERSION).add(options.output() + " " + options.maxTokens());
        for (int row = 0; row < texts.rows(); row++) {
            Optional<String> text = texts.values().get(row);
            if (text.isPresent() && text.get().isBlank()) {
                throw new IllegalArgumentException(ID + ": row " + row + " of '" + name
                        + "' is an empty text; give it words, or make the row absent (Optional.empty())");
            }
            text.ifPresentOrElse(key::add, key::addAbsent);
        }
        Block block = FeatureCache.ofUser().get(key.hex(), () -> encode(name, texts, options, context));
        return EncodedRows.features(name, block, raw.presence());
    }

    private static Block encode(String name, Raw.Texts texts, Options options, FitContext context) {
        WordPiece tokenizer = WordPiece.fromJson(OnnxModel.resource(ID, TOKENIZER));
        Map<String, Integer> places = new LinkedHashMap<>(); // equal texts are encoded once
        List<int[]> tokens = new ArrayList<>();
        for (Optional<String> text : texts.values()) {
            if (text.isPresent() && places.putIfAbsent(text.get(), places.size()) == null) {
                tokens.add(tokenizer.encode(text.get(), options.maxTokens()));
            }
        }
        float[][] encoded = new float[tokens.size()][];
        if (!tokens.isEmpty()) {
            try (OnnxModel network = OnnxModel.open(ID, NETWORK)) {
                new RowWorkers("encoding " + name, options.threads()).each(encoded.length, context, k -> {
                    float[] hidden = hidden(network, tokens.get(k)); // [t, D]
                    encoded[k] = options.output() == Output.SENTENCE ? sentence(hidden) : hidden;
                });
            }
        }
        int[] row = texts.values().stream()
                .mapToInt(text -> text.map(places::get).orElse(-1))
                .toArray();
        return options.output() == Output.SENTENCE
                ? EncodedRows.vectors(encoded, row, WIDTH)
                : EncodedRows.sequences(encoded, row, WIDTH);
    }

    /** The last layer's vectors of one text, {@code [t, D]} in row-major order. */
    private static float[] hidden(OnnxModel network, int[] tokens) {
        long[] ids = Arrays.stream(tokens).asLongStream().toArray();
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1); // one text per call: nothing is padding
        Map<String, long[]> inputs =
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", new long[ids.length]);
        return network.run(inputs, "last_hidden_state").values();
    }

    /** [t, D] -> [D], of length 1. */
    private static float[] sentence(float[] hidden) {
        double[] sum = new double[WIDTH];
        for (int k = 0; k < hidden.length; k++) {
            sum[k % WIDTH] += hidden[k];
        }
        double norm = Math.max(Math.sqrt(Arrays.stream(sum).map(v -> v * v).sum()), EPSILON);
        float[] sentence = new float[WIDTH];
        for (int k = 0; k < WIDTH; k++) {
            sentence[k] = (float) (sum[k] / norm); // the mean's 1/t cancels
        }
        return sentence;
    }
}
