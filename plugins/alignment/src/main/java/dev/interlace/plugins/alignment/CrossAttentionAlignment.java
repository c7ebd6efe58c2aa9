package dev.interlace.plugins.alignment;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableAlignment;
import dev.interlace.learn.tape.Attended;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.Training;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.util.Locale;

/**
 * Alignment by cross-modal attention: every left token attends to the regions of a right sample; the similarity of two
 * samples is how well the tokens agree with what they saw.
 *
 * <p>Use it when a part of one modality belongs with a part of the other (words with image regions) but only whole
 * pairs are known: the attention that training needs is the finer alignment. It fails when regions are too coarse to
 * tell parts apart, and costs the product of token and region counts for every pair.
 *
 * <p>{@code q_t = W x_t / |W x_t|}, {@code k_r} likewise, {@code a_tr = softmax_r(sharpness q_t . k_r)}, {@code s = 1/T
 * sum_t q_t . sum_r a_tr k_r}; with {@link AttentionScore#ADDITIVE}, {@code a_tr = softmax_r(v . tanh(W q_t + U k_r))}.
 * It is trained by symmetric InfoNCE over the batch. The weights are returned by {@code explain} as {@code attention}
 * {@code [B, T, B', R]}; those of matched rows stand at equal B.
 *
 * <p>B batch, T tokens, R regions, D width.
 *
 * <p>Reference: Lee et al.: Stacked Cross Attention for Image-Text Matching, ECCV 2018, eq. 1-8 (text to image);
 * differs from the paper in the loss (InfoNCE instead of a hinge) and in leaving the attended vector unnormalised.
 * ADDITIVE: Bahdanau et al., ICLR 2015, eq. 6 and appendix A.1.2.
 */
public final class CrossAttentionAlignment implements TrainableAlignment<CrossAttentionAlignment.Options> {
    /** How a token chooses the regions it attends to. */
    public enum AttentionScore {
        /** {@code sharpness q_t . k_r}: it looks at what it agrees with. */
        DOT,
        /**
         * {@code v . tanh(W q_t + U k_r)}: where to look is learned apart from how well it agrees; sharpness has no
         * part in it.
         */
        ADDITIVE
    }

    /** Options of {@link CrossAttentionAlignment}. */
    public record Options(
            @Group(defaults = {"width=96", "dropout=0.2"}) CommonSpace space,

            @Param(
                    doc = "factor before the softmax over regions; larger looks at fewer regions",
                    min = 0,
                    max = 1000,
                    init = 10,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double sharpness,

            @Param(
                    doc = "temperature of the loss at the start",
                    min = 0.01,
                    max = 1,
                    init = 0.07,
                    scale = Param.Scale.LOG)
            double temperature,

            @Group(defaults = {"epochs=20", "learningRate=1e-3", "weightDecay=0.05", "patience=5", "holdout=0.1"})
            Training training,

            @Param(
                    doc = "how a token chooses regions: by the dot product, or by a small network of its own",
                    choice = "DOT")
            AttentionScore score,

            @Param(
                    doc =
                            "width of the network of an ADDITIVE score; larger tells more regions apart and costs as much more",
                    min = 1,
                    max = 4096,
                    init = 16)
            int scoreWidth)
            implements TrainingOptions {
        static final double MAX_SCALE = 100;

        public Options {
            OptionsSchema.require(Options.class, space, sharpness, temperature, training, score, scoreWidth);
            training.requireBatch(2);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "alignment/attention",
                        "1.1.0",
                        "Cross-modal attention",
                        "Tokens attend to the other modality's regions; trained on whole pairs",
                        Options.class)
                .withFormula(
                        "s = \\frac{1}{T}\\sum_t q_t \\cdot \\sum_r a_{tr} k_r,\\quad a_{tr} = \\mathrm{softmax}_r(\\lambda\\, q_t \\cdot k_r)")
                .withCapabilities(
                        Capability.NEEDS_PAIRS,
                        Capability.UNEQUAL_WIDTHS,
                        Capability.OUT_OF_SAMPLE,
                        Capability.VARIABLE_LENGTH,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                "The weights show which part of a modality counts",
                                "alignment/attention-deletion",
                                "removing the most attended regions costs more than removing random ones"),
                        Claim.pro("It takes inputs of any length", "alignment/padding", "padding changes nothing"),
                        Claim.con(
                                        "It costs the product of token and region counts for every pair of samples",
                                        "alignment/attention-cost",
                                        "search takes far longer than with one vector per sample")
                                .ofAtLeast(0.1, "ln of a ratio"))
                .withUseCases("Image captioning, grounding of phrases, multimodal transformers")
                .withReferences(
                        new Reference(
                                "Lee et al.",
                                "Stacked Cross Attention for Image-Text Matching",
                                "ECCV",
                                2018,
                                "eq. 1-8"),
                        new Reference(
                                "Bahdanau, Cho, Bengio",
                                "Neural Machine Translation by Jointly Learning to Align and Translate",
                                "ICLR",
                                2015,
                                "eq. 6"))
                .withLesson("alignment/attention");
    }

    @Override
    public void check(Features left, Features right, Supervision supervision, Options options) {
        requireTokens(left);
        requireTokens(right);
        PairChecks.needsPairs("alignment/attention", left, right, supervision, 2);
    }

    private static void requireTokens(Features features) {
        if (features.modality().kind() != Modality.Kind.TOKENS) {
            throw new IllegalArgumentException("alignment/attention: '"
                    + features.modality().name() + "' must be of kind TOKENS, got "
                    + features.modality().kind() + "; ask the encoder for tokens, or use alignment/contrastive");
        }
        Checks.vectorsOrTokens("alignment/attention", features);
    }

    /** The mean of the projected tokens; one vector per sample, for maps and neighbours. */
    @Override
    public Var embed(Layers layers, Side side, Input input, Options options) {
        return layers.tape()
                .normalize(layers.tape().meanTokens(project(layers, side, input, options), input.lengths()));
    }

    @Override
    public Var similarity(Layers layers, Input left, Input right, Options options) {
        Var q = project(layers, Side.LEFT, left, options);
        Var k = project(layers, Side.RIGHT, right, options);
        Attended attended = options.score() == AttentionScore.DOT
                ? layers.tape().pooledSimilarity(q, left.lengths(), k, right.lengths(), options.sharpness())
                : layers.tape()
                        .additiveSimilarity(
                                q,
                                layers.linear("left.score", q, options.scoreWidth()),
                                left.lengths(),
                                k,
                                layers.linear("right.score", k, options.scoreWidth()),
                                right.lengths(),
                                layers.matrix("score.direction", options.scoreWidth(), 1, Start.GLOROT));
        layers.explain("attention", attended.weights());
        return attended.output();
    }

    @Override
    public Loss loss(Layers layers, Pairs pairs, Options options) {
        Var similarity = similarity(layers, pairs.left(), pairs.right(), options);
        return layers.tape()
                .infoNce(similarity, LogScale.of(layers, "infonce", options.temperature()), Options.MAX_SCALE);
    }

    /** Tokens on the common sphere: {@code [B, T, d] -> [B, T, D]}. */
    private static Var project(Layers layers, Side side, Input input, Options options) {
        Tape tape = layers.tape();
        Var x = tape.dropout(input.features(), options.space().dropout());
        return tape.normalize(layers.linear(
                side.name().toLowerCase(Locale.ROOT) + ".project",
                x,
                options.space().width()));
    }
}
