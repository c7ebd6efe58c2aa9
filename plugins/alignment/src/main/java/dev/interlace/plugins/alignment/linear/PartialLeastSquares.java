package dev.interlace.plugins.alignment.linear;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Partial least squares by the singular value decomposition of the cross-covariance: pairs of directions whose
 * projections vary together most.
 *
 * <p>Use it where pairs are few against the columns: nothing is inverted, so nothing has to be regularised. It fails
 * where what is shared has little spread: a large column that is shared a little comes before a small one that is
 * shared fully.
 *
 * <p>{@code Cxy = X'Y / (n - 1) = U diag(s) V'}; embeddings {@code X U} and {@code Y V}. This is the symmetric variant
 * (PLS-SVD), not the deflating NIPALS of PLS regression; the first component is the same. Columns are standardised, or
 * only centred.
 *
 * <p>Reference: Wegelin: A Survey of Partial Least Squares (PLS) Methods, with Emphasis on the Two-Block Case, Univ. of
 * Washington TR 371, 2000, section 3.1 (PLS-SVD); as there.
 */
public final class PartialLeastSquares extends LinearAlignment<PartialLeastSquares.Options> {
    /** What is done to the columns. */
    public enum Columns {
        /** Mean 0 and deviation 1. */
        STANDARDISED,
        /** Mean 0. */
        CENTRED
    }

    /** Options of {@link PartialLeastSquares}. */
    public record Options(
            @Param(doc = Comparison.COMPONENTS, min = 0, max = 4096, init = 0)
            int components,

            @Param(doc = "STANDARDISED lets all columns count alike, CENTRED by their spread", choice = "STANDARDISED")
            Columns columns,

            Comparison comparison)
            implements Comparison.Chosen {
        public Options {
            OptionsSchema.require(Options.class, components, columns, comparison);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "alignment/pls",
                        "1.0.0",
                        "Partial least squares (SVD)",
                        "Directions of both sides that vary together most, in closed form",
                        Options.class)
                .withFormula("\\max_{|a| = |b| = 1} a^\\top C_{xy}\\, b")
                .withCapabilities(
                        Capability.NEEDS_PAIRS,
                        Capability.UNEQUAL_WIDTHS,
                        Capability.OUT_OF_SAMPLE,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                        "It needs no regularisation where pairs are fewer than columns",
                                        "alignment/pairs-needed",
                                        "more recall than CCA without a ridge, on few pairs")
                                .against("alignment/cca")
                                .with("bareRival", true),
                        Claim.con(
                                "What is shared with little spread comes last",
                                "alignment/small-spread",
                                "recall below that of CCA where large columns are not shared"))
                .withUseCases("Few subjects, many measurements, such as brain pictures and behaviour")
                .withReferences(new Reference(
                        "Wegelin",
                        "A Survey of Partial Least Squares Methods, with Emphasis on the Two-Block Case",
                        "University of Washington TR 371",
                        2000,
                        "section 3.1"))
                .withLesson("alignment/linear");
    }

    @Override
    Solution solve(PairedColumns pairs, Options options, FitContext context) {
        int most = (int) Math.min(
                pairs.rows() - 1, Math.min(pairs.left().size(1), pairs.right().size(1)));
        Components.require("alignment/pls", options.components(), most);
        int k = Components.of(options.components(), most);
        boolean standardised = options.columns() == Columns.STANDARDISED;
        Standardised x = standardised ? Standardised.of(pairs.left()) : Standardised.centred(pairs.left());
        Standardised y = standardised ? Standardised.of(pairs.right()) : Standardised.centred(pairs.right());
        INDArray covariance = x.columns().transpose().mmul(y.columns()).divi(pairs.rows() - 1.0); // [p, q]
        context.checkCancelled();
        Spectral.Svd svd = Spectral.svd(covariance);
        List<Double> shared = Arrays.stream(svd.s()).limit(k).boxed().toList();
        return new Solution(
                x.mapping(Spectral.first(svd.u(), k)),
                y.mapping(Spectral.first(svd.v(), k)),
                new History(Map.of("covariance", shared), List.of()));
    }
}
