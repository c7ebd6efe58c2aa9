package dev.interlace.plugins.alignment;

import static dev.interlace.learn.MatrixProduct.Factor.PLAIN;

import dev.interlace.learn.Host;
import dev.interlace.learn.MatrixProduct;
import dev.interlace.learn.MeanDiscrepancy;
import dev.interlace.learn.MeanDiscrepancy.Estimator;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Squared maximum mean discrepancy with Gaussian kernel functions: the squared distance of two samples' mean embeddings.
 *
 * <p>Use it to ask whether two samples come from one distribution, without assuming a form. The answer depends on the bandwidth: much
 * smaller than the distances it sees only noise, much larger only the means.
 *
 * <p>BIASED counts all pairs and is never negative; UNBIASED leaves out a row's pair with itself and is negative about half of the time
 * when the distributions are equal. The bandwidth 0 stands for the median rule: the lower median of the Euclidean distances between
 * distinct rows of both samples together, which {@link #permutationTest} computes once, as it does not depend on the labels.
 *
 * <p>Reference: Gretton et al.: A Kernel Two-Sample Test, JMLR 13, 2012, eq. 3 (unbiased), eq. 5 (biased), section 8.1 (median rule).
 */
public final class GaussianDiscrepancy implements Discrepancy<GaussianDiscrepancy.Options> {
    private static final int PERMUTATION_BLOCK = 128;

    /** Options of {@link GaussianDiscrepancy}. */
    public record Options(
            @Param(doc = "which pairs of a row with itself count", choice = "UNBIASED")
            Estimator estimator,

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
            int bandwidths) {
        public Options {
            OptionsSchema.require(Options.class, estimator, bandwidth, bandwidths);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "discrepancy/mmd",
                        "1.0.0",
                        "Maximum mean discrepancy (Gaussian)",
                        "How far apart two samples' distributions are, with a permutation test",
                        Options.class)
                .withFormula(
                        "\\widehat{\\mathrm{MMD}}^2 = \\overline{k(x,x')} + \\overline{k(y,y')} - 2\\,\\overline{k(x,y)}")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "It sees any difference of distributions, not only of means",
                                "discrepancy/power",
                                "p below the level for samples of equal mean and variance"),
                        Claim.con(
                                "Its answer depends on the bandwidth",
                                "discrepancy/bandwidth",
                                "p rises far from the median rule"))
                .withReferences(
                        new Reference("Gretton et al.", "A Kernel Two-Sample Test", "JMLR 13", 2012, "eq. 3 and 5"))
                .withLesson("alignment/mmd");
    }

    @Override
    public double value(INDArray x, INDArray y, Options options) {
        return measure(x, y, options).value(x, y);
    }

    @Override
    public INDArray gradient(INDArray x, INDArray y, Options options) {
        return measure(x, y, options).gradient(x, y);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The Gram matrix K of both samples together is computed once. With u marking the rows that count as left and K0 = K without its
     * diagonal, every relabelling needs {@code u' K0 u}, {@code v' K0 v} and {@code u' K v}, which one product K U gives for a block of
     * relabellings.
     */
    @Override
    public PermutationTest permutationTest(
            INDArray x, INDArray y, Options options, int permutations, FitContext context) {
        if (permutations < 1) {
            throw new IllegalArgumentException("discrepancy/mmd: permutations must be at least 1, got " + permutations);
        }
        double observed = value(x, y, options);
        MeanDiscrepancy measure = measure(x, y, options);
        INDArray all = Nd4j.vstack(x, y).castTo(DataType.DOUBLE).dup('c');
        INDArray gram = measure.gram(all, all);
        int n = Math.toIntExact(x.size(0));
        int total = Math.toIntExact(all.size(0));
        double[] k = Host.doubles(gram);
        double[] rowSums = new double[total];
        for (int i = 0; i < total; i++) {
            for (int j = 0; j < total; j++) {
                rowSums[i] += k[i * total + j];
            }
        }
        int[] identity = IntStream.range(0, total).toArray();
        double reference = statistic(new int[][] {identity}, gram, k, rowSums, n, total, options.estimator())[0];
        int asLarge = 0;
        for (int from = 0; from < permutations; from += PERMUTATION_BLOCK) {
            context.checkCancelled();
            int[][] orders = new int[Math.min(PERMUTATION_BLOCK, permutations - from)][];
            for (int p = 0; p < orders.length; p++) {
                orders[p] = context.seeds().split("permutation " + (from + p)).permutation(total);
            }
            for (double permuted : statistic(orders, gram, k, rowSums, n, total, options.estimator())) {
                asLarge += permuted >= reference ? 1 : 0;
            }
        }
        return new PermutationTest(observed, (1.0 + asLarge) / (1.0 + permutations), permutations);
    }

    /** The value for each relabelling: the first n rows of an order count as left. */
    private static double[] statistic(
            int[][] orders, INDArray gram, double[] k, double[] rowSums, int n, int total, Estimator estimator) {
        float[] marks = new float[total * orders.length];
        for (int p = 0; p < orders.length; p++) {
            for (int i = 0; i < n; i++) {
                marks[orders[p][i] * orders.length + p] = 1;
            }
        }
        INDArray u = Host.tensor(DataType.DOUBLE, marks, total, orders.length); // [N, P]
        INDArray product = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {total, orders.length}, 'c');
        MatrixProduct.into(product, gram, PLAIN, u, PLAIN, 1, 0); // K u
        double[] ku = Host.doubles(product);
        int m = total - n;
        double[] values = new double[orders.length];
        for (int p = 0; p < orders.length; p++) {
            double uu = 0;
            double uv = 0;
            double vv = 0;
            double diagonalLeft = 0;
            double diagonalRight = 0;
            for (int i = 0; i < total; i++) {
                double toLeft = ku[i * orders.length + p];
                double toRight = rowSums[i] - toLeft;
                if (marks[i * orders.length + p] == 1) {
                    uu += toLeft;
                    uv += toRight;
                    diagonalLeft += k[i * total + i];
                } else {
                    vv += toRight;
                    diagonalRight += k[i * total + i];
                }
            }
            boolean unbiased = estimator == Estimator.UNBIASED;
            double left = unbiased ? (uu - diagonalLeft) / ((double) n * (n - 1)) : uu / ((double) n * n);
            double right = unbiased ? (vv - diagonalRight) / ((double) m * (m - 1)) : vv / ((double) m * m);
            values[p] = left + right - 2 * uv / ((double) n * m);
        }
        return values;
    }

    private static MeanDiscrepancy measure(INDArray x, INDArray y, Options options) {
        MeanDiscrepancy.requireComparable(x, y, options.estimator());
        double middle = options.bandwidth() > 0 ? options.bandwidth() : MeanDiscrepancy.medianDistance(x, y);
        return new MeanDiscrepancy(Bandwidths.around(middle, options.bandwidths()), options.estimator());
    }
}
