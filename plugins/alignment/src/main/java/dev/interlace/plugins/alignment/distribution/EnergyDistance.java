package dev.interlace.plugins.alignment.distribution;

import dev.interlace.plugins.alignment.distribution.PairFunction.Argument;
import dev.interlace.plugins.alignment.distribution.PairSums.Diagonal;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Energy distance: {@code 2 mean |x - y| - mean |x - x'| - mean |y - y'|} with Euclidean distances.
 *
 * <p>Use it where no bandwidth shall be chosen: it has none, and scales with the features. It weighs large distances
 * most, so differences in fine structure drown where the spread is large. It needs a finite mean.
 *
 * <p>It is exactly twice the squared maximum mean discrepancy with the kernel function {@code (|x - z| + |y - z| - |x -
 * y|) / 2}, whatever the point z.
 *
 * <p>The gradient takes 0 where rows meet.
 *
 * <p>Reference: Székely, Rizzo: Energy statistics: A class of statistics based on distances, JSPI 143, 2013, eq. 6.1
 * without the factor nm / (n + m); Sejdinovic et al.: Equivalence of distance-based and RKHS-based statistics in
 * hypothesis testing, Annals of Statistics 41, 2013, Theorem 22 (twice the discrepancy).
 */
public final class EnergyDistance implements Discrepancy<EnergyDistance.Options> {
    private static final String ID = "discrepancy/energy";

    /** Which pairs count. */
    public enum Estimator {
        /** All: never negative. */
        BIASED,
        /** Those of different rows: right on average, so negative about half of the time under equality. */
        UNBIASED
    }

    /** Options of {@link EnergyDistance}. */
    public record Options(
            @Param(doc = MmdEstimator.DOC, choice = "BIASED")
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
                        "Energy distance",
                        "How far apart two samples' distributions are, without a bandwidth",
                        Options.class)
                .withFormula("2\\,\\overline{|x-y|} - \\overline{|x-x'|} - \\overline{|y-y'|}")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "It sees any difference of distributions, given rows enough, and has no bandwidth to choose",
                                "discrepancy/power",
                                "p below the level in most draws of samples of equal means"),
                        Claim.con(
                                "Fine structure drowns in large distances",
                                "discrepancy/fine-structure",
                                "p above that of a discrepancy with a small bandwidth"))
                .withUseCases("A first look at two samples")
                .withReferences(
                        new Reference(
                                "Székely, Rizzo",
                                "Energy statistics: A class of statistics based on distances",
                                "JSPI 143",
                                2013,
                                "eq. 6.1"),
                        new Reference(
                                "Sejdinovic et al.",
                                "Equivalence of distance-based and RKHS-based statistics in hypothesis testing",
                                "Annals of Statistics 41",
                                2013,
                                "Theorem 22"))
                .withLesson("alignment/mmd");
    }

    private static EmbeddingDistance distance(Options options) {
        return new EmbeddingDistance(
                RowKernel.of(PairFunction.DISTANCE.times(-1)),
                options.estimator() == Estimator.BIASED ? Diagonal.KEPT : Diagonal.LEFT_OUT);
    }

    private static Sample[] samples(INDArray x, INDArray y, Options options) {
        SampleChecks.comparable(ID, x, y, options.estimator() == Estimator.UNBIASED ? 2 : 1);
        return Sample.of(Argument.SQUARED_DISTANCE, x, y);
    }

    @Override
    public double value(INDArray x, INDArray y, Options options) {
        Sample[] both = samples(x, y, options);
        double value = distance(options).value(both[0], both[1]);
        return options.estimator() == Estimator.BIASED ? Math.max(0, value) : value;
    }

    @Override
    public INDArray gradient(INDArray x, INDArray y, Options options) {
        Sample[] both = samples(x, y, options);
        List<double[]> gradient = both[0].zeros();
        distance(options).addGradient(both[0], both[1], 1, gradient);
        return Gradients.like(x, both[0].joined(gradient));
    }

    @Override
    public PermutationTest permutationTest(
            INDArray x, INDArray y, Options options, int permutations, FitContext context) {
        SampleChecks.permutations(ID, permutations);
        Sample[] both = samples(x, y, options);
        Sample pooled = both[0].with(both[1]);
        return PermutationTests.random(
                new RelabelledDistances(distance(options), pooled, both[0].n, context::checkCancelled),
                pooled.n,
                value(x, y, options),
                permutations,
                context);
    }
}
