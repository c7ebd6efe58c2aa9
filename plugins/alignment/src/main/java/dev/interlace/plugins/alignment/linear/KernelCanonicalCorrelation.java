package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.tape.MeanDiscrepancy;
import dev.interlace.learn.training.MemoryNeed;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernel canonical correlation analysis: canonical correlations of the two sides in the feature spaces of a kernel
 * function, for relations that are no straight lines.
 *
 * <p>Use it where a few hundred to a few thousand pairs are known and the relation is curved. It fails without a ridge:
 * in the feature space of a Gaussian every two modalities correlate fully. It keeps all pairs and costs their number
 * cubed.
 *
 * <p>On standardised columns with centred Gram matrices {@code K = E diag(d) E'}: maximise {@code a'Kx Ky b} under
 * {@code a'(Kx^2 + k Kx) a = b'(Ky^2 + k Ky) b = 1}, {@code k = (n - 1) ridge}, so that the linear kernel function
 * gives {@code alignment/cca} of the same ridge. Each side may have a kernel function of its own. Solved by
 * {@code diag(sqrt(d / (d + k))) Ex'Ey diag(sqrt(d / (d + k))) = U diag(rho) V'} on the {@code rank} leading
 * eigenvectors. New rows are embedded by their kernel function with the pairs of the fit.
 *
 * <p>Reference: Hardoon et al.: Canonical Correlation Analysis: An Overview with Application to Learning Methods,
 * Neural Computation 16, 2004, eq. 4.3 (the regularised problem); solved by eigenvectors of both sides instead of a
 * Cholesky factor, as in Kuss and Graepel: The Geometry of Kernel Canonical Correlation Analysis, MPI TR 108, 2003,
 * section 4.
 */
public final class KernelCanonicalCorrelation extends LinearAlignment<KernelCanonicalCorrelation.Options> {
    /** The kernel function, on standardised columns. */
    public enum Kind {
        /** {@code exp(-|x - y|^2 / (2 sigma^2))}. */
        GAUSSIAN,
        /** {@code x . y}. */
        LINEAR
    }

    /** The kernel function of the right side. */
    public enum RightKind {
        /** The left side's, with its bandwidth. */
        AS_LEFT,
        /** {@code exp(-|x - y|^2 / (2 sigma^2))}. */
        GAUSSIAN,
        /** {@code x . y}. */
        LINEAR
    }

    private static final String ID = "alignment/kernel-cca";

    /** Options of {@link KernelCanonicalCorrelation}. */
    public record Options(
            @Param(doc = "columns of the common space; 0 takes as many as there are", min = 0, max = 4096, init = 0)
            int components,

            @Param(doc = "kernel function of the left side, and of the right where that has none", choice = "GAUSSIAN")
            Kind function,

            @Param(
                    doc = "sigma of GAUSSIAN, in standard deviations; 0 takes each side's median distance",
                    min = 0,
                    max = 1e6,
                    init = 0)
            double bandwidth,

            @Param(
                    doc = "kernel function of the right side; AS_LEFT takes the left side's and its bandwidth",
                    choice = "AS_LEFT")
            RightKind rightFunction,

            @Param(
                    doc = "sigma of the right side where rightFunction is GAUSSIAN, in standard deviations; 0 takes"
                            + " its median distance",
                    min = 0,
                    max = 1e6,
                    init = 0)
            double rightBandwidth,

            @Param(
                    doc = "ridge in units of variance; more trusts curved relations less",
                    min = 0,
                    max = 1e6,
                    init = 0.01,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double ridge,

            @Param(doc = "leading directions of each Gram matrix that are used", min = 1, max = 4096, init = 100)
            int rank,

            @Param(doc = "power of the correlation that weights a component", min = 0, max = 16, init = 1)
            double power,

            Comparison comparison)
            implements Comparison.Chosen {
        public Options {
            OptionsSchema.require(
                    Options.class,
                    components,
                    function,
                    bandwidth,
                    rightFunction,
                    rightBandwidth,
                    ridge,
                    rank,
                    power,
                    comparison);
            if (rightBandwidth > 0 && rightFunction != RightKind.GAUSSIAN) {
                throw new IllegalArgumentException("Options.rightBandwidth must be 0 unless rightFunction is GAUSSIAN,"
                        + " got " + rightBandwidth + " with " + rightFunction);
            }
        }

        private Kind right() {
            return switch (rightFunction) {
                case AS_LEFT -> function;
                case GAUSSIAN -> Kind.GAUSSIAN;
                case LINEAR -> Kind.LINEAR;
            };
        }

        private double rightSigma() {
            return rightFunction == RightKind.AS_LEFT ? bandwidth : rightBandwidth;
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "alignment/kernel-cca",
                        "1.0.0",
                        "Kernel canonical correlation analysis",
                        "Canonical correlations in the feature spaces of a kernel function",
                        Options.class)
                .withFormula(
                        "\\max \\frac{a^\\top K_x K_y b}{\\sqrt{a^\\top (K_x^2 + \\kappa K_x) a}\\,\\sqrt{b^\\top (K_y^2 + \\kappa K_y) b}}")
                .withCapabilities(
                        Capability.NEEDS_PAIRS,
                        Capability.UNEQUAL_WIDTHS,
                        Capability.OUT_OF_SAMPLE,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                "It finds curved relations",
                                "alignment/curved",
                                "more recall than CCA where one side is rolled up"),
                        Claim.con(
                                "With few pairs everything correlates, without a ridge above all",
                                "alignment/pairs-needed",
                                "fitted pairs are found, unseen ones at least half less often"))
                .withUseCases("A few thousand pairs whose relation is curved")
                .withReferences(new Reference(
                        "Hardoon et al.",
                        "Canonical Correlation Analysis: An Overview with Application to Learning Methods",
                        "Neural Computation 16",
                        2004,
                        "eq. 4.3"))
                .withLesson("alignment/linear");
    }

    @Override
    Solution solve(PairedColumns pairs, Options options, FitContext context) {
        double n = pairs.rows();
        MemoryNeed.tensors(ID, "the Gram matrices of " + pairs.rows() + " pairs and their eigenvectors")
                .require(8 * n * n * 6, "fit on fewer pairs, or take alignment/cca");
        MemoryNeed.of(ID, "the Gram matrices of " + pairs.rows() + " pairs")
                .require(8 * n * n * 2, "fit on fewer pairs, or take alignment/cca");
        Standardised x = Standardised.of(pairs.left());
        Standardised y = Standardised.of(pairs.right());
        double kappa = (pairs.rows() - 1.0) * options.ridge();
        Dual left = Dual.of(x, options.function(), options.bandwidth(), options.rank(), kappa);
        context.checkCancelled();
        Dual right = Dual.of(y, options.right(), options.rightSigma(), options.rank(), kappa);
        context.checkCancelled();
        int found = Math.min(left.eigen.rank(), right.eigen.rank());
        if (found == 0) {
            throw new IllegalArgumentException(
                    ID + ": all columns of a side are constant over the " + pairs.rows() + " pairs");
        }
        int k = Components.of(options.components(), found);
        List<String> warnings = new ArrayList<>();
        if (k < options.components()) {
            warnings.add(ID + ": of " + options.components() + " components only " + k + " exist");
        }
        INDArray between = left.eigen.scaled(left.shrinkage).transpose().mmul(right.eigen.scaled(right.shrinkage));
        Spectral.Svd svd = Spectral.svd(between);
        double[] rho = Arrays.stream(svd.s()).limit(k).map(r -> Math.min(1, r)).toArray();
        INDArray weights = Spectral.row(
                Arrays.stream(rho).map(r -> Math.pow(r, options.power())).toArray());
        return new Solution(
                left.mapping(x, Spectral.first(svd.u(), k).mul(weights), pairs.rows()),
                right.mapping(y, Spectral.first(svd.v(), k).mul(weights), pairs.rows()),
                new History(
                        Map.of(
                                "canonical correlation",
                                Arrays.stream(rho).boxed().toList()),
                        warnings));
    }

    /** One side in its feature space: {@code K = E diag(d) E'}. */
    @SuppressWarnings("ArrayRecordComponent") // numbers; never compared
    private record Dual(KernelBasis basis, Spectral.Eigen eigen, double[] shrinkage, double kappa) {
        static Dual of(Standardised side, Kind function, double bandwidth, int rank, double kappa) {
            double sigma = bandwidth;
            if (function == Kind.LINEAR) {
                sigma = 0;
            } else if (sigma == 0) {
                sigma = Math.max(1e-6, MeanDiscrepancy.medianDistance(ID, side.columns(), side.columns()));
            }
            KernelBasis basis = KernelBasis.of(side.columns(), sigma);
            Spectral.Eigen eigen = Spectral.symmetric(basis.centred(side.columns()), rank);
            double[] shrinkage = Arrays.stream(eigen.values())
                    .map(d -> Math.sqrt(d / (d + kappa)))
                    .toArray();
            return new Dual(basis, eigen, shrinkage, kappa);
        }

        /**
         * Weights {@code a = E diag((d^2 + k d)^-1/2) U}, by sqrt(n - 1), so that a variate has variance 1 as in
         * alignment/cca.
         */
        Mapping mapping(Standardised side, INDArray rotation, int n) {
            double[] factors = Arrays.stream(eigen.values())
                    .map(d -> Math.sqrt((n - 1) / (d * (d + kappa))))
                    .toArray();
            return new Mapping(
                    side.mean(),
                    side.inverse(),
                    Optional.of(basis),
                    eigen.scaled(factors).mmul(rotation));
        }
    }
}
