package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.tape.Joins;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Gated fusion: every modality proposes a hidden vector, and gates that have seen all modalities say, unit by unit, how
 * much of each passes.
 *
 * <p>Use it when the modality to trust differs from row to row and from feature to feature. It fails like any joint
 * network where data are few, and its gates say what passed, not why.
 *
 * <p>With {@code h_m = tanh(W_m e_m + b_m)} of the encoded modality {@code e_m}, TIED (two modalities): {@code z = g *
 * h_1 + (1 - g) * h_2}, {@code g = sigmoid(V [e_1; e_2] + c)}; INDEPENDENT: {@code z = sum_m sigmoid(V_m [e_1; ...;
 * e_M] + c_m) * h_m}. {@code explain} gives the mean gate of each modality, {@code [n, H]} by name. With AVAILABLE_ONLY
 * an absent modality enters the gates as zeros and its proposal is 0; TIED then lets the other one pass whole. B batch,
 * H hidden units, M modalities.
 *
 * <p>Reference: Arevalo, Solorio, Montes-y-Gomez, Gonzalez: Gated Multimodal Units for Information Fusion, ICLR
 * workshop 2017, section 3.1, figure 2 (a) for INDEPENDENT and (b) for TIED; differs from the paper in that gates and
 * proposals have biases and encoders stand before them.
 */
public final class GatedFusion implements MidFusion<GatedFusion.Options> {
    /** A logit whose sigmoid is 1 in single precision. */
    private static final float OPEN = 40;

    /** How the gates depend on each other. */
    public enum Gates {
        TIED,
        INDEPENDENT
    }

    /** Options of {@link GatedFusion}. */
    public record Options(
            Encoders encoders,

            @Param(
                    doc = "TIED makes the gates of two modalities sum to 1; INDEPENDENT gives every modality its own",
                    choice = "INDEPENDENT")
            Gates gates,

            @Group(choices = MidFusion.MISSING) Robustness robustness,
            Training training)
            implements Encoded.Options {
        public Options {
            OptionsSchema.require(Options.class, encoders, gates, robustness, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/gated",
                        "1.0.0",
                        "Gated multimodal unit",
                        "Proposals of all modalities, mixed unit by unit by gates that see all of them",
                        Options.class,
                        Capability.EXPLAINS)
                .withFormula(
                        "z = g \\odot h_1 + (1 - g) \\odot h_2,\\quad g = \\sigma(V\\,[e_1; e_2] + c),\\quad h_m = \\tanh(W_m e_m + b_m)")
                .withClaims(
                        Claim.pro(
                                "It turns away from a modality that is noise in a row",
                                "fusion/noise",
                                "accuracy falls slower than early fusion's as one modality is disturbed"),
                        NEEDS_DATA)
                .withUseCases("Film genres from poster and plot")
                .withReferences(new Reference(
                        "Arevalo et al.",
                        "Gated Multimodal Units for Information Fusion",
                        "ICLR workshop",
                        2017,
                        "section 3.1, figure 2"));
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Tape tape = layers.tape();
        Joins joins = new Joins(tape);
        List<Encoded> all = Encoded.all(layers, inputs, options);
        boolean tied = options.gates() == Gates.TIED;
        if (tied && all.size() != 2) {
            throw new IllegalArgumentException("fusion/gated: gates TIED are for 2 modalities, got " + all.size()
                    + "; set the option gates to INDEPENDENT");
        }
        Var whole = tape.concat(
                all.stream().map(one -> joins.scaleRows(one.h(), one.counts())).toList()); // [B, M H]
        Var[] logits = new Var[all.size()];
        List<Var> passed = new ArrayList<>();
        for (int m = 0; m < logits.length; m++) {
            Encoded one = all.get(m);
            logits[m] = tied && m == 1
                    ? tape.scale(logits[0], -1) // sigmoid(-a) = 1 - sigmoid(a)
                    : layers.linear(one.name() + ".gate", whole, options.hidden()); // [B, H]
            if (tied && m == 0) {
                logits[0] = open(joins, logits[0], one.counts(), all.get(1).counts());
            }
            Var gate = tape.sigmoid(logits[m]);
            layers.explain("gate of " + one.name(), gate.value());
            Var proposal = tape.tanh(layers.linear(one.name() + ".proposal", one.h(), options.hidden())); // [B, H]
            passed.add(tape.multiply(gate, joins.scaleRows(proposal, one.counts())));
        }
        return Encoded.finish(layers, passed.stream().reduce(tape::add).orElseThrow(), options); // [B, H]
    }

    /** The tied gate's logit: far up where the second modality does not count, far down where the first does not. */
    private static Var open(Joins joins, Var logit, float[] first, float[] second) {
        float[] both = new float[first.length];
        float[] push = new float[first.length];
        for (int row = 0; row < first.length; row++) {
            both[row] = first[row] * second[row];
            push[row] = OPEN * (first[row] - second[row]);
        }
        Var ones = joins.onesWhereAbsent(joins.scaleRows(logit, new float[first.length]), new float[first.length]);
        return joins.tape().add(joins.scaleRows(logit, both), joins.scaleRows(ones, push));
    }
}
