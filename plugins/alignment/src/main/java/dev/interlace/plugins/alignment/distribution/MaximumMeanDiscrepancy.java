package dev.interlace.plugins.alignment.distribution;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.distribution.PairSums.Diagonal;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Squared maximum mean discrepancy: the squared distance of two samples' mean embeddings, {@code mean k(x, x') + mean
 * k(y, y') - 2 mean k(x, y)} with a kernel function k.
 *
 * <p>Use it to ask whether two samples come from one distribution, without assuming a form. The answer depends on the
 * bandwidth: much smaller than the distances it sees only noise, much larger only the means. The median rule is a
 * middle way, not the best: a difference in fine structure, such as two humps in the place of one, is seen at a
 * thirtieth of it far sooner.
 *
 * <p>{@link MmdEstimator} says which pairs count and which estimator may be negative. The bandwidth 0 stands for the
 * rule of {@code median}, which {@link #permutationTest} computes once, as all pairs do not depend on the labels; a
 * polynomial takes the root of the number of columns instead.
 *
 * <p>n rows of x, m rows of y, d columns. Pairs go block by block: memory (n + m) d whatever the sizes, in the
 * permutation test (n + m) (d + B). Gaussian kernel functions with equal weights on single precision run in the vector
 * loops of {@code MeanDiscrepancy}, all else in double precision.
 *
 * <p>Reference: Gretton et al.: A Kernel Two-Sample Test, JMLR 13, 2012, eq. 2 (witness), eq. 3 (unbiased), eq. 5
 * (biased), Lemma 14 (linear time); Zaremba et al.: B-tests, NIPS 2013 (block); Schrab et al.: Efficient Aggregated
 * Kernel Tests using Incomplete U-statistics, NeurIPS 2022, section 4 (incomplete).
 */
public final class MaximumMeanDiscrepancy implements Discrepancy<MaximumMeanDiscrepancy.Options> {
    static final String ID = "discrepancy/mmd";

    /** How labellings are chosen. */
    public enum Relabelling {
        /** As many as are asked for, at random. */
        RANDOM,
        /** Every labelling once, whatever number is asked for; of small samples only. */
        EXACT
    }

    /** Options of {@link MaximumMeanDiscrepancy}. */
    public record Options(
            @Param(doc = MmdEstimator.DOC, choice = "UNBIASED")
            MmdEstimator estimator,

            @Param(doc = "similarity of two rows; POLYNOMIAL and LINEAR see moments only", choice = "GAUSSIAN")
            KernelFunction kernelFunction,

            @Param(
                    doc = "middle bandwidth sigma in the unit of the features; 0 takes the median rule",
                    min = 0,
                    max = 1e12,
                    init = 0)
            double bandwidth,

            @Param(
                    doc =
                            "kernel functions, each twice as wide as the one before, around the middle; their mean is used",
                    min = 1,
                    max = 9,
                    init = 1)
            int bandwidths,

            @Param(doc = "weights of the bandwidths from narrow to wide, such as 0.2,0.3,0.5; empty for their mean")
            String weights,

            @Param(doc = "which distances bandwidth 0 takes the median of", choice = "ALL_PAIRS_LOWER")
            MedianRule median,

            @Param(doc = "degree of POLYNOMIAL: the highest moment that it sees", min = 1, max = 9, init = 3)
            int degree,

            @Param(
                    doc =
                            "rows of each side in a block of BLOCK, at least 2; 0 takes the root of the rows. More cost time"
                                    + " and lower the variance",
                    unit = "rows",
                    min = 0,
                    max = 1e6,
                    init = 0)
            int blockSize,

            @Param(
                    doc = "places that the rows of a pair of INCOMPLETE lie apart at most; more cost time and lower the"
                            + " variance",
                    min = 1,
                    max = 1e6,
                    init = 10)
            int offsets,

            @Param(doc = "labellings of a permutation test", choice = "RANDOM")
            Relabelling relabelling) {
        public Options {
            OptionsSchema.require(
                    Options.class,
                    estimator,
                    kernelFunction,
                    bandwidth,
                    bandwidths,
                    weights,
                    median,
                    degree,
                    blockSize,
                    offsets,
                    relabelling);
            if (kernelFunction == KernelFunction.LINEAR && (bandwidth > 0 || bandwidths > 1)) {
                throw new IllegalArgumentException("Options.kernelFunction LINEAR has no bandwidth, got bandwidth "
                        + bandwidth + " and bandwidths " + bandwidths + "; leave both out");
            }
            if (blockSize == 1) {
                throw new IllegalArgumentException("Options.blockSize must be 0 or at least 2, got 1");
            }
            KernelMixture.weights("Options", weights, bandwidths);
        }

        /** Gaussian kernel functions of equal weight; the rest by default. */
        public Options(MmdEstimator estimator, double bandwidth, int bandwidths) {
            this(
                    estimator,
                    KernelFunction.GAUSSIAN,
                    bandwidth,
                    bandwidths,
                    "",
                    MedianRule.ALL_PAIRS_LOWER,
                    3,
                    0,
                    10,
                    Relabelling.RANDOM);
        }
    }

    /**
     * A value with its uncertainty.
     *
     * @param value of the estimator that the options name
     * @param variance of the value over samples where the distributions differ. It falls to nothing under equality
     *     faster than the value does, except for LINEAR and BLOCK, whose value over its root is standard normal there
     *     too
     */
    public record Estimate(double value, double variance) {}

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.1.0",
                        "Maximum mean discrepancy",
                        "How far apart two samples' distributions are, with a permutation test",
                        Options.class)
                .withFormula(
                        "\\widehat{\\mathrm{MMD}}^2 = \\overline{k(x,x')} + \\overline{k(y,y')} - 2\\,\\overline{k(x,y)}")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "It sees any difference of distributions, given rows enough, not only of means",
                                "discrepancy/power",
                                "p below the level in most draws of samples of equal means"),
                        Claim.con(
                                "Its answer depends on the bandwidth",
                                "discrepancy/bandwidth",
                                "p rises far from the median rule, on either side"))
                .withUseCases("Has a camera, a hospital or a year changed the data?", "Do two modalities overlap?")
                .withReferences(
                        new Reference("Gretton et al.", "A Kernel Two-Sample Test", "JMLR 13", 2012, "eq. 3 and 5"),
                        new Reference(
                                "Zaremba et al.", "B-tests: Low Variance Kernel Two-Sample Tests", "NIPS", 2013, ""),
                        new Reference(
                                "Schrab et al.",
                                "Efficient Aggregated Kernel Tests using Incomplete U-statistics",
                                "NeurIPS",
                                2022,
                                "section 4"))
                .withLesson("alignment/mmd");
    }

    @Override
    public double value(INDArray x, INDArray y, Options options) {
        require(x, y, options);
        if (options.estimator() == MmdEstimator.BIASED
                && x.size(0) == y.size(0)
                && Arrays.equals(Host.doubles(x), Host.doubles(y))) {
            return 0; // by definition; sums in another order would leave their rounding
        }
        KernelMixture function = function(x, y, options);
        if (SinglePrecision.serves(function, options.estimator(), x, y)) {
            double value = new SinglePrecision(function, options.estimator(), x, y).value();
            return options.estimator() == MmdEstimator.BIASED ? Math.max(0, value) : value;
        }
        Sample[] both = Sample.of(function.argument(), x, y);
        double value = value(RowKernel.of(function), both[0], both[1], options);
        return options.estimator() == MmdEstimator.BIASED ? Math.max(0, value) : value;
    }

    private static double value(RowKernel kernel, Sample x, Sample y, Options options) {
        return switch (options.estimator()) {
            case BIASED -> new EmbeddingDistance(kernel, Diagonal.KEPT).value(x, y);
            case UNBIASED -> new EmbeddingDistance(kernel, Diagonal.LEFT_OUT).value(x, y);
            case INCOMPLETE ->
                PairedTerms.incomplete(kernel, x, y, options.offsets()).value();
            case LINEAR -> PairedTerms.linear(kernel, x, y).value();
            case BLOCK ->
                Arrays.stream(new SampleBlocks(x, y, options.blockSize()).values(kernel))
                        .average()
                        .orElseThrow();
        };
    }

    @Override
    public INDArray gradient(INDArray x, INDArray y, Options options) {
        require(x, y, options);
        KernelMixture function = function(x, y, options);
        if (SinglePrecision.serves(function, options.estimator(), x, y)) {
            return new SinglePrecision(function, options.estimator(), x, y).gradient();
        }
        Sample[] both = Sample.of(function.argument(), x, y);
        RowKernel kernel = RowKernel.of(function);
        List<double[]> gradient = both[0].zeros();
        switch (options.estimator()) {
            case BIASED -> new EmbeddingDistance(kernel, Diagonal.KEPT).addGradient(both[0], both[1], 1, gradient);
            case UNBIASED ->
                new EmbeddingDistance(kernel, Diagonal.LEFT_OUT).addGradient(both[0], both[1], 1, gradient);
            case INCOMPLETE ->
                PairedTerms.incomplete(kernel, both[0], both[1], options.offsets())
                        .addGradient(gradient);
            case LINEAR -> PairedTerms.linear(kernel, both[0], both[1]).addGradient(gradient);
            case BLOCK -> new SampleBlocks(both[0], both[1], options.blockSize()).addGradient(kernel, gradient);
        }
        return Gradients.like(x, both[0].joined(gradient));
    }

    /**
     * The value with its variance: of the independent terms for LINEAR and BLOCK, by the witness function for BIASED
     * and UNBIASED.
     *
     * @param x {@code [n, d]}, n of at least 2
     * @param y {@code [m, d]}, m of at least 2
     */
    public Estimate estimate(INDArray x, INDArray y, Options options) {
        double value = value(x, y, options);
        KernelMixture function = function(x, y, options);
        RowKernel kernel = RowKernel.of(function);
        Sample[] both = Sample.of(function.argument(), x, y);
        return new Estimate(
                value,
                switch (options.estimator()) {
                    case BIASED, UNBIASED -> {
                        SampleChecks.comparable(ID, x, y, 2);
                        yield new EmbeddingDistance(kernel, Diagonal.KEPT).variance(both[0], both[1]);
                    }
                    case LINEAR ->
                        ofMean(PairedTerms.linear(kernel, both[0], both[1]).terms(), "pairs of rows");
                    case BLOCK ->
                        ofMean(new SampleBlocks(both[0], both[1], options.blockSize()).values(kernel), "blocks");
                    case INCOMPLETE ->
                        throw new IllegalArgumentException(
                                ID + ": the terms of estimator INCOMPLETE share rows, so their"
                                        + " spread is not the variance of their mean; use LINEAR, BLOCK or UNBIASED");
                });
    }

    private static double ofMean(double[] terms, String what) {
        if (terms.length < 2) {
            throw new IllegalArgumentException(
                    ID + ": a variance needs at least 2 " + what + ", got " + terms.length + "; give more rows");
        }
        return EmbeddingDistance.variance(terms) / terms.length;
    }

    /**
     * The witness function {@code mean k(x, t) - mean k(y, t)}: where it is high there is more of x, where it is low
     * more of y.
     *
     * @param x {@code [n, d]}
     * @param y {@code [m, d]}
     * @param points {@code [p, d]}, the places t
     * @return {@code [p]}
     */
    public double[] witness(INDArray x, INDArray y, INDArray points, Options options) {
        require(x, y, options);
        SampleChecks.comparable(ID, x, points, 1);
        KernelMixture function = function(x, y, options);
        Sample[] all = Sample.of(function.argument(), x, y, points);
        return new EmbeddingDistance(RowKernel.of(function), Diagonal.KEPT).witness(all[0], all[1], all[2]);
    }

    /**
     * The witness function at the rows of both samples: its mean over x minus its mean over y is the biased value.
     *
     * @param left {@code [n]}
     * @param right {@code [m]}
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers for a figure; never compared
    public record Witness(double[] left, double[] right) {}

    /** The witness function at the rows of both samples. */
    public Witness witness(INDArray x, INDArray y, Options options) {
        return new Witness(witness(x, y, x, options), witness(x, y, y, options));
    }

    @Override
    public PermutationTest permutationTest(
            INDArray x, INDArray y, Options options, int permutations, FitContext context) {
        SampleChecks.permutations(ID, permutations);
        double observed = value(x, y, options);
        KernelMixture function = function(x, y, options);
        Sample[] both = Sample.of(function.argument(), x, y);
        Sample pooled = both[0].with(both[1]);
        RowKernel kernel = RowKernel.of(function);
        PermutationTests.Statistic statistic = switch (options.estimator()) {
            case BIASED, UNBIASED -> {
                Diagonal diagonal = options.estimator() == MmdEstimator.BIASED ? Diagonal.KEPT : Diagonal.LEFT_OUT;
                yield new RelabelledDistances(
                        new EmbeddingDistance(kernel, diagonal), pooled, both[0].n, context::checkCancelled);
            }
            case INCOMPLETE, LINEAR, BLOCK ->
                PermutationTests.oneByOne(order -> {
                    context.checkCancelled();
                    return value(
                            kernel,
                            pooled.rows(Arrays.copyOf(order, both[0].n)),
                            pooled.rows(Arrays.copyOfRange(order, both[0].n, order.length)),
                            options);
                });
        };
        return options.relabelling() == Relabelling.EXACT
                ? PermutationTests.exact(ID, statistic, both[0].n, both[1].n, observed, context)
                : PermutationTests.random(statistic, pooled.n, observed, permutations, context);
    }

    private static void require(INDArray x, INDArray y, Options options) {
        SampleChecks.comparable(ID, x, y, 1);
        if (options.estimator() != MmdEstimator.BIASED && (x.size(0) < 2 || y.size(0) < 2)) {
            throw new IllegalArgumentException(ID + ": the estimator " + options.estimator()
                    + " needs at least 2 rows on each side, got " + x.size(0) + " and " + y.size(0)
                    + "; BIASED takes single rows");
        }
    }

    private static KernelMixture function(INDArray x, INDArray y, Options options) {
        double middle = options.bandwidth();
        if (middle == 0) {
            middle = options.kernelFunction().argument() == PairFunction.Argument.SQUARED_DISTANCE
                    ? options.median().bandwidth(ID, x, y)
                    : Math.sqrt((double) x.size(1));
        }
        return new KernelMixture(
                options.kernelFunction(),
                KernelMixture.doubling(middle, options.bandwidths()),
                KernelMixture.weights(ID, options.weights(), options.bandwidths()),
                options.degree());
    }
}
