package dev.interlace.plugins.alignment.transport;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.Estimate;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Masses;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.SeedSource;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The sliced Wasserstein distance: the mean over random directions of the exact distance along each.
 *
 * <p>Use it where optimal transport in many dimensions is too dear: it costs a product and a sort per direction, n log
 * n, and no entropy blurs it. Its value is smaller than the Wasserstein distance and falls with the width (a direction
 * sees a d-th of a squared shift), so compare values of one width only. Few directions make it noisy; the directions
 * follow from {@code seed}, so the value is a fixed function of the samples.
 *
 * <p>{@code SW_p = (1/L sum_l W_p^p(X u_l, Y u_l))^(1/p)} with {@code u_l} uniform on the unit sphere.
 *
 * <p>Reference: Bonneel, Rabin, Peyré, Pfister: Sliced and Radon Wasserstein Barycenters of Measures, Journal of
 * Mathematical Imaging and Vision 51, 2015 (sliced Wasserstein distance); by Monte Carlo as in the paper, with the root
 * taken.
 */
public final class SlicedWasserstein implements Discrepancy<SlicedWasserstein.Options> {
    private static final String ID = "discrepancy/sliced-wasserstein";

    /** Options of {@link SlicedWasserstein}. */
    public record Options(
            @Param(doc = LineWasserstein.ORDER, min = 1, max = 16, init = 2)
            double order,

            @Param(
                    doc = "random directions; the error of the mean falls with their root",
                    min = 1,
                    max = 100000,
                    init = 64,
                    scale = Param.Scale.LOG)
            int projections,

            @Param(doc = "seed of the directions", min = 0, max = 1e9, init = 1)
            int seed) {
        public Options {
            OptionsSchema.require(Options.class, order, projections, seed);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Sliced Wasserstein distance",
                        "The mean transport distance along random lines, with a permutation test",
                        Options.class)
                .withFormula("SW_p^p = \\frac{1}{L} \\sum_l W_p^p(X u_l, Y u_l), \\quad |u_l| = 1")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                        "It costs a sort per direction, not a matrix of all pairs",
                                        "discrepancy/cost",
                                        "seconds grow by less than the power 1.5 of the rows")
                                .ofAtLeast(0.1, "power"),
                        Claim.con(
                                "Few directions make it noisy in many dimensions",
                                "discrepancy/projections",
                                "values of different seeds spread more with fewer directions"))
                .withReferences(new Reference(
                        "Bonneel, Rabin, Peyré, Pfister",
                        "Sliced and Radon Wasserstein Barycenters of Measures",
                        "Journal of Mathematical Imaging and Vision 51",
                        2015,
                        "sliced Wasserstein distance"))
                .withLesson("alignment/mmd");
    }

    private static Projections projections(Samples samples, Options options) {
        SplittableRandom random =
                new SeedSource(options.seed()).split("directions").generator();
        double[][] directions = new double[options.projections()][samples.d()];
        for (double[] u : directions) {
            double square = 0;
            while (!(square > 0)) {
                square = 0;
                for (int c = 0; c < u.length; c++) {
                    u[c] = random.nextGaussian();
                    square += u[c] * u[c];
                }
            }
            for (int c = 0; c < u.length; c++) {
                u[c] /= Math.sqrt(square);
            }
        }
        return new Projections(ID, options.order(), directions);
    }

    @Override
    public double value(INDArray x, INDArray y, Options options) {
        Samples samples = Samples.of(ID, x, y, 1);
        return projections(samples, options).value(samples);
    }

    @Override
    public Estimate report(INDArray x, INDArray y, Masses masses, Options options) {
        Samples samples = Samples.of(ID, x, y, 1).with(ID, masses);
        return Estimate.exact(projections(samples, options).weighted(samples));
    }

    @Override
    public INDArray gradient(INDArray x, INDArray y, Options options) {
        Samples samples = Samples.of(ID, x, y, 1);
        double[] gradient = projections(samples, options).gradient(samples);
        return Nd4j.createFromArray(gradient).reshape('c', x.shape()).castTo(x.dataType());
    }

    @Override
    public PermutationTest permutationTest(
            INDArray x, INDArray y, Options options, int permutations, FitContext context) {
        Samples samples = Samples.of(ID, x, y, 1);
        return projections(samples, options).test(samples, permutations, context);
    }
}
