package dev.interlace.plugins.alignment.linear;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Canonical correlation analysis: pairs of directions, one on each side, whose projections correlate most, each pair
 * uncorrelated with the ones before.
 *
 * <p>Use it to find what two modalities share linearly, with a test of how much of it is more than chance. It fails
 * with few rows: where pairs do not outnumber the columns of both sides, everything correlates with 1; a ridge then
 * keeps the directions to those of spread, and the tests are left out. How much ridge that needs depends on rows and
 * columns, so it is chosen on held-out pairs unless it is given: {@link ChosenRidge}.
 *
 * <p>Columns are standardised over the pairs; a constant column counts for nothing. {@code (Cxx + r I)^-1/2 Cxy (Cyy +
 * r I)^-1/2 = U diag(rho) V'}. Embeddings are the variates times {@code rho^power}. The model explains itself:
 * {@code canonical correlation}, {@code Wilks lambda}, {@code chi-square}, {@code degrees of freedom} and
 * {@code p-value} by component, and the {@code ridge}, also in its history. The p-values are Bartlett's approximation,
 * and use the correlations of the regularised problem, which are never larger.
 *
 * <p>n pairs, p and q columns.
 *
 * <p>Reference: Hotelling: Relations Between Two Sets of Variates, Biometrika 28, 1936, section 3; Vinod: Canonical
 * Ridge and Econometrics of Joint Production, J. Econometrics 4, 1976 (the ridge); Bartlett: Biometrika 32, 1941 (the
 * tests); Gong et al.: A Multi-View Embedding Space for Modeling Internet Images, Tags, and their Semantics, IJCV 106,
 * 2014, eq. 7 (the power).
 */
public final class CanonicalCorrelation extends LinearAlignment<CanonicalCorrelation.Options> {
    /** Options of {@link CanonicalCorrelation}. */
    public record Options(
            @Param(doc = Comparison.COMPONENTS, min = 0, max = 4096, init = 0)
            int components,

            @Param(
                    doc = "added to the variance 1 of every column; more trusts small samples less; 0 chooses it on"
                            + " held-out pairs, 1e-12 is the classical method",
                    min = 0,
                    max = 1e6,
                    init = 0,
                    scale = Param.Scale.LOG)
            double ridge,

            @Param(
                    doc =
                            "power of the correlation that weights a component; 0 weights all alike, more trusts the first",
                    min = 0,
                    max = 16,
                    init = 1)
            double power,

            Comparison comparison)
            implements Comparison.Chosen {
        public Options {
            OptionsSchema.require(Options.class, components, ridge, power, comparison);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "alignment/cca",
                        "1.1.0",
                        "Canonical correlation analysis",
                        "Directions of both sides that correlate most, in closed form, with tests",
                        Options.class)
                .withFormula(
                        "\\max_{a, b} \\frac{a^\\top C_{xy} b}{\\sqrt{a^\\top (C_{xx} + r I) a}\\,\\sqrt{b^\\top (C_{yy} + r I) b}}")
                .withCapabilities(
                        Capability.NEEDS_PAIRS,
                        Capability.UNEQUAL_WIDTHS,
                        Capability.OUT_OF_SAMPLE,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                "It finds what two modalities share linearly, without training",
                                "alignment/retrieval",
                                "recall above twice chance on unseen pairs"),
                        Claim.con(
                                "With few pairs everything correlates",
                                "alignment/pairs-needed",
                                "fitted pairs are found, unseen ones at least half less often"))
                .withUseCases("What two measurements of the same subjects have in common")
                .withReferences(
                        new Reference(
                                "Hotelling",
                                "Relations Between Two Sets of Variates",
                                "Biometrika 28",
                                1936,
                                "section 3"),
                        new Reference(
                                "Bartlett",
                                "The Statistical Significance of Canonical Correlations",
                                "Biometrika 32",
                                1941,
                                "the chi-square approximation"),
                        new Reference(
                                "Vinod",
                                "Canonical Ridge and Econometrics of Joint Production",
                                "Journal of Econometrics 4",
                                1976,
                                "the ridge"))
                .withLesson("alignment/linear");
    }

    @Override
    Solution solve(PairedColumns pairs, Options options, FitContext context) {
        int n = pairs.rows();
        int p = (int) pairs.left().size(1);
        int q = (int) pairs.right().size(1);
        Components.require("alignment/cca", options.components(), Math.min(n - 1, Math.min(p, q)));
        Standardised x = Standardised.of(pairs.left());
        Standardised y = Standardised.of(pairs.right());
        double ridge = options.ridge() > 0 ? options.ridge() : ChosenRidge.of(pairs, options.power(), context);
        CanonicalVariates found = CanonicalVariates.of(x.columns(), y.columns(), ridge, context);
        int k = Components.of(options.components(), found.correlations().length);
        double[] rho = Arrays.copyOf(found.correlations(), k);
        double[] weights = Arrays.copyOf(found.weights(options.power()), k);
        List<String> warnings = new ArrayList<>();
        Map<String, List<Double>> series = new LinkedHashMap<>();
        series.put("canonical correlation", Arrays.stream(rho).boxed().toList());
        series.put("ridge", List.of(ridge));
        List<CanonicalVariates.Test> tests = CanonicalVariates.tests(found.correlations(), n, p, q);
        if (tests.isEmpty()) {
            warnings.add("alignment/cca: no tests, since " + n + " pairs are too few for " + p + " and " + q
                    + " columns, or a correlation is 1; a correlation near 1 then says nothing");
        } else {
            List<CanonicalVariates.Test> kept = tests.subList(0, k);
            series.put(
                    "Wilks lambda",
                    kept.stream().map(CanonicalVariates.Test::wilks).toList());
            series.put(
                    "chi-square",
                    kept.stream().map(CanonicalVariates.Test::chiSquare).toList());
            series.put(
                    "degrees of freedom",
                    kept.stream().map(test -> (double) test.degrees()).toList());
            series.put("p-value", kept.stream().map(CanonicalVariates.Test::p).toList());
        }
        if (k < options.components()) {
            warnings.add("alignment/cca: of " + options.components() + " components only " + k
                    + " exist, the columns depend on each other");
        }
        return new Solution(
                x.mapping(Spectral.first(found.left(), k).mul(Spectral.row(weights))),
                y.mapping(Spectral.first(found.right(), k).mul(Spectral.row(weights))),
                new History(series, warnings));
    }
}
