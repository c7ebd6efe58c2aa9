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
 * Distance correlation: how well the distances between rows in one representation go with those in the other.
 *
 * <p>Use it as a correlation that sees any form of dependence and has no bandwidth to choose. It is 0 for many rows
 * exactly where the two are independent; with few rows it misses what {@link HilbertSchmidt} sees, such as a circle of
 * 60 points. It is {@link CenteredAlignment} with distances in the place of similarities.
 *
 * <p>BIASED is R, the root, in [0, 1], well above 0 for few rows or wide ones. UNBIASED is the bias-corrected R^2,
 * right under independence, so it may be negative; it needs 4 rows.
 *
 * <p>Reference: Székely, Rizzo, Bakirov: Measuring and testing dependence by correlation of distances, Annals of
 * Statistics 35, 2007, Definition 4 (R); Székely, Rizzo: Partial distance correlation with methods for dissimilarities,
 * Annals of Statistics 42, 2014, section 3 (bias-corrected R^2).
 */
public final class DistanceCorrelation implements Dependence<DistanceCorrelation.Options> {
    private static final String ID = "dependence/distance-correlation";

    /** Which pairs count. */
    public enum Estimator {
        /** All: R in [0, 1]. */
        BIASED,
        /** Those of different rows, with corrected centring: R^2, may be negative. */
        UNBIASED
    }

    /** Options of {@link DistanceCorrelation}. */
    public record Options(
            @Param(doc = "BIASED is R in [0, 1]; UNBIASED is R^2, 0 on average under independence", choice = "BIASED")
            Estimator estimator) {
        public Options {
            OptionsSchema.require(Options.class, estimator);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Distance correlation",
                        "How well distances between rows in one representation go with those in another",
                        Options.class)
                .withFormula(
                        "\\mathcal{R}^2 = \\frac{\\mathcal{V}^2(x, y)}{\\sqrt{\\mathcal{V}^2(x)\\,\\mathcal{V}^2(y)}}")
                .withCapabilities(Capability.NEEDS_PAIRS, Capability.UNEQUAL_WIDTHS)
                .withClaims(
                        Claim.pro(
                                "It sees dependence of any form, given rows enough, and has no bandwidth",
                                "dependence/power",
                                "p below the level for a circle, whose coordinates are uncorrelated"),
                        Claim.con(
                                "The biased value is well above 0 for few rows",
                                "dependence/few-rows",
                                "biased rises with the width, bias-corrected stays near 0"))
                .withUseCases("A correlation between two modalities")
                .withReferences(
                        new Reference(
                                "Székely, Rizzo, Bakirov",
                                "Measuring and testing dependence by correlation of distances",
                                "Annals of Statistics 35",
                                2007,
                                "Definition 4"),
                        new Reference(
                                "Székely, Rizzo",
                                "Partial distance correlation with methods for dissimilarities",
                                "Annals of Statistics 42",
                                2014,
                                "section 3"))
                .withLesson("alignment/mmd");
    }

    @Override
    public double value(INDArray x, INDArray y, Options options) {
        double squared = views(x, y, options).ratio(ID, moments -> measure(moments, options));
        return options.estimator() == Estimator.BIASED ? Math.sqrt(Math.max(0, squared)) : squared;
    }

    /** {@inheritDoc} Other orders of rows leave the denominator as it is, so the covariance is compared. */
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
        SampleChecks.notAlike(ID, "left", x);
        SampleChecks.notAlike(ID, "right", y);
        return new Views(PairFunction.DISTANCE, x, PairFunction.DISTANCE, y);
    }
}
