package dev.interlace.plugins.fusion;

import dev.interlace.learn.Attended;
import dev.interlace.learn.Inputs;
import dev.interlace.learn.Inputs.Input;
import dev.interlace.learn.Joins;
import dev.interlace.learn.Layers;
import dev.interlace.learn.Parameters.Start;
import dev.interlace.learn.PictureForm;
import dev.interlace.learn.Tape;
import dev.interlace.learn.TrainableFusion;
import dev.interlace.learn.Var;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
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
            @Param(doc = "width of each modality's representation", min = 1, max = 4096, init = 64)
            int hidden,

            @Param(doc = "shared tokens; more let more through", min = 1, max = 64, init = 4)
            int bottleneck,

            @Param(doc = "attention heads; the width is a multiple of them", min = 1, max = 64, init = 4)
            int heads,

            @Param(
                    doc =
                            "layers of each encoder; more let a modality go further on its own before the modalities meet",
                    min = 1,
                    max = 8,
                    init = 1)
            int depth,

            @Param(doc = "layers after the modalities have met", min = 0, max = 8, init = 0)
            int after,

            @Param(doc = "share of hidden units dropped in training; more regularises", min = 0, max = 0.9, init = 0.2)
            double dropout,

            @Param(
                    doc =
                            "probability with which a modality of a training row counts as absent; more withstands missing ones better",
                    min = 0,
                    max = 0.9,
                    init = 0)
            double modalityDropout,

            @Param(
                    doc = "weight of the losses of each modality alone; more keeps the weaker encoders learning",
                    min = 0,
                    max = 100,
                    init = 0)
            double auxiliary,

            @Param(doc = "passes over the training rows at most", unit = "epochs", min = 1, max = 10000, init = 60)
            int epochs,

            @Param(doc = "rows in a step", unit = "rows", min = 1, max = 65536, init = 64)
            int batchSize,

            @Param(
                    doc = "step size of Adam; too large diverges, too small crawls",
                    min = 0,
                    max = 1,
                    init = 2e-3,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double learningRate,

            @Param(doc = "decoupled weight decay; more regularises", min = 0, max = 10, init = 1e-2)
            double weightDecay,

            @Param(
                    doc = "epochs without a better validation loss before training stops",
                    unit = "epochs",
                    min = 1,
                    max = 10000,
                    init = 8)
            int patience,

            @Param(doc = "share of training rows held out for early stopping", min = 0, max = 0.5, init = 0.15)
            double holdout,

            @Param(doc = "what to do with absent modalities", choice = "REJECT")
            MissingPolicy missing)
            implements Encoded.Options {
        public Options {
            OptionsSchema.require(
                    Options.class,
                    hidden,
                    bottleneck,
                    heads,
                    depth,
                    after,
                    dropout,
                    modalityDropout,
                    auxiliary,
                    epochs,
                    batchSize,
                    learningRate,
                    weightDecay,
                    patience,
                    holdout,
                    missing);
            if (hidden % heads != 0) {
                throw new IllegalArgumentException(
                        "Options.hidden must be a multiple of heads, got hidden " + hidden + " and heads " + heads);
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "fusion/bottleneck",
                        "1.0.0",
                        "Attention bottleneck",
                        "A few shared tokens through which the modalities must pass what they tell each other",
                        Options.class)
                .withFormula(
                        "[f_m; h_m] \\leftarrow \\mathrm{norm}\\left([f; h_m] + \\mathrm{Attention}([f; h_m])\\right),\\quad f \\leftarrow \\mathrm{mean}_m f_m")
                .withCapabilities(
                        Capability.HANDLES_MISSING,
                        Capability.VARIABLE_LENGTH,
                        Capability.MORE_THAN_TWO,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                        "Its cost grows with the sum of the sequence lengths",
                                        "fusion/cost",
                                        "milliseconds below cross-attention on long sequences")
                                .against("fusion/mid-attention")
                                .with("counts", "SECONDS"),
                        Claim.con(
                                "It needs more data than one network on all columns",
                                "fusion/sample-size",
                                "below early fusion on few training rows"))
                .withUseCases("Events in video and sound")
                .withReferences(new Reference(
                        "Nagrani et al.", "Attention Bottlenecks for Multimodal Fusion", "NeurIPS", 2021, "eq. 8-9"))
                .withLesson("fusion/mid");
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
        for (int layer = 1; layer <= options.depth(); layer++) {
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
                bottlenecks.add(joins.reshape(joins.tokens(out, 0, count), rows, (long) count * width));
                next.add(new Sequence(
                        one.name, joins.tokens(out, count, one.tokens.size(1)), one.lengths, one.presence));
            }
            shared = joins.reshape(joins.mix(shares(sequences), bottlenecks), rows, count, width);
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
