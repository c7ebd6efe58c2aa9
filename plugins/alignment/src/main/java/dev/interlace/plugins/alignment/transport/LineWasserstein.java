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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The Wasserstein distance of order p on a line, exact: how far the sorted values of one sample must be moved to become
 * those of the other. Of wider features each column is a line of its own: {@code (1/d sum_c W_p^p(x_c, y_c))^(1/p)}.
 *
 * <p>Use it for one feature, or to see which columns drift. It is blind to how columns hang together: two samples whose
 * columns agree one by one have distance 0, however different their correlations. {@link SlicedWasserstein} looks along
 * slanted lines as well.
 *
 * <p>{@code W_p^p(x, y) = int_0^1 |F^-1(t) - G^-1(t)|^p dt} over the quantile functions, also of unequal sizes.
 *
 * <p>Reference: Peyré, Cuturi: Computational Optimal Transport, Foundations and Trends in Machine Learning 11, 2019,
 * remark 2.30; the mean over columns is ours.
 */
public final class LineWasserstein implements Discrepancy<LineWasserstein.Options> {
    private static final String ID = "discrepancy/wasserstein-1d";

    /** What the option {@code order} does, also where lines are drawn at random. */
    static final String ORDER =
            "order p: 1 counts distances, 2 their squares; a larger order looks at the farthest moves";

    /** Options of {@link LineWasserstein}. */
    public record Options(
            @Param(doc = LineWasserstein.ORDER, min = 1, max = 16, init = 1)
            double order) {
        public Options {
            OptionsSchema.require(Options.class, order);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Wasserstein distance on a line",
                        "How far sorted values must move, column by column, with a permutation test",
                        Options.class)
                .withFormula("W_p^p = \\int_0^1 |F^{-1}(t) - G^{-1}(t)|^p\\,dt")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "It grows with the shift, however far",
                                "discrepancy/shift",
                                "value and gradient do not level off at shifts of many bandwidths, as a Gaussian kernel function does"),
                        Claim.con(
                                "It is blind to how columns hang together",
                                "discrepancy/correlation",
                                "samples that differ in correlation alone are told apart less often than by the maximum mean discrepancy"))
                .withReferences(new Reference(
                        "Peyré, Cuturi",
                        "Computational Optimal Transport",
                        "Foundations and Trends in Machine Learning 11",
                        2019,
                        "remark 2.30"))
                .withLesson("alignment/mmd");
    }

    private static Projections columns(Samples samples, Options options) {
        double[][] axes = new double[samples.d()][samples.d()];
        for (int c = 0; c < samples.d(); c++) {
            axes[c][c] = 1;
        }
        return new Projections(ID, options.order(), axes);
    }

    @Override
    public double value(INDArray x, INDArray y, Options options) {
        Samples samples = Samples.of(ID, x, y, 1);
        return columns(samples, options).value(samples);
    }

    @Override
    public Estimate report(INDArray x, INDArray y, Masses masses, Options options) {
        Samples samples = Samples.of(ID, x, y, 1).with(ID, masses);
        return Estimate.exact(columns(samples, options).weighted(samples));
    }

    @Override
    public INDArray gradient(INDArray x, INDArray y, Options options) {
        Samples samples = Samples.of(ID, x, y, 1);
        double[] gradient = columns(samples, options).gradient(samples);
        return Nd4j.createFromArray(gradient).reshape('c', x.shape()).castTo(x.dataType());
    }

    @Override
    public PermutationTest permutationTest(
            INDArray x, INDArray y, Options options, int permutations, FitContext context) {
        Samples samples = Samples.of(ID, x, y, 1);
        return columns(samples, options).test(samples, permutations, context);
    }
}
