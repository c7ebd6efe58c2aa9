package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.PictureForm;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.tape.Attended;
import dev.interlace.learn.tape.Joins;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Attention bottleneck: every modality attends to its own tokens and to a few shared ones, and only through these do
 * modalities hear of each other.
 *
 * <p>Use it with long token sequences, whose full cross-attention would cost the product of their lengths, and to make
 * modalities condense what they pass on. It fails with vectors alone, for which there is nothing to attend to but the
 * bottleneck.
 *
 * <p>With tokens {@code h_m} of modality m and bottleneck tokens f, each layer takes {@code [f_m; h_m] <- norm([f; h_m]
 * + Attention([f; h_m], [f; h_m], [f; h_m]))} and {@code f <- mean_m f_m} over the modalities that are present. At the
 * end {@code z} is the mean of the bottleneck tokens beside the mean of each modality's tokens. An absent row is a
 * sequence of none.
 *
 * <p>B batch, F bottleneck tokens, T_m tokens, D width.
 *
 * <p>Reference: Nagrani et al.: Attention Bottlenecks for Multimodal Fusion, NeurIPS 2021, eq. 8-9; differs from the
 * paper in having no feed-forward block, and in classifying from means instead of class tokens.
 */
public final class BottleneckFusion implements TrainableFusion<BottleneckFusion.Options> {
    /** Options of {@link BottleneckFusion}. */
    public record Options(
            Encoders encoders,

            @Param(doc = "shared tokens; more let more through", min = 1, max = 64, init = 4)
            int bottleneck,

            @Param(doc = "attention heads; the width is a multiple of them", min = 1, max = 64, init = 4)
            int heads,

            @Group(choices = "missing=REJECT,AVAILABLE_ONLY")
            Robustness robustness,

            Training training)
            implements Encoded.Options {
        public Options {
            OptionsSchema.require(Options.class, encoders, bottleneck, heads, robustness, training);
            if (encoders.hidden() % heads != 0) {
                throw new IllegalArgumentException("Options.hidden must be a multiple of heads, got hidden "
                        + encoders.hidden() + " and heads " + heads);
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/bottleneck",
                        "1.0.0",
                        "Attention bottleneck",
                        "A few shared tokens through which the modalities must pass what they tell each other",
                        Options.class,
                        Capability.EXPLAINS)
                .withFormula(
                        "[f_m; h_m] \\leftarrow \\mathrm{norm}\\left([f; h_m] + \\mathrm{Attention}([f; h_m])\\right),\\quad f \\leftarrow \\mathrm{mean}_m f_m")
                .withClaims(
                        Claim.pro(
                                        "Its cost grows with the sum of the sequence lengths",
                                        "fusion/cost",
                                        "milliseconds below cross-attention on long sequences")
                                .against("fusion/mid-attention")
                                .with("counts", "FIT_MILLISECONDS")
                                .with("on", "SEQUENCES")
                                .ofAtLeast(0.1, "ln of a ratio"),
                        MidFusion.NEEDS_DATA)
                .withUseCases("Events in video and sound")
                .withReferences(new Reference(
                        "Nagrani et al.", "Attention Bottlenecks for Multimodal Fusion", "NeurIPS", 2021, "eq. 8-9"));
    }

    @Override
    public Set<MissingPolicy> missingPolicies() {
        return Set.of(MissingPolicy.REJECT, MissingPolicy.AVAILABLE_ONLY);
    }

    @Override
    public PictureForm pictures() {
        return PictureForm.REGIONS;
    }

    /** The tokens of one modality. */
    @SuppressWarnings("ArrayRecordComponent") // handed to operations as it is; never compared
    private record Sequence(String name, Var tokens, int[] lengths, float[] presence) {}

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Tape tape = layers.tape();
        Joins joins = new Joins(tape);
        List<Sequence> sequences = new ArrayList<>();
        for (Input input : inputs.all()) {
            sequences.add(tokens(layers, inputs, input, options));
        }
        int rows = sequences.get(0).tokens.size(0);
        int count = options.bottleneck();
        int width = options.hidden();
        Var shared = joins.repeat(layers.matrix("bottleneck", count, width, Start.GLOROT), rows); // [B, F, D]
        for (int layer = 1; layer <= options.encoders().depth(); layer++) {
            List<Var> bottlenecks = new ArrayList<>();
            List<Sequence> next = new ArrayList<>();
            for (Sequence one : sequences) {
                String name = one.name + ".layer" + layer;
                int[] lengths =
                        Arrays.stream(one.lengths).map(length -> count + length).toArray();
                Var all = joins.append(
                        shared, one.tokens); // [B, F + T, D]; the bottleneck first, so that padding stays last
                Attended attended = layers.crossAttention(name, all, all, lengths, width, options.heads());
                layers.explain(name, attended.weights());
                Var out = layers.layerNorm(
                        name + ".norm", tape.add(all, tape.dropout(attended.output(), options.dropout())));
                bottlenecks.add(joins.tape().reshape(joins.tokens(out, 0, count), rows, (long) count * width));
                next.add(new Sequence(
                        one.name, joins.tokens(out, count, one.tokens.size(1)), one.lengths, one.presence));
            }
            shared = joins.tape().reshape(joins.mix(shares(sequences), bottlenecks), rows, count, width);
            sequences = next;
        }
        int[] full = new int[rows];
        Arrays.fill(full, count);
        List<Var> parts = new ArrayList<>(List.of(tape.meanTokens(shared, full))); // [B, D]
        for (Sequence one : sequences) {
            parts.add(tape.meanTokens(one.tokens, one.lengths)); // [B, D], zeros where absent
        }
        return Encoded.finish(layers, tape.concat(parts), options); // [B, (1 + M) D]
    }

    /** Every modality as tokens of the common width; a vector is a sequence of one: {@code [B, T_m, D]}. */
    private static Sequence tokens(Layers layers, Inputs inputs, Input input, Options options) {
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
        Var h = layers.layerNorm(name + ".norm", layers.linear(name + ".project", x, options.hidden()));
        inputs.unimodal(input, tape.meanTokens(h, lengths));
        return new Sequence(name, h, lengths, input.presence());
    }

    /** Equal weights of the modalities that are present, {@code [M][B]}; of all where none is. */
    private static float[][] shares(List<Sequence> sequences) {
        float[][] shares = new float[sequences.size()][sequences.get(0).presence.length];
        for (int row = 0; row < shares[0].length; row++) {
            float present = 0;
            for (Sequence one : sequences) {
                present += one.presence[row];
            }
            for (int m = 0; m < shares.length; m++) {
                shares[m][row] = present == 0 ? 1f / shares.length : sequences.get(m).presence[row] / present;
            }
        }
        return shares;
    }
}
