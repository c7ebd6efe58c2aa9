package dev.interlace.plugins.fusion;

import dev.interlace.learn.Host;
import dev.interlace.learn.Inputs;
import dev.interlace.learn.Joins;
import dev.interlace.learn.Layers;
import dev.interlace.learn.Parameters.Start;
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
public final class LowRankFusion implements TrainableFusion<LowRankFusion.Options> {
    /** Options of {@link LowRankFusion}. */
    public record Options(
            @Param(doc = "width of each modality's representation", min = 1, max = 4096, init = 32)
            int hidden,

            @Param(doc = "rank-one terms; more hold richer interactions", min = 1, max = 256, init = 4)
            int rank,

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
                    rank,
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
                        "fusion/low-rank",
                        "1.0.0",
                        "Low-rank multimodal fusion",
                        "A linear map of the fusion tensor whose weights are a sum of rank-one terms; the tensor is never made",
                        Options.class)
                .withFormula("z = \\sum_{r=1}^{R} \\prod_{m} W_m^{(r)} \\begin{bmatrix}1\\\\h_m\\end{bmatrix} + b")
                .withCapabilities(Capability.HANDLES_MISSING, Capability.VARIABLE_LENGTH, Capability.MORE_THAN_TWO)
                .withClaims(
                        Claim.pro(
                                        "Its size grows with the sum of the widths, not with their product",
                                        "fusion/cost",
                                        "fewer parameters than tensor fusion of the same width")
                                .against("fusion/tensor"),
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
                        "eq. 6-7"))
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

    /** {@code sum_r prod_m W_m^(r) x_m + b}: M times {@code [B, 1 + d_m] -> [B, width]}. */
    static Var lowRank(Layers layers, List<String> names, List<Var> extended, int rank, int width) {
        Tape tape = layers.tape();
        List<Var> terms = new ArrayList<>();
        for (int r = 1; r <= rank; r++) {
            List<Var> factors = new ArrayList<>();
            for (int m = 0; m < names.size(); m++) {
                Var x = extended.get(m);
                factors.add(
                        tape.linear(x, layers.matrix(names.get(m) + ".factor" + r, x.size(1), width, Start.GLOROT)));
            }
            terms.add(factors.stream().reduce(tape::multiply).orElseThrow());
        }
        Var sum = terms.stream().reduce(tape::add).orElseThrow();
        float[] ones = new float[sum.size(0)];
        Arrays.fill(ones, 1);
        Var constant = tape.constant(Host.tensor(tape.type(), ones, ones.length, 1));
        return tape.add(sum, tape.linear(constant, layers.matrix("bias", 1, width, Start.ZEROS)));
    }
}
