package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A ridge map: the matrix that predicts the right side from the left with least squared error and small entries.
 *
 * <p>Use it where many pairs are known and the spaces differ by any linear map. It fails where pairs are few (it
 * overfits, unless the ridge is large), and it shrinks: predictions lie nearer to the mean than what they predict,
 * which makes hubs; {@link Nearness#CSLS} mends that.
 *
 * <p>{@code W = (X'X + ridge I)^-1 X'Y} on centred columns; the left embedding is {@code (x - mean_x) W}, the right one
 * {@code y - mean_y}. With ridge 0 and columns that depend on each other, the smallest of all best matrices.
 *
 * <p>Reference: Hoerl and Kennard: Ridge Regression: Biased Estimation for Nonorthogonal Problems, Technometrics 12,
 * 1970, eq. 2.1; as a map between embeddings: Dinu et al.: Improving Zero-Shot Learning by Mitigating the Hubness
 * Problem, ICLR Workshop 2015, eq. 1.
 */
public final class RidgeMap extends LinearAlignment<RidgeMap.Options> {
    /** Options of {@link RidgeMap}. */
    public record Options(
            @Param(
                    doc = "added to the squared length of every left column; more trusts few pairs less",
                    min = 0,
                    max = 1e9,
                    init = 1,
                    scale = Param.Scale.LOG)
            double ridge,

            Comparison comparison)
            implements Comparison.Chosen {
        public Options {
            OptionsSchema.require(Options.class, ridge, comparison);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "alignment/ridge",
                        "1.0.0",
                        "Ridge map",
                        "The matrix that predicts the right side from the left",
                        Options.class)
                .withFormula("\\min_W \\|X W - Y\\|_F^2 + \\lambda \\|W\\|_F^2")
                .withCapabilities(
                        Capability.NEEDS_PAIRS,
                        Capability.UNEQUAL_WIDTHS,
                        Capability.OUT_OF_SAMPLE,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                "Any linear relation is found, in closed form",
                                "alignment/retrieval",
                                "recall above twice chance on unseen pairs"),
                        Claim.con(
                                "Its predictions shrink to the mean and make hubs",
                                "alignment/hubness",
                                "recall rises with CSLS"))
                .withUseCases("Translation of embeddings; prediction of one measurement from another")
                .withReferences(
                        new Reference(
                                "Hoerl and Kennard",
                                "Ridge Regression: Biased Estimation for Nonorthogonal Problems",
                                "Technometrics 12",
                                1970,
                                "eq. 2.1"),
                        new Reference(
                                "Dinu et al.",
                                "Improving Zero-Shot Learning by Mitigating the Hubness Problem",
                                "ICLR Workshop",
                                2015,
                                "eq. 1"))
                .withLesson("alignment/linear");
    }

    @Override
    Solution solve(PairedColumns pairs, Options options, FitContext context) {
        Standardised x = Standardised.centred(pairs.left());
        Standardised y = Standardised.centred(pairs.right());
        INDArray xt = x.columns().transpose();
        Spectral.Eigen eigen = Spectral.symmetric(xt.mmul(x.columns()), Integer.MAX_VALUE); // X'X = E diag(d) E'
        context.checkCancelled();
        if (eigen.rank() == 0) {
            throw new IllegalArgumentException(
                    "alignment/ridge: all left columns are constant over the " + pairs.rows() + " pairs");
        }
        double[] inverse = eigen.values().clone();
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1 / (inverse[i] + options.ridge());
        }
        INDArray weight = eigen.scaled(inverse).mmul(eigen.vectors().transpose().mmul(xt.mmul(y.columns()))); // [p, q]
        INDArray rest = x.columns().mmul(weight).subi(y.columns());
        double error = Host.sum(rest.mul(rest)) / pairs.rows();
        return new Solution(
                x.mapping(weight),
                y.mapping(Nd4j.eye(weight.size(1)).castTo(weight.dataType())),
                new History(Map.of("squared error", List.of(error)), List.of()));
    }
}
