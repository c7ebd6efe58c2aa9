package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.tape.Joins;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Mid fusion by attention over modalities: a row decides by its content how much each modality counts.
 *
 * <p>Use it when the modality to trust differs from row to row. It fails when the content of a row does not show
 * whether it is to be trusted, and its weights are one number per modality, so that a modality passes as a whole or not
 * at all.
 *
 * <p>{@code z = sum_m a_m P_m h_m}, {@code a = softmax_m(w' tanh(V P_m h_m + c))} over the modalities that count,
 * {@code h_m = encoder_m(x_m)}. {@code explain} gives the weights {@code a}, {@code [n, M]}.
 *
 * <p>B batch, H hidden units, M modalities.
 *
 * <p>Reference: Bahdanau, Cho, Bengio: Neural Machine Translation by Jointly Learning to Align and Translate, ICLR
 * 2015, eq. 5-6 (the additive score); Hori et al.: Attention-Based Multimodal Fusion for Video Description, ICCV 2017,
 * section 3.2 (over modalities); differs from the latter in that there is no decoder state in the score.
 */
public final class ModalityAttentionFusion implements MidFusion<ModalityAttentionFusion.Options> {
    /** Options of {@link ModalityAttentionFusion}. */
    public record Options(
            Encoders encoders,
            @Group(choices = MidFusion.MISSING) Robustness robustness,
            Training training) implements Encoded.Options {
        public Options {
            OptionsSchema.require(Options.class, encoders, robustness, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/modality-attention",
                        "1.0.0",
                        "Mid fusion by attention over modalities",
                        "A score per modality and row; the representations mixed by its softmax",
                        Options.class,
                        Capability.EXPLAINS)
                .withFormula(
                        "z = \\sum_m a_m\\,P_m h_m,\\quad a = \\mathrm{softmax}_m\\left(w^\\top \\tanh(V P_m h_m + c)\\right)")
                .withClaims(
                        Claim.pro(
                                "Its weights follow the reliability of each modality from row to row",
                                "fusion/reliability",
                                "weights correlate with the planted reliability"),
                        NEEDS_DATA)
                .withUseCases("Speech recognition with a camera, where sound or sight may be poor")
                .withReferences(
                        new Reference(
                                "Bahdanau, Cho, Bengio",
                                "Neural Machine Translation by Jointly Learning to Align and Translate",
                                "ICLR",
                                2015,
                                "eq. 5-6"),
                        new Reference(
                                "Hori et al.",
                                "Attention-Based Multimodal Fusion for Video Description",
                                "ICCV",
                                2017,
                                "section 3.2"));
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Tape tape = layers.tape();
        List<Var> parts = new ArrayList<>();
        List<Var> scores = new ArrayList<>();
        List<Encoded> all = Encoded.all(layers, inputs, options);
        for (Encoded one : all) {
            Var projected = layers.linear(one.name() + ".project", one.h(), options.hidden()); // [B, H]
            parts.add(projected);
            Var seen = tape.tanh(layers.linear("score", projected, options.hidden())); // the same V and c for all
            scores.add(tape.linear(seen, layers.matrix("score.of", options.hidden(), 1, Start.GLOROT))); // [B, 1]
        }
        Var weights = new Joins(tape).maskedSoftmax(tape.concat(scores), Encoded.counts(all)); // [B, M]
        layers.explain("weights", weights.value());
        return Encoded.finish(layers, new Joins(tape).mix(weights, parts), options); // [B, H]
    }
}
