package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.tape.Joins;
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
 * Tensor fusion: the outer product of small representations of all modalities, each with a constant 1 before it, so
 * that the tensor holds every modality alone, every product of two, and so on up to the product of all.
 *
 * <p>Use it with two or three modalities whose features act together, and enough rows. It fails as modalities or widths
 * grow: the tensor has {@code (k + 1)^M} entries.
 *
 * <p>{@code t = [1; u_1] x ... x [1; u_M]}, {@code u_m = relu(W_m h_m + b_m)} of width k, {@code h_m = encoder_m(x_m)};
 * {@code z = relu(V t + c)}. With AVAILABLE_ONLY an absent modality enters as {@code [1; 0]}: the tensor of the others
 * remains.
 *
 * <p>B batch, k units of each factor, M modalities.
 *
 * <p>Reference: Zadeh et al.: Tensor Fusion Network for Multimodal Sentiment Analysis, EMNLP 2017, eq. 2-3; differs
 * from the paper in its encoders, which are not modality-specific networks.
 */
public final class TensorFusion implements MidFusion<TensorFusion.Options> {
    private static final int MOST_ENTRIES = 1 << 16;

    /** Options of {@link TensorFusion}. */
    public record Options(
            Encoders encoders,

            @Param(doc = "units of each factor; the tensor has (factor + 1)^M entries", min = 1, max = 256, init = 12)
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
                        "fusion/tensor",
                        "1.0.0",
                        "Tensor fusion network",
                        "The outer product of all modalities, each with a 1 before it",
                        Options.class)
                .withFormula(
                        "t = \\begin{bmatrix}1\\\\u_1\\end{bmatrix} \\otimes \\dots \\otimes \\begin{bmatrix}1\\\\u_M\\end{bmatrix},\\quad z = \\mathrm{relu}(V t + c)")
                .withClaims(
                        Claim.pro(
                                "It holds every product of features of different modalities",
                                "fusion/interaction",
                                "above late fusion where classes differ only jointly"),
                        Claim.con(
                                        "Its size grows as the product of the widths",
                                        "fusion/cost",
                                        "parameters in proportion to (k + 1)^M")
                                .with("grows", "factor")
                                .ofAtLeast(0.1, "power"))
                .withUseCases("Sentiment from words, voice and face")
                .withReferences(new Reference(
                        "Zadeh et al.",
                        "Tensor Fusion Network for Multimodal Sentiment Analysis",
                        "EMNLP",
                        2017,
                        "eq. 2-3"));
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Joins joins = new Joins(layers.tape());
        List<Encoded> all = Encoded.all(layers, inputs, options);
        double entries = Math.pow(options.factor() + 1, all.size());
        if (entries > MOST_ENTRIES) {
            throw new IllegalArgumentException("fusion/tensor: a factor of " + options.factor() + " and " + all.size()
                    + " modalities make a tensor of " + (long) entries + " entries, at most " + MOST_ENTRIES
                    + "; lower factor or use fusion/low-rank");
        }
        List<Var> factors = new ArrayList<>();
        for (Encoded one : all) {
            Var u = layers.dense(one.name() + ".factor", one.h(), options.factor()); // [B, k]
            factors.add(joins.scaleRows(u, one.counts()));
        }
        Var joint = layers.dense("joint", tensor(joins, factors), options.hidden()); // [B, H]
        return Encoded.finish(layers, layers.tape().dropout(joint, options.dropout()), options);
    }

    /** {@code [1; u_1] x ... x [1; u_M]}, the last index running fastest: {@code [B, (k + 1)^M]}. */
    static Var tensor(Joins joins, List<Var> factors) {
        Var tensor = joins.withOne(factors.get(0));
        for (Var factor : factors.subList(1, factors.size())) {
            tensor = joins.outer(tensor, joins.withOne(factor));
        }
        return tensor;
    }
}
