package dev.interlace.plugins.alignment.distribution;

import dev.interlace.plugins.alignment.distribution.PairedMoments.Views;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Dependence;
import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Hilbert-Schmidt independence criterion: how far the joint distribution of two representations is from the product of
 * their own, {@code tr(K H L H) / n^2} with the matrices K and L of similarities within each and {@code H = I - 11'/n}.
 *
 * <p>Use it to test whether two modalities say anything of each other. With Gaussian similarities it is 0 for many rows
 * exactly where they are independent, with linear ones where they are uncorrelated. Its size depends on scale and
 * bandwidth; to compare layers or encoders use {@link CenteredAlignment}.
 *
 * <p>BIASED is never negative and too large by about 1/n. UNBIASED is right on average, so negative about half of the
 * time under independence; it needs 4 rows.
 *
 * <p>n rows, widths d and e. Linear with d, e below n: time n d e. Else time n^2 (d + e), block by block. The
 * permutation test keeps both matrices up to 2,048 rows, and computes them again for each order beyond.
 *
 * <p>Reference: Gretton et al.: A Kernel Statistical Test of Independence, NIPS 2007, eq. 4 (biased); Song et al.:
 * Feature Selection via Dependence Maximization, JMLR 13, 2012, eq. 5 (unbiased); as there.
 */
public final class HilbertSchmidt implements Dependence<HilbertSchmidt.Options> {
    private static final String ID = "dependence/hsic";

    /** Which pairs count. */
    public enum Estimator {
        /** All: never negative. */
        BIASED,
        /** Those of different rows: right on average, may be negative. */
        UNBIASED
    }

    /** Options of {@link HilbertSchmidt}. */
    public record Options(
            @Param(doc = MmdEstimator.DOC, choice = "UNBIASED")
            Estimator estimator,

            @Param(doc = "how rows are compared; LINEAR sees correlation alone", choice = "GAUSSIAN")
            Similarity similarity,

            @Param(
                    doc =
                            "bandwidth of GAUSSIAN in units of the median distance between rows; smaller sees finer structure",
                    min = 0,
                    max = 1e6,
                    init = 1,
                    ends = Param.Ends.OPEN_BELOW)
            double bandwidthScale,

            @Param(doc = RightSimilarity.DOC, choice = "AS_LEFT")
            RightSimilarity rightSimilarity,

            @Param(doc = RightSimilarity.SCALE_DOC, min = 0, max = 1e6, init = 1, ends = Param.Ends.OPEN_BELOW)
            double rightBandwidthScale) {
        public Options {
            OptionsSchema.require(
                    Options.class, estimator, similarity, bandwidthScale, rightSimilarity, rightBandwidthScale);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Hilbert-Schmidt independence criterion",
                        "How much two representations of the same rows depend on each other, with a permutation test",
                        Options.class)
                .withFormula("\\frac{1}{n^2} \\mathrm{tr}(K H L H)")
                .withCapabilities(Capability.NEEDS_PAIRS, Capability.UNEQUAL_WIDTHS)
                .withClaims(
                        Claim.pro(
                                "It sees dependence of any form, not only correlation",
                                "dependence/power",
                                "p below the level for a circle, whose coordinates are uncorrelated"),
                        Claim.con(
                                "Its size depends on scale and bandwidth",
                                "dependence/bandwidth",
                                "the value more than doubles over bandwidths"))
                .withUseCases(
                        "Do a picture's features say anything of its caption's?", "Choosing features by dependence")
                .withReferences(
                        new Reference(
                                "Gretton et al.", "A Kernel Statistical Test of Independence", "NIPS", 2007, "eq. 4"),
                        new Reference(
                                "Song et al.",
                                "Feature Selection via Dependence Maximization",
                                "JMLR 13",
                                2012,
                                "eq. 5"))
                .withLesson("alignment/mmd");
    }

    @Override
    public double value(INDArray x, INDArray y, Options options) {
        double value = measure(PairedMoments.of(views(x, y, options), () -> {}), options);
        return options.estimator() == Estimator.BIASED ? Math.max(0, value) : value;
    }

    @Override
    public PermutationTest permutationTest(
            INDArray x, INDArray y, Options options, int permutations, FitContext context) {
        SampleChecks.permutations(ID, permutations);
        ReorderedMoments statistic = new ReorderedMoments(
                views(x, y, options), moments -> measure(moments, options), context::checkCancelled);
        return PermutationTests.random(
                statistic, Math.toIntExact(x.size(0)), value(x, y, options), permutations, context);
    }

    private static double measure(PairedMoments moments, Options options) {
        return options.estimator() == Estimator.BIASED ? moments.biased() : moments.unbiased();
    }

    private static Views views(INDArray x, INDArray y, Options options) {
        SampleChecks.paired(ID, x, y, options.estimator() == Estimator.UNBIASED ? 4 : 2);
        double scale = options.bandwidthScale();
        return new Views(
                options.similarity().function(ID + ": left", x, scale),
                x,
                options.rightSimilarity()
                        .function(ID + ": right", y, options.similarity(), scale, options.rightBandwidthScale()),
                y);
    }
}
