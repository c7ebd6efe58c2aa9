package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.tape.Host;
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
 * Mixture of experts over modalities: every modality has an expert, a network of its own, and a gate that sees all
 * modalities says for each row how much each expert counts.
 *
 * <p>Use it where rows differ in the modality that decides, and it shows in the modalities together which one it is. It
 * fails where classes depend on two modalities at once, since experts see one modality each and their answers are only
 * added up; and a gate may settle on one expert early, whose gradient then grows while the others starve:
 * {@code balance} works against that.
 *
 * <p>{@code z = sum_m g_m relu(W_m h_m + b_m)} with {@code g = softmax_m(V_m [h_1; ...; h_M] + c_m)} over the
 * modalities that count, {@code h_m = encoder_m(x_m)}; with {@code top} k the softmax is over the k largest scores of a
 * row. As the head is linear, its scores are the mixture of what it makes of every expert. {@code balance} adds
 * {@code balance CV^2(I)} to the loss, the squared coefficient of variation of the importances {@code I_m = sum_b g_bm}
 * of a batch. {@code explain} gives the gates as {@code weights}, {@code [n, M]}.
 *
 * <p>B batch, H hidden units, M modalities.
 *
 * <p>Reference: Jacobs, Jordan, Nowlan, Hinton: Adaptive Mixtures of Local Experts, Neural Computation 3, 1991, eq. 1;
 * Shazeer et al.: Outrageously Large Neural Networks: The Sparsely-Gated Mixture-of-Experts Layer, ICLR 2017, eq. 1, 3
 * and 5 (top k) and 6-7 (balance); differs in that each expert has a modality of its own, and in that no noise is added
 * to the scores.
 */
public final class MixtureOfExpertsFusion implements MidFusion<MixtureOfExpertsFusion.Options> {
    /** Options of {@link MixtureOfExpertsFusion}. */
    public record Options(
            Encoders encoders,

            @Param(
                    doc = "experts that count in a row, those with the largest gates; 0 lets all count",
                    min = 0,
                    max = 64,
                    init = 0)
            int top,

            @Param(
                    doc = "weight of the term that lets every expert have its share of the rows; 0 is off",
                    min = 0,
                    max = 100,
                    init = 0)
            double balance,

            @Group(choices = MidFusion.MISSING) Robustness robustness,
            Training training)
            implements Encoded.Options {
        public Options {
            OptionsSchema.require(Options.class, encoders, top, balance, robustness, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/mixture-of-experts",
                        "1.0.0",
                        "Mixture of experts",
                        "One expert per modality, weighed row by row by a gate that sees all of them",
                        Options.class,
                        Capability.EXPLAINS)
                .withFormula(
                        "z = \\sum_m g_m\\,\\mathrm{relu}(W_m h_m + b_m),\\quad g = \\mathrm{softmax}_m(V_m\\,[h_1;"
                                + " \\dots; h_M] + c_m)")
                .withClaims(
                        Claim.pro(
                                "Its gates follow the reliability of each modality from row to row",
                                "fusion/reliability",
                                "weights correlate with the planted reliability"),
                        NEEDS_DATA)
                .withUseCases("Sensors of which another one decides from case to case")
                .withReferences(
                        new Reference(
                                "Jacobs, Jordan, Nowlan, Hinton",
                                "Adaptive Mixtures of Local Experts",
                                "Neural Computation 3",
                                1991,
                                "eq. 1"),
                        new Reference(
                                "Shazeer et al.",
                                "Outrageously Large Neural Networks: The Sparsely-Gated Mixture-of-Experts Layer",
                                "ICLR",
                                2017,
                                "eq. 1, 3, 5-7"));
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Tape tape = layers.tape();
        Joins joins = new Joins(tape);
        List<Encoded> all = Encoded.all(layers, inputs, options);
        Var whole = tape.concat(
                all.stream().map(one -> joins.scaleRows(one.h(), one.counts())).toList()); // [B, M H]
        List<Var> experts = new ArrayList<>();
        List<Var> scores = new ArrayList<>();
        for (Encoded one : all) {
            scores.add(layers.linear(one.name() + ".gate", whole, 1)); // [B, 1]
            experts.add(layers.dense(one.name() + ".expert", one.h(), options.hidden())); // [B, H]
        }
        Var score = tape.concat(scores); // [B, M]
        float[][] counts = largest(score, Encoded.counts(all), options.top());
        Var gates = joins.maskedSoftmax(score, counts); // [B, M]
        if (options.balance() > 0 && tape.isTraining()) {
            gates = tape.record(new BalancedGates(gates, options.balance()));
        }
        layers.explain("weights", gates.value());
        return Encoded.finish(layers, joins.mix(gates, experts), options); // [B, H]
    }

    /** The {@code top} largest scores of each row among those that count, {@code [M][B]}; equal ones by modality. */
    private static float[][] largest(Var score, float[][] counts, int top) {
        int modalities = counts.length;
        if (top == 0 || top >= modalities) {
            return counts;
        }
        double[] s = Host.doubles(score.value());
        float[][] kept = new float[modalities][score.size(0)];
        for (int row = 0; row < score.size(0); row++) {
            for (int k = 0; k < top; k++) {
                int best = -1;
                for (int m = 0; m < modalities; m++) {
                    boolean free = counts[m][row] > 0 && kept[m][row] == 0;
                    if (free && (best < 0 || s[row * modalities + m] > s[row * modalities + best])) {
                        best = m;
                    }
                }
                if (best >= 0) {
                    kept[best][row] = 1;
                }
            }
        }
        return kept;
    }
}
