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
import dev.interlace.spi.Names;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.List;

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
public final class FilmFusion implements MidFusion<FilmFusion.Options> {
    /** Options of {@link FilmFusion}. */
    public record Options(
            @Group(defaults = "after=1") Encoders encoders,

            @Param(doc = "the modality that scales and shifts the others; empty is the first in alphabetical order")
            String condition,

            @Group(choices = MidFusion.MISSING) Robustness robustness,
            Training training)
            implements Encoded.Options {
        public Options {
            OptionsSchema.require(Options.class, encoders, condition, robustness, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/film",
                        "1.0.0",
                        "Feature-wise linear modulation",
                        "One modality scales and shifts the features of the others",
                        Options.class,
                        Capability.EXPLAINS)
                .withFormula("z_m = (1 + \\gamma_m(h_a)) \\odot h_m + \\beta_m(h_a)")
                .withClaims(
                        Claim.pro(
                                "It multiplies features of two modalities at the cost of linear maps",
                                "fusion/interaction",
                                "above late fusion where classes differ only jointly"),
                        NEEDS_DATA)
                .withUseCases("Questions about pictures")
                .withReferences(new Reference(
                        "Perez et al.",
                        "FiLM: Visual Reasoning with a General Conditioning Layer",
                        "AAAI",
                        2018,
                        "eq. 2"));
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
