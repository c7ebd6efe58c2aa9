package dev.interlace.plugins.alignment;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableAlignment;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.MeanDiscrepancy;
import dev.interlace.learn.tape.MeanDiscrepancy.Estimator;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Training;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.util.stream.IntStream;

/**
 * Alignment by maximum mean discrepancy: a map of the left modality, linear or a small network, whose image has the
 * distribution of the right one.
 *
 * <p>Use it when no pair is known and the modalities have one content in two dresses, as in domain adaptation. It fails
 * to find the right partner of a row: many maps make the distributions equal, and only one of them makes the pairs
 * meet. A few pairs, weighed by {@code pairWeight}, say which.
 *
 * <p>{@code f(x) = x W + b}, loss = {@code MMD^2(f(X), Y)} (unbiased, five Gaussian kernel functions around the median
 * bandwidth of Y) {@code + pairWeight mean |f(x_i) - y_i|^2 / d} where pairs are given. The first term is over all rows
 * of both sides, whether a pair names them or not; the second over the pairs alone. So seeds say which row belongs with
 * which, and the many other rows what the distributions are. Seeds that pair all rows of both sides are the same as
 * pairs. The right side is embedded as it is, standardised.
 *
 * <p>With {@code hidden} the map is a network {@code f(x) = relu(x V + c) W + b}, added to x where widths are equal
 * ({@code W = 0} at first): it bends what no linear map does, and more easily matches distributions with the wrong
 * rows.
 *
 * <p>With equal widths the linear map is {@code x + x U V + b} with {@code U} of {@code rank} columns and starts at the
 * identity ({@code V = 0}).
 *
 * <p>Reference: Gretton et al.: A Kernel Two-Sample Test, JMLR 13, 2012, eq. 3; minimised over a map as in Long et al.:
 * Learning Transferable Features with Deep Adaptation Networks, ICML 2015, eq. 4, with fixed bandwidths.
 */
public final class DiscrepancyAlignment implements TrainableAlignment<DiscrepancyAlignment.Options> {
    /** What the option {@code width} does. */
    static final String WIDTH = "width of the common space; 0 takes the right side's";

    /** What the option {@code pairWeight} does. */
    static final String PAIR_WEIGHT = "weight of the squared distance of known pairs; 0 ignores them";

    /** Options of {@link DiscrepancyAlignment}. */
    public record Options(
            @Param(
                    doc = "middle bandwidth sigma in units of standardised features; 0 takes the median rule",
                    min = 0,
                    max = 1e6,
                    init = 0)
            double bandwidth,

            @Param(
                    doc = "kernel functions, each twice as wide as the one before, around the middle",
                    min = 1,
                    max = 9,
                    init = 5)
            int bandwidths,

            @Param(doc = WIDTH, min = 0, max = 65536, init = 0)
            int width,

            @Param(
                    doc = "rank of the map's departure from the identity where widths are equal; a full map of a wide"
                            + " modality fits noise. 0 is a full map",
                    min = 0,
                    max = 65536,
                    init = 8)
            int rank,

            @Param(
                    doc =
                            "width of the hidden layer; 0 is a linear map. More bend more, and match the wrong rows more easily",
                    min = 0,
                    max = 65536,
                    init = 0)
            int hidden,

            @Param(doc = PAIR_WEIGHT, min = 0, max = 1e6, init = 1)
            double pairWeight,

            @Group(
                    defaults = {
                        "epochs=60",
                        "batchSize=256",
                        "learningRate=1e-3",
                        "weightDecay=0",
                        "patience=10",
                        "holdout=0.2"
                    })
            Training training)
            implements TrainingOptions {
        public Options {
            OptionsSchema.require(Options.class, bandwidth, bandwidths, width, rank, hidden, pairWeight, training);
            training.requireBatch(2);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "alignment/mmd",
                        "1.2.0",
                        "Alignment by maximum mean discrepancy",
                        "A map, linear or a small network, that gives one modality the distribution of the other",
                        Options.class)
                .withFormula("\\min_f\\; \\widehat{\\mathrm{MMD}}^2(f(X),\\; Y)")
                .withCapabilities(
                        Capability.UNSUPERVISED,
                        Capability.UNEQUAL_ROWS,
                        Capability.UNEQUAL_WIDTHS,
                        Capability.OUT_OF_SAMPLE)
                .withClaims(
                        Claim.pro(
                                "It needs neither pairs nor labels",
                                "alignment/unpaired",
                                "on unseen rows most of the discrepancy goes, and a test no longer tells the sides apart"),
                        Claim.con(
                                "Equal distributions do not make pairs meet",
                                "alignment/unpaired-retrieval",
                                "recall of pairs below twice chance"))
                .withUseCases("Domain adaptation, such as pictures of another device or style")
                .withReferences(
                        new Reference("Gretton et al.", "A Kernel Two-Sample Test", "JMLR 13", 2012, "eq. 3"),
                        new Reference(
                                "Long et al.",
                                "Learning Transferable Features with Deep Adaptation Networks",
                                "ICML",
                                2015,
                                "eq. 4"))
                .withLesson("alignment/mmd");
    }

    @Override
    public void check(Features left, Features right, Supervision supervision, Options options) {
        PairChecks.needsSamples("alignment/mmd", left, right, supervision);
    }

    @Override
    public Options resolve(Features left, Features right, Options options) {
        double sigma = options.bandwidth() > 0
                ? options.bandwidth()
                : MeanDiscrepancy.medianDistance("alignment/mmd", right.values(), right.values());
        return new Options(
                sigma,
                options.bandwidths(),
                right.width(),
                options.rank(),
                options.hidden(),
                options.pairWeight(),
                options.training());
    }

    @Override
    public Var embed(Layers layers, Side side, Input input, Options options) {
        Var x = input.features(); // [B, d]
        if (side == Side.RIGHT) {
            return x;
        }
        return new ResidualMap(options.width(), options.rank(), options.hidden()).of(layers, x); // [B, D]
    }

    @Override
    public Loss loss(Layers layers, Pairs pairs, Options options) {
        Tape tape = layers.tape();
        Var left = embed(layers, Side.LEFT, pairs.left(), options);
        Var right = embed(layers, Side.RIGHT, pairs.right(), options);
        MeanDiscrepancy measure =
                new MeanDiscrepancy(Bandwidths.around(options.bandwidth(), options.bandwidths()), Estimator.UNBIASED);
        Loss discrepancy = tape.discrepancy(
                rows(tape, left, IntStream.range(0, pairs.leftDrawn()).toArray()),
                rows(tape, right, IntStream.range(0, pairs.rightDrawn()).toArray()),
                measure);
        if (pairs.leftRows().length == 0 || options.pairWeight() == 0) {
            return discrepancy;
        }
        Loss apart = tape.squaredError(rows(tape, left, pairs.leftRows()), rows(tape, right, pairs.rightRows()));
        return discrepancy.plus(options.pairWeight() / options.width(), apart);
    }

    /** The rows of {@code x}, or {@code x} where these are all in their order. */
    static Var rows(Tape tape, Var x, int[] rows) {
        boolean all =
                rows.length == x.size(0) && IntStream.range(0, rows.length).allMatch(i -> rows[i] == i);
        return all ? x : tape.take(x, rows);
    }
}
