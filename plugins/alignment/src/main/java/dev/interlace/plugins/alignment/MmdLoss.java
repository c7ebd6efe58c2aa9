package dev.interlace.plugins.alignment;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.MeanDiscrepancy;
import dev.interlace.learn.tape.MeanDiscrepancy.Estimator;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;

/**
 * The squared maximum mean discrepancy as a loss: small where both sides are distributed alike, whichever row belongs
 * with which.
 *
 * <p>Use it where no pairs are known. It makes distributions match, not pairs. The bandwidths are fixed, or by the
 * median rule of the rows at hand, and then count as constants.
 *
 * <p>Reference: Gretton et al.: A Kernel Two-Sample Test, JMLR 13, 2012, eq. 3 (unbiased) and 5 (biased); as in the
 * paper, with the mean of several Gaussian kernel functions.
 */
public final class MmdLoss implements AlignmentLoss<MmdLoss.Options> {
    /** Options of {@link MmdLoss}. */
    public record Options(
            @Param(
                    doc = "BIASED is never below 0; UNBIASED may be, and has mean 0 where nothing differs",
                    choice = "BIASED")
            Estimator estimator,

            @Param(doc = "middle bandwidth sigma; 0 takes the median distance", min = 0, init = 0)
            double bandwidth,

            @Param(doc = "number of bandwidths, each twice the one before", min = 1, max = 15, init = 5)
            int bandwidths) {
        public Options {
            OptionsSchema.require(Options.class, estimator, bandwidth, bandwidths);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "loss/mmd",
                        "1.0.0",
                        "Maximum mean discrepancy",
                        "Both sides distributed alike, whichever row belongs with which",
                        Options.class)
                .withFormula("\\overline{k(x, x')} + \\overline{k(y, y')} - 2\\,\\overline{k(x, y)}")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.GRADIENT)
                .withClaims(Claim.con(
                        "It matches distributions, not pairs", "loss/shuffled", "the same loss for shuffled pairs"))
                .withReferences(
                        new Reference("Gretton et al.", "A Kernel Two-Sample Test", "JMLR 13", 2012, "eq. 3 and 5"))
                .withLesson("alignment/mmd");
    }

    @Override
    public Loss loss(Layers layers, Sides sides, Options options) {
        MeanDiscrepancy.requireComparable(sides.left().value(), sides.right().value(), options.estimator());
        double middle = options.bandwidth() > 0
                ? options.bandwidth()
                : MeanDiscrepancy.medianDistance(
                        "loss/mmd", sides.left().value(), sides.right().value());
        return layers.tape()
                .discrepancy(
                        sides.left(),
                        sides.right(),
                        new MeanDiscrepancy(Bandwidths.around(middle, options.bandwidths()), options.estimator()));
    }
}
