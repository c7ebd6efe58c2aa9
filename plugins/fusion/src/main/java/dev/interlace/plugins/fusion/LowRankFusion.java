package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Joins;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Low-rank fusion: a linear map of the tensor of {@code fusion/tensor} whose weights are a sum of R rank-one terms, so
 * that the tensor need not be made.
 *
 * <p>Use it in place of {@code fusion/tensor} when there are many modalities or wide representations. It fails where
 * the interaction is of higher rank than R.
 *
 * <p>{@code z = sum_r prod_m W_m^(r) [1; h_m] + b}, the product entry by entry, {@code h_m = encoder_m(x_m)}. All R
 * factors of every modality are trained parameters. With AVAILABLE_ONLY an absent modality enters as {@code [1; 0]}.
 *
 * <p>B batch, H hidden units, R rank, M modalities.
 *
 * <p>Reference: Liu et al.: Efficient Low-rank Multimodal Fusion with Modality-Specific Factors, ACL 2018, eq. 6-7; as
 * in the paper.
 */
public final class LowRankFusion implements MidFusion<LowRankFusion.Options> {
    /** Options of {@link LowRankFusion}. */
    public record Options(
            @Group(defaults = {"hidden=32", "after=1"}) Encoders encoders,

            @Param(doc = "rank-one terms; more hold richer interactions", min = 1, max = 256, init = 4)
            int rank,

            @Group(choices = MidFusion.MISSING) Robustness robustness,
            Training training)
            implements Encoded.Options {
        public Options {
            OptionsSchema.require(Options.class, encoders, rank, robustness, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/low-rank",
                        "1.0.0",
                        "Low-rank multimodal fusion",
                        "A linear map of the fusion tensor whose weights are a sum of rank-one terms; the tensor is never made",
                        Options.class)
                .withFormula("z = \\sum_{r=1}^{R} \\prod_{m} W_m^{(r)} \\begin{bmatrix}1\\\\h_m\\end{bmatrix} + b")
                .withClaims(
                        Claim.pro(
                                        "Its size grows with the sum of the widths, not with their product",
                                        "fusion/cost",
                                        "fewer parameters than tensor fusion of the same width")
                                .against("fusion/tensor")
                                .ofAtLeast(0.1, "ln of a ratio"),
                        Claim.con(
                                "It cannot hold an interaction of higher rank",
                                "fusion/capacity",
                                "accuracy rises with the rank where the drawn interaction has a higher one"))
                .withUseCases("Sentiment from words, voice and face on small machines")
                .withReferences(new Reference(
                        "Liu et al.",
                        "Efficient Low-rank Multimodal Fusion with Modality-Specific Factors",
                        "ACL",
                        2018,
                        "eq. 6-7"));
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Joins joins = new Joins(layers.tape());
        List<String> names = new ArrayList<>();
        List<Var> extended = new ArrayList<>();
        for (Encoded one : Encoded.all(layers, inputs, options)) {
            names.add(one.name());
            extended.add(joins.withOne(joins.scaleRows(one.h(), one.counts()))); // [B, 1 + H]
        }
        Var z = lowRank(layers, names, extended, options.rank(), options.hidden());
        return Encoded.finish(layers, z, options); // [B, H]
    }

    /**
     * {@code sum_r prod_m W_m^(r) x_m + b}: M times {@code [B, 1 + d_m] -> [B, width]}. The matrices of a modality
     * stand side by side, so that one product serves all ranks.
     */
    static Var lowRank(Layers layers, List<String> names, List<Var> extended, int rank, int width) {
        Tape tape = layers.tape();
        List<List<Var>> factors = new ArrayList<>(); // [M][R], each [1 + d_m, H]
        names.forEach(name -> factors.add(new ArrayList<>()));
        for (int r = 1; r <= rank; r++) {
            for (int m = 0; m < names.size(); m++) {
                int rows = extended.get(m).size(1);
                factors.get(m).add(layers.matrix(names.get(m) + ".factor" + r, rows, width, Start.GLOROT));
            }
        }
        List<Var> products = new ArrayList<>();
        for (int m = 0; m < names.size(); m++) {
            products.add(tape.linear(extended.get(m), tape.concat(factors.get(m)))); // [B, R H]
        }
        Var terms = products.stream().reduce(tape::multiply).orElseThrow();
        return tape.add(sum(tape, terms, rank, width), bias(layers, terms.size(0), width));
    }

    /** The sum over the ranks: {@code [B, R H] -> [B, H]}. */
    private static Var sum(Tape tape, Var terms, int rank, int width) {
        int[] ranks = new int[terms.size(0)];
        Arrays.fill(ranks, rank);
        return tape.scale(tape.meanTokens(tape.reshape(terms, ranks.length, rank, width), ranks), rank);
    }

    /** The bias of every row, {@code [B, H]}. */
    private static Var bias(Layers layers, int rows, int width) {
        float[] ones = new float[rows];
        Arrays.fill(ones, 1);
        Var constant = layers.tape().constant(Host.tensor(layers.tape().type(), ones, rows, 1));
        return layers.tape().linear(constant, layers.matrix("bias", 1, width, Start.ZEROS));
    }
}
