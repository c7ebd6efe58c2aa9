package org.example.gated;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.training.Training;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Gated fusion: every modality proposes a hidden vector, and a gate that has seen all modalities says, unit by unit,
 * how much of the proposal passes.
 *
 * <p>Use it when the modality to trust differs from row to row. It fails like any joint network where data are few,
 * and its gates explain what passed, not why.
 *
 * <p>{@code h_m = tanh(W_m x_m + b_m)}, {@code g_m = sigmoid(V_m [x_1; ...; x_M] + c_m)}, {@code z = sum_m g_m *
 * h_m}, entry by entry. Token sequences enter as the mean of their tokens.
 *
 * <p>B batch, H hidden units, d_m width of modality m.
 *
 * <p>Reference: Arevalo, Solorio, Montes-y-Gomez, Gonzalez: Gated Multimodal Units for Information Fusion, ICLR
 * workshop 2017, figure 2 (a); differs from the paper in that gates and proposals have biases.
 */
public final class GatedFusion implements TrainableFusion<GatedFusion.Options> {
    /** Options of {@link GatedFusion}; those of {@link Training} stand beside its own under flat names. */
    public record Options(
            @Param(doc = "width of the fused representation", min = 1, max = 4096, init = 64) int hidden,

            @Param(doc = "what to do with absent modalities", choice = "LEARNED_TOKEN") MissingPolicy missing,

            Training training)
            implements TrainingOptions {
        public Options {
            OptionsSchema.require(Options.class, hidden, missing, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "fusion/gated-sample",
                        "1.0.0",
                        "Gated multimodal unit",
                        "Proposals of all modalities, mixed unit by unit by trained gates",
                        Options.class)
                .withFormula("z = \\sum_m \\sigma(V_m x + c_m) \\odot \\tanh(W_m x_m + b_m)")
                .withCapabilities(
                        Capability.HANDLES_MISSING,
                        Capability.VARIABLE_LENGTH,
                        Capability.MORE_THAN_TWO,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                "It turns away from a modality that is noise in a row",
                                "fusion/noise",
                                "accuracy falls slower than early fusion's as one modality is disturbed"),
                        Claim.con(
                                "It needs more data than a single network on all columns",
                                "fusion/sample-size",
                                "below early fusion on few training rows"))
                .withUseCases("Film genres from poster and plot")
                .withReferences(new Reference(
                        "Arevalo et al.",
                        "Gated Multimodal Units for Information Fusion",
                        "ICLR workshop",
                        2017,
                        "figure 2 (a)"))
                .withLesson("fusion/mid");
    }

    /** The fused representation, {@code [B, H]}. */
    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Tape tape = layers.tape();
        List<Var> vectors = new ArrayList<>();
        for (Input input : inputs.all()) {
            vectors.add(
                    input.isSequence() ? tape.meanTokens(input.features(), input.lengths()) : input.features());
        }
        Var all = tape.concat(vectors); // [B, d_1 + ... + d_M]
        List<Var> passed = new ArrayList<>();
        for (int m = 0; m < vectors.size(); m++) {
            String name = inputs.all().get(m).modality().name();
            Var proposal = tape.tanh(layers.linear(name + ".proposal", vectors.get(m), options.hidden())); // [B, H]
            Var gate = tape.sigmoid(layers.linear(name + ".gate", all, options.hidden())); // [B, H]
            layers.explain("gate of " + name, gate.value());
            passed.add(tape.multiply(gate, proposal));
        }
        return passed.stream().reduce(tape::add).orElseThrow();
    }
}
