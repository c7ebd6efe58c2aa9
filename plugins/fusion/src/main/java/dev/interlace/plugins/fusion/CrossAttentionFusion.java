package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.FusionOptions;
import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.PictureForm;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.tape.Attended;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.Modality;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Mid fusion by cross-attention: the tokens of each modality look at the tokens of every other one, and what they
 * gather is pooled and joined; trained together with the projections.
 *
 * <p>Use it when modalities are sequences (words, image regions) and which part matters differs from sample to sample.
 * It fails when there is little data for its parameters, and costs the product of the sequence lengths.
 *
 * <p>For every ordered pair of modalities: {@code z_ab = norm(h_a + Attention(h_a, h_b, h_b))} with {@code h_m =
 * norm(W_m x_m + b_m)}, pooled by the mean over a's tokens; the pooled vectors are put side by side. A vector is a
 * sequence of one token, a picture one of its regions, as a small convolutional network sees them; an absent row is a
 * sequence of none, so it adds nothing and draws no attention.
 *
 * <p>B batch, T_m tokens of modality m, D width, H heads.
 *
 * <p>Reference: Tsai et al.: Multimodal Transformer for Unaligned Multimodal Language Sequences, ACL 2019, eq. 1-3;
 * differs from the paper in having one layer, no positional embedding and no feed-forward block.
 */
public final class CrossAttentionFusion implements TrainableFusion<CrossAttentionFusion.Options> {
    /** Options of {@link CrossAttentionFusion}. */
    public record Options(
            @Param(doc = "width of queries, keys and values; a multiple of heads", min = 1, max = 2048, init = 64)
            int width,

            @Param(
                    doc = "attention heads; each sees width / heads columns and may look elsewhere",
                    min = 1,
                    max = 64,
                    init = 4)
            int heads,

            @Group(
                    doc = "AVAILABLE_ONLY leaves the tokens of absent modalities out; MEAN is the same",
                    choices = "missing=REJECT,AVAILABLE_ONLY,MEAN")
            Robustness robustness,

            @Param(doc = Encoders.AUXILIARY, min = 0, max = 100, init = 0)
            double auxiliary,

            @Group(defaults = "learningRate=1e-3") Training training)
            implements FusionOptions {
        public Options {
            OptionsSchema.require(Options.class, width, heads, robustness, auxiliary, training);
            if (width % heads != 0) {
                throw new IllegalArgumentException(
                        "Options.width must be a multiple of heads, got width " + width + " and heads " + heads);
            }
        }

        @Override
        public int usualEpochs() {
            return 30;
        }

        @Override
        public int usualPatience() {
            return 5;
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/mid-attention",
                        "1.1.0",
                        "Mid fusion by cross-attention",
                        "Tokens of each modality attend to every other modality; pooled and joined",
                        Options.class,
                        Capability.EXPLAINS)
                .withFormula(
                        "z_{ab} = \\mathrm{norm}\\left(h_a + \\mathrm{softmax}\\left(\\frac{Q_a K_b^\\top}{\\sqrt{d}}\\right) V_b\\right)")
                .withClaims(
                        Claim.pro(
                                "It finds which part of one modality matters for a part of the other",
                                "fusion/attention",
                                "weights find the token that counts"),
                        Claim.con(
                                "Its result depends on width, heads and depth",
                                "fusion/depth",
                                "the spread over depth and width exceeds the spread over seeds"))
                .withUseCases("Visual question answering, image captioning, multimodal transformers")
                .withReferences(new Reference(
                        "Tsai et al.",
                        "Multimodal Transformer for Unaligned Multimodal Language Sequences",
                        "ACL",
                        2019,
                        "eq. 1-3"));
    }

    @Override
    public Set<MissingPolicy> missingPolicies() {
        return Set.of(MissingPolicy.REJECT, MissingPolicy.AVAILABLE_ONLY, MissingPolicy.MEAN);
    }

    @Override
    public PictureForm pictures() {
        return PictureForm.REGIONS;
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        List<Sequence> sequences = new ArrayList<>();
        for (Input input : inputs.all()) {
            sequences.add(project(layers, inputs, input, options));
        }
        List<Var> pooled = new ArrayList<>();
        for (Sequence a : sequences) {
            if (sequences.size() == 1) {
                pooled.add(layers.tape().meanTokens(a.tokens, a.lengths));
            }
            for (Sequence b : sequences) {
                if (!b.modality.equals(a.modality)) {
                    pooled.add(attend(layers, a, b, options));
                }
            }
        }
        return layers.tape().concat(pooled); // [B, M (M - 1) D]
    }

    @SuppressWarnings("ArrayRecordComponent") // handed to operations as it is; never compared
    private record Sequence(Modality modality, Var tokens, int[] lengths) {}

    /** Every modality as tokens of the common width: {@code [B, T_m, d_m] -> [B, T_m, D]}. */
    private static Sequence project(Layers layers, Inputs inputs, Input input, Options options) {
        Tape tape = layers.tape();
        String name = input.modality().name();
        Var x = input.isSequence() ? input.features() : tape.asTokens(input.features()); // [B, d] -> [B, 1, d]
        int[] lengths = input.lengths();
        if (!input.isSequence()) {
            lengths = new int[input.presence().length];
            for (int row = 0; row < lengths.length; row++) {
                lengths[row] = input.presence()[row] == 1 ? 1 : 0;
            }
        }
        Var h = layers.layerNorm(name + ".norm", layers.linear(name + ".project", x, options.width()));
        inputs.unimodal(input, tape.meanTokens(h, lengths)); // [B, D]
        return new Sequence(input.modality(), tape.dropout(h, options.dropout()), lengths);
    }

    /** What a's tokens gather from b's, pooled: {@code [B, D]}. */
    private static Var attend(Layers layers, Sequence a, Sequence b, Options options) {
        String name = a.modality.name() + "-to-" + b.modality.name();
        Attended attended =
                layers.crossAttention(name, a.tokens, b.tokens, b.lengths, options.width(), options.heads());
        layers.explain(name, attended.weights()); // [B, H, T_a, T_b]
        Var sum = layers.tape().add(a.tokens, attended.output());
        return layers.tape()
                .meanTokens(layers.layerNorm(name + ".norm", sum), Arrays.copyOf(a.lengths, a.lengths.length));
    }
}
