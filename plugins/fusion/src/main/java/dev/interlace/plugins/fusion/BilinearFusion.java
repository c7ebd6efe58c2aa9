package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.tape.Joins;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Bilinear fusion: all products of a feature of one modality with a feature of another, for every two modalities,
 * beside what each says alone.
 *
 * <p>Use it when classes show only in which features come together. It fails as widths grow: the products of two
 * modalities number the square of the factor; {@code fusion/compact-bilinear} hashes them instead.
 *
 * <p>{@code z = relu(sum_{m < l} V_ml vec(u_m u_l') + sum_m U_m u_m + b)}, {@code u_m = W_m h_m + c_m} of width k,
 * {@code h_m = encoder_m(x_m)}. With AVAILABLE_ONLY the products of an absent modality are 0.
 *
 * <p>B batch, H hidden units, k units of each factor.
 *
 * <p>Reference: Tenenbaum and Freeman: Separating Style and Content with Bilinear Models, Neural Computation 12(6),
 * 2000, eq. 1; differs from the paper in the linear terms and in learned encoders.
 */
public final class BilinearFusion implements MidFusion<BilinearFusion.Options> {
    /** Options of {@link BilinearFusion}. */
    public record Options(
            Encoders encoders,

            @Param(
                    doc = "units of each factor; every two modalities have factor^2 products",
                    min = 1,
                    max = 256,
                    init = 12)
            int factor,

            @Group(choices = MidFusion.MISSING) Robustness robustness,
            Training training)
            implements Encoded.Options {
        public Options {
            OptionsSchema.require(Options.class, encoders, factor, robustness, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/bilinear",
                        "1.0.0",
                        "Bilinear fusion",
                        "The outer product of every two modalities, mapped to the width of the network",
                        Options.class)
                .withFormula(
                        "z = \\mathrm{relu}\\left(\\sum_{m<l} V_{ml}\\,\\mathrm{vec}(u_m u_l^\\top) + \\sum_m U_m u_m + b\\right)")
                .withClaims(
                        Claim.pro(
                                "It holds every product of features of two modalities",
                                "fusion/interaction",
                                "above late fusion where classes differ only jointly"),
                        Claim.con(
                                        "Its size grows with the square of the factor",
                                        "fusion/cost",
                                        "parameters in proportion to k^2 for every two modalities")
                                .with("grows", "factor")
                                .ofAtLeast(0.1, "power"))
                .withUseCases("Style and content, such as who speaks and what is said")
                .withReferences(new Reference(
                        "Tenenbaum and Freeman",
                        "Separating Style and Content with Bilinear Models",
                        "Neural Computation 12(6)",
                        2000,
                        "eq. 1"));
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Tape tape = layers.tape();
        Joins joins = new Joins(tape);
        List<Encoded> all = Encoded.all(layers, inputs, options);
        List<Var> parts = new ArrayList<>();
        for (Encoded one : all) {
            Var u = layers.linear(one.name() + ".factor", one.h(), options.factor()); // [B, k]
            parts.add(joins.scaleRows(u, one.counts()));
        }
        for (int m = 0; m < all.size(); m++) {
            for (int l = m + 1; l < all.size(); l++) {
                parts.add(joins.outer(parts.get(m), parts.get(l))); // [B, k^2]
            }
        }
        Var joint = layers.dense("joint", tape.concat(parts), options.hidden()); // [B, H]
        return Encoded.finish(layers, tape.dropout(joint, options.dropout()), options);
    }
}
