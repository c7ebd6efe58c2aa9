package dev.interlace.plugins.fusion;

import dev.interlace.learn.Inputs;
import dev.interlace.learn.Joins;
import dev.interlace.learn.Layers;
import dev.interlace.learn.Tape;
import dev.interlace.learn.TrainableFusion;
import dev.interlace.learn.Var;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.Names;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Feature-wise linear modulation: what one modality says scales and shifts, feature by feature, what the others say.
 *
 * <p>Use it when one modality asks and the others answer, such as a question about a picture. It fails where no
 * modality leads, because the modulation runs one way.
 *
 * <p>The conditioning modality a is named by an option, or is the first in alphabetical order. {@code z_m = (1 +
 * gamma_m(h_a)) * h_m + beta_m(h_a)} for every other modality, gamma and beta linear, {@code h_m = encoder_m(x_m)};
 * {@code z = [h_a; z_m; ...]}. The scale is {@code 1 + gamma}, so that it starts near the identity. {@code explain}
 * gives {@code gamma of m}, {@code [n, H]}. With AVAILABLE_ONLY an absent condition modulates nothing, and an absent
 * modality enters as zeros after the modulation.
 *
 * <p>B batch, H hidden units.
 *
 * <p>Reference: Perez et al.: FiLM: Visual Reasoning with a General Conditioning Layer, AAAI 2018, eq. 2 and the remark
 * on predicting the difference of gamma from 1; differs from the paper in that whole vectors and not feature maps are
 * modulated, once.
 */
public final class FilmFusion implements TrainableFusion<FilmFusion.Options> {
    /** Options of {@link FilmFusion}. */
    public record Options(
            @Param(doc = "width of each modality's representation", min = 1, max = 4096, init = 64)
            int hidden,

            @Param(doc = "the modality that scales and shifts the others; empty is the first in alphabetical order")
            String condition,

            @Param(
                    doc =
                            "layers of each encoder; more let a modality go further on its own before the modalities meet",
                    min = 1,
                    max = 8,
                    init = 1)
            int depth,

            @Param(doc = "layers after the modalities have met", min = 0, max = 8, init = 1)
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
                    condition,
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
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "fusion/film",
                        "1.0.0",
                        "Feature-wise linear modulation",
                        "One modality scales and shifts the features of the others",
                        Options.class)
                .withFormula("z_m = (1 + \\gamma_m(h_a)) \\odot h_m + \\beta_m(h_a)")
                .withCapabilities(
                        Capability.HANDLES_MISSING,
                        Capability.VARIABLE_LENGTH,
                        Capability.MORE_THAN_TWO,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                "It multiplies features of two modalities at the cost of linear maps",
                                "fusion/interaction",
                                "above late fusion where classes differ only jointly"),
                        Claim.con(
                                "It needs more data than one network on all columns",
                                "fusion/sample-size",
                                "below early fusion on few training rows"))
                .withUseCases("Questions about pictures")
                .withReferences(new Reference(
                        "Perez et al.",
                        "FiLM: Visual Reasoning with a General Conditioning Layer",
                        "AAAI",
                        2018,
                        "eq. 2"))
                .withLesson("fusion/mid");
    }

    @Override
    public Set<MissingPolicy> missingPolicies() {
        return Set.of(
                MissingPolicy.REJECT,
                MissingPolicy.AVAILABLE_ONLY,
                MissingPolicy.MEAN,
                MissingPolicy.ZERO,
                MissingPolicy.CONDITIONAL_GAUSSIAN,
                MissingPolicy.LEARNED_TOKEN);
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Tape tape = layers.tape();
        Joins joins = new Joins(tape);
        List<Encoded> all = Encoded.all(layers, inputs, options);
        List<String> names = all.stream().map(Encoded::name).toList();
        int leader = options.condition().isBlank() ? 0 : names.indexOf(options.condition());
        if (leader < 0) {
            throw new IllegalArgumentException(
                    "fusion/film: Options.condition: " + Names.unknown("modality", options.condition(), names));
        }
        Encoded a = all.get(leader);
        List<Var> parts = new ArrayList<>(List.of(joins.scaleRows(a.h(), a.counts())));
        for (Encoded one : all) {
            if (!one.name().equals(a.name())) {
                Var gamma = joins.scaleRows(
                        layers.linear(one.name() + ".gamma", a.h(), options.hidden()), a.counts()); // [B, H]
                Var beta = joins.scaleRows(layers.linear(one.name() + ".beta", a.h(), options.hidden()), a.counts());
                layers.explain("gamma of " + one.name(), gamma.value());
                Var z = tape.add(tape.add(one.h(), tape.multiply(gamma, one.h())), beta);
                parts.add(joins.scaleRows(z, one.counts()));
            }
        }
        return Encoded.finish(layers, tape.concat(parts), options); // [B, M H]
    }
}
