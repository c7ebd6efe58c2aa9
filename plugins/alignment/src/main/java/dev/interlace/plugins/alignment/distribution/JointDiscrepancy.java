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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Joint maximum mean discrepancy: how far apart the joint distributions of several layers or modalities are in two
 * samples, {@code k(a, b) = prod_l k_l(a_l, b_l)} in the place of one kernel function.
 *
 * <p>A row is one thing seen in several ways, its parts side by side: {@code widths} says how many columns each has.
 * The marginal distributions of the parts may agree while their pairing differs; this sees it, and a sum of
 * discrepancies of the parts does not. With many parts the product is near 0 for any two rows, and everything looks
 * alike.
 *
 * <p>Each part has the mean of Gaussian kernel functions around its own median bandwidth. With one part this is
 * {@link MaximumMeanDiscrepancy}; with one bandwidth each it is that of the columns divided by their part's bandwidth.
 *
 * <p>Reference: Long et al.: Deep Transfer Learning with Joint Adaptation Networks, ICML 2017, definition of JMMD in
 * section 4; as in the paper, with the unbiased estimator besides.
 */
public final class JointDiscrepancy implements Discrepancy<JointDiscrepancy.Options> {
    private static final String ID = "discrepancy/jmmd";

    /** Which pairs count. */
    public enum Estimator {
        /** All: never negative. */
        BIASED,
        /** Those of different rows: right on average, so negative about half of the time under equality. */
        UNBIASED
    }

    /** Options of {@link JointDiscrepancy}. */
    public record Options(
            @Param(doc = "columns of each part in order, such as 384,64; empty takes all columns as one part")
            String widths,

            @Param(doc = MmdEstimator.DOC, choice = "UNBIASED")
            Estimator estimator,

            @Param(
                    doc =
                            "middle bandwidth sigma of every part in the unit of the features; 0 takes each part's median",
                    min = 0,
                    max = 1e12,
                    init = 0)
            double bandwidth,

            @Param(
                    doc = "kernel functions of each part, each twice as wide as the one before, around the middle",
                    min = 1,
                    max = 9,
                    init = 1)
            int bandwidths,

            @Param(doc = "which distances the median is of", choice = "ALL_PAIRS_LOWER")
            MedianRule median) {
        public Options {
            OptionsSchema.require(Options.class, widths, estimator, bandwidth, bandwidths, median);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Joint maximum mean discrepancy",
                        "How far apart two samples' joint distributions of several modalities are",
                        Options.class)
                .withFormula("k(a, b) = \\prod_l k_l(a_l, b_l)")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "It sees that parts are paired differently though each is distributed alike",
                                "discrepancy/joint",
                                "p below the level in most draws, where the test of either part stays above it"),
                        Claim.con(
                                "With many parts every two rows are far apart",
                                "discrepancy/joint-parts",
                                "p rises with the number of parts"))
                .withUseCases(
                        "Adapting several layers of a network at once", "Has the relation of picture and text changed?")
                .withReferences(new Reference(
                        "Long et al.",
                        "Deep Transfer Learning with Joint Adaptation Networks",
                        "ICML",
                        2017,
                        "section 4"))
                .withLesson("alignment/mmd");
    }

    @Override
    public double value(INDArray x, INDArray y, Options options) {
        Problem problem = new Problem(x, y, options);
        double value = problem.distance.value(problem.x, problem.y);
        return options.estimator() == Estimator.BIASED ? Math.max(0, value) : value;
    }

    @Override
    public INDArray gradient(INDArray x, INDArray y, Options options) {
        Problem problem = new Problem(x, y, options);
        List<double[]> gradient = problem.x.zeros();
        problem.distance.addGradient(problem.x, problem.y, 1, gradient);
        return Gradients.like(x, problem.x.joined(gradient));
    }

    @Override
    public PermutationTest permutationTest(
            INDArray x, INDArray y, Options options, int permutations, FitContext context) {
        SampleChecks.permutations(ID, permutations);
        Problem problem = new Problem(x, y, options);
        Sample pooled = problem.x.with(problem.y);
        return PermutationTests.random(
                new RelabelledDistances(problem.distance, pooled, problem.x.n, context::checkCancelled),
                pooled.n,
                value(x, y, options),
                permutations,
                context);
    }

    /** Two samples in parts, and what is measured of them. */
    private static final class Problem {
        final Sample x;
        final Sample y;
        final EmbeddingDistance distance;

        Problem(INDArray left, INDArray right, Options options) {
            SampleChecks.comparable(ID, left, right, options.estimator() == Estimator.UNBIASED ? 2 : 1);
            int[] widths = widths(options.widths(), Math.toIntExact(left.size(1)));
            double[] middle = new double[widths.length];
            Arrays.fill(middle, options.bandwidth());
            if (options.bandwidth() == 0) {
                middle = options.median().bandwidths(ID, left, right, widths);
            }
            List<PairFunction> functions = new ArrayList<>();
            for (double sigma : middle) {
                functions.add(KernelMixture.mean(
                        KernelFunction.GAUSSIAN, KernelMixture.doubling(sigma, options.bandwidths())));
            }
            Sample[] both = Sample.of(Argument.SQUARED_DISTANCE, widths, left, right);
            x = both[0];
            y = both[1];
            distance = new EmbeddingDistance(
                    new RowKernel(functions),
                    options.estimator() == Estimator.BIASED ? Diagonal.KEPT : Diagonal.LEFT_OUT);
        }

        private static int[] widths(String text, int columns) {
            if (text.isBlank()) {
                return new int[] {columns};
            }
            String rule = ID + ": widths must be whole numbers of at least 1 with commas between them whose sum is the "
                    + columns + " columns of the samples, got '" + text + "'";
            int[] widths;
            try {
                widths = Arrays.stream(text.split(",", -1))
                        .mapToInt(part -> Integer.parseInt(part.trim()))
                        .toArray();
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(rule, e);
            }
            if (IntStream.of(widths).anyMatch(width -> width < 1)
                    || IntStream.of(widths).sum() != columns) {
                throw new IllegalArgumentException(rule);
            }
            return widths;
        }
    }
}
