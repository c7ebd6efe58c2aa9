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
 * Centred kernel alignment: the {@link HilbertSchmidt} criterion of two representations over the root of that of each
 * with itself.
 *
 * <p>Use it to compare layers, encoders or modalities of any widths: turning one or scaling all of it changes nothing.
 * It does not see whether directions of little variance agree. BIASED lies in [0, 1], but two unrelated representations
 * that are wide for the number of rows come out near 1. DEBIASED is 0 there on average, so it may be negative, and
 * above 1 by chance.
 *
 * <p>n rows, widths d and e. Linear with d, e below n: time n d e, and no n x n matrix. Else time n^2 (d + e), block by
 * block.
 *
 * <p>Reference: Kornblith et al.: Similarity of Neural Network Representations Revisited, ICML 2019, eq. 3 and 4 (the
 * factor of HSIC cancels); Nguyen et al.: Do Wide and Deep Networks Learn the Same Things?, ICLR 2021, eq. 3
 * (debiased).
 */
public final class CenteredAlignment implements Dependence<CenteredAlignment.Options> {
    private static final String ID = "dependence/cka";

    /** Which pairs count. */
    public enum Estimator {
        /** All: in [0, 1], too large for few rows. */
        BIASED,
        /** Those of different rows: 0 on average for unrelated representations, so it may be negative. */
        DEBIASED
    }

    /** Options of {@link CenteredAlignment}. */
    public record Options(
            @Param(
                    doc = "which pairs of rows count; BIASED is near 1 where widths exceed the rows",
                    choice = "DEBIASED")
            Estimator estimator,

            @Param(doc = "how rows are compared; GAUSSIAN weighs near rows more", choice = "LINEAR")
            Similarity similarity,

            @Param(
                    doc =
                            "bandwidth of GAUSSIAN in units of the median distance between rows; larger comes near LINEAR",
                    min = 0,
                    max = 1e3,
                    init = 1,
                    ends = Param.Ends.OPEN_BELOW)
            double bandwidthScale,

            @Param(doc = RightSimilarity.DOC, choice = "AS_LEFT")
            RightSimilarity rightSimilarity,

            @Param(doc = RightSimilarity.SCALE_DOC, min = 0, max = 1e3, init = 1, ends = Param.Ends.OPEN_BELOW)
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
                        "Centred kernel alignment",
                        "How alike two representations of the same rows are, whatever their widths",
                        Options.class)
                .withFormula("\\frac{\\mathrm{HSIC}(K, L)}{\\sqrt{\\mathrm{HSIC}(K, K)\\,\\mathrm{HSIC}(L, L)}}")
                .withCapabilities(Capability.NEEDS_PAIRS, Capability.UNEQUAL_WIDTHS)
                .withClaims(
                        Claim.pro(
                                "Turning or scaling a representation changes nothing",
                                "dependence/rotation",
                                "the same value for a turned copy"),
                        Claim.con(
                                "The biased value is large for few rows of wide, unrelated representations",
                                "dependence/few-rows",
                                "biased rises with the width, debiased stays near 0"))
                .withUseCases(
                        "Which layer of one encoder is like which of another?",
                        "How alike do two modalities see the rows?")
                .withReferences(
                        new Reference(
                                "Kornblith et al.",
                                "Similarity of Neural Network Representations Revisited",
                                "ICML",
                                2019,
                                "eq. 3 and 4"),
                        new Reference(
                                "Nguyen et al.",
                                "Do Wide and Deep Networks Learn the Same Things?",
                                "ICLR",
                                2021,
                                "eq. 3"))
                .withLesson("alignment/mmd");
    }

    @Override
    public double value(INDArray x, INDArray y, Options options) {
        return views(x, y, options).ratio(ID, moments -> measure(moments, options));
    }

    /** {@inheritDoc} Other orders of rows leave the denominator as it is. */
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
        SampleChecks.paired(ID, x, y, options.estimator() == Estimator.DEBIASED ? 4 : 2);
        SampleChecks.notAlike(ID, "left", x);
        SampleChecks.notAlike(ID, "right", y);
        double scale = options.bandwidthScale();
        return new Views(
                options.similarity().function(ID + ": left", x, scale),
                x,
                options.rightSimilarity()
                        .function(ID + ": right", y, options.similarity(), scale, options.rightBandwidthScale()),
                y);
    }
}
