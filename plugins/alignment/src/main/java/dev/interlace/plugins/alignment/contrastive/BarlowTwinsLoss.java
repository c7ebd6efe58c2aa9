package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.plugins.alignment.Norms;
import dev.interlace.plugins.alignment.PairChecks;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;

/**
 * Barlow Twins: the correlations of the columns of one side with the columns of the other shall be the identity. Equal
 * columns agree over the batch, different ones do not repeat each other, and no row is a negative of another.
 *
 * <p>Use it where negatives are few or false and the width is large. It fails with small batches: the correlations of n
 * rows are noise of size {@code 1 / sqrt(n)}, those of 2 rows are all 1 or -1 with gradient 0, and of a single row
 * there are none: it is rejected. A column that is constant in a batch correlates with nothing, costs 1 and gets no
 * gradient.
 *
 * <p>{@code L = sum_i (1 - C_ii)^2 + lambda sum_{i != j} C_ij^2}, C the correlations over the batch.
 *
 * <p>Reference: Zbontar et al.: Barlow Twins: Self-Supervised Learning via Redundancy Reduction, ICML 2021, eq. 1 and
 * 2; as in the paper.
 */
public final class BarlowTwinsLoss implements AlignmentLoss<BarlowTwinsLoss.Options> {
    /** Options of {@link BarlowTwinsLoss}. */
    public record Options(
            @Param(
                    doc = "weight of the correlations of different columns; more removes more redundancy",
                    min = 0,
                    max = 100,
                    init = 0.005,
                    scale = Param.Scale.LOG)
            double redundancy) {
        public Options {
            OptionsSchema.require(Options.class, redundancy);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "loss/barlow",
                        "1.0.0",
                        "Barlow Twins",
                        "Columns of both sides correlate one to one; no negatives",
                        Options.class)
                .withFormula("\\sum_i (1 - C_{ii})^2 + \\lambda \\sum_{i \\ne j} C_{ij}^2")
                .withCapabilities(Capability.NEEDS_PAIRS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "Look-alikes do little harm, since there are no negatives",
                                "alignment/false-negatives",
                                "they cost less recall than with InfoNCE"),
                        Claim.con(
                                "Nothing asks that the counterpart be the nearest",
                                "alignment/retrieval",
                                "recall below that of InfoNCE"))
                .withReferences(new Reference(
                        "Zbontar et al.",
                        "Barlow Twins: Self-Supervised Learning via Redundancy Reduction",
                        "ICML",
                        2021,
                        "eq. 1 and 2"))
                .withLesson("alignment/contrastive");
    }

    @Override
    public Loss loss(Layers layers, Sides sides, Options options) {
        PairChecks.sameShape("loss/barlow", sides, 2);
        int n = sides.left().size(0);
        double rounding = Moments.rounding(sides.left().value().dataType());
        return layers.tape()
                .record(new Scored(
                        "barlowTwins",
                        (x, dx) -> value(x, dx, n, options.redundancy(), rounding),
                        sides.left(),
                        sides.right()));
    }

    private static double value(double[][] x, double[][] dx, int n, double redundancy, double rounding) {
        int d = x[0].length / n;
        double[] a = Moments.centred(x[0], n, d, rounding);
        double[] b = Moments.centred(x[1], n, d, rounding);
        double[] ofA = toLengthOne(a, d);
        double[] ofB = toLengthOne(b, d);
        double[] c = Moments.crossed(a, b, n); // C [d, d]
        double sum = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double off = c[i * d + j] - (i == j ? 1 : 0);
                double weight = i == j ? 1 : redundancy;
                sum += weight * off * off;
                c[i * d + j] = 2 * weight * off; // from here on dL / dC
            }
        }
        add(dx[0], a, ofA, Moments.productTransposed(b, c, n)); // C = a' b: dL/da = b (dL/dC)'
        add(dx[1], b, ofB, Moments.product(a, c, n)); // dL/db = a dL/dC
        return sum;
    }

    /**
     * Divides every column by its length, a column of zeros by nothing; gives the inverse lengths, 0 for such a column.
     */
    private static double[] toLengthOne(double[] centred, int d) {
        double[] inverse = new double[d];
        int n = centred.length / d;
        double[] column = new double[n];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < n; i++) {
                column[i] = centred[i * d + j];
            }
            double length = Norms.of(column, 0, n);
            inverse[j] = length > 0 ? 1 / length : 0;
        }
        for (int k = 0; k < centred.length; k++) {
            centred[k] *= inverse[k % d];
        }
        return inverse;
    }

    /** Adds the gradient by the raw column: {@code (da - a (a . da) - mean(da)) / |x - mean|}, column by column. */
    private static void add(double[] dx, double[] a, double[] inverse, double[] da) {
        int d = inverse.length;
        int n = dx.length / d;
        for (int j = 0; j < d; j++) {
            double along = 0;
            double mean = 0;
            for (int i = 0; i < n; i++) {
                along += a[i * d + j] * da[i * d + j];
                mean += da[i * d + j] / n;
            }
            for (int i = 0; i < n; i++) { // a is centred, so taking the mean off touches da alone
                dx[i * d + j] += (da[i * d + j] - mean - a[i * d + j] * along) * inverse[j];
            }
        }
    }
}
