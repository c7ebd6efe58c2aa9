package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Var;
import dev.interlace.plugins.alignment.PairChecks;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;

/**
 * Variance, invariance, covariance: pairs meet, every column keeps a spread of its own, and columns do not repeat each
 * other. No row is a negative of another.
 *
 * <p>Use it where negatives are few or false: collapse is prevented by the statistics of the batch instead. It fails
 * with batches that are small against the width, whose covariance is noise. Rows are not brought to length 1: the
 * spread is what it holds up.
 *
 * <p>{@code L = lambda s + mu (v(Z) + v(Z')) + nu (c(Z) + c(Z'))}, {@code s = 1/n sum |z_i - z'_i|^2}, {@code v = 1/d
 * sum_j max(0, gamma - sqrt(var_j + eps))}, {@code c = 1/d sum_{i != j} C_ij^2}; variance and covariance C are unbiased
 * (n - 1).
 *
 * <p>Reference: Bardes et al.: VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning, ICLR
 * 2022, eq. 1 to 6; as in the paper. Its published code divides s by the width too; lambda = 25 / width gives that.
 */
public final class VicRegLoss implements AlignmentLoss<VicRegLoss.Options> {
    private static final double EPSILON = 1e-4;

    /** Options of {@link VicRegLoss}. */
    public record Options(
            @Param(doc = "weight of the squared distance of pairs", min = 0, max = 1000, init = 25)
            double invariance,

            @Param(doc = "weight of the spread of every column", min = 0, max = 1000, init = 25)
            double variance,

            @Param(doc = "weight of the squared covariances of different columns", min = 0, max = 1000, init = 1)
            double covariance,

            @Param(
                    doc = "standard deviation that every column shall have at least",
                    min = 0,
                    max = 100,
                    init = 1,
                    ends = Param.Ends.OPEN_BELOW)
            double spread) {
        public Options {
            OptionsSchema.require(Options.class, invariance, variance, covariance, spread);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "loss/vicreg",
                        "1.0.0",
                        "Variance-invariance-covariance (VICReg)",
                        "Pairs meet, columns keep their spread and do not repeat each other; no negatives",
                        Options.class)
                .withFormula("\\lambda\\, s(Z, Z') + \\mu\\, [v(Z) + v(Z')] + \\nu\\, [c(Z) + c(Z')]")
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
                        "Bardes et al.",
                        "VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning",
                        "ICLR",
                        2022,
                        "eq. 1 to 6"))
                .withLesson("alignment/contrastive");
    }

    @Override
    public Loss loss(Layers layers, Sides sides, Options options) {
        PairChecks.sameShape("loss/vicreg", sides, 2);
        Var left = sides.left();
        Var right = sides.right();
        int n = left.size(0);
        double rounding = Moments.rounding(left.value().dataType());
        return layers.tape().record(new Scored("vicReg", (x, dx) -> value(x, dx, n, options, rounding), left, right));
    }

    private static double value(double[][] x, double[][] dx, int n, Options options, double rounding) {
        double sum = 0;
        for (int k = 0; k < x[0].length; k++) {
            double difference = x[0][k] - x[1][k];
            sum += options.invariance() * difference * difference / n;
            dx[0][k] += 2 * options.invariance() * difference / n;
            dx[1][k] -= 2 * options.invariance() * difference / n;
        }
        return sum + spread(x[0], dx[0], n, options, rounding) + spread(x[1], dx[1], n, options, rounding);
    }

    /** {@code mu v(Z) + nu c(Z)} of one side {@code [n, d]}. */
    private static double spread(double[] x, double[] dx, int n, Options options, double rounding) {
        int d = x.length / n;
        double[] centred = Moments.centred(x, n, d, rounding);
        double[] c = Moments.crossed(centred, centred, n); // (n - 1) C
        double sum = 0;
        double[] byVariance = new double[d];
        for (int i = 0; i < d; i++) {
            double deviation = Math.sqrt(c[i * d + i] / (n - 1) + EPSILON);
            if (deviation < options.spread()) {
                sum += options.variance() * (options.spread() - deviation) / d;
                byVariance[i] = -options.variance() / (2 * deviation * d);
            }
            c[i * d + i] = 0;
            for (int j = 0; j < d; j++) {
                c[i * d + j] /= n - 1;
                sum += options.covariance() * c[i * d + j] * c[i * d + j] / d;
            }
        }
        double[] along = Moments.product(centred, c, n); // d sum C_ij^2 / dx = 4 / (n - 1) (x - mean) C
        for (int k = 0; k < x.length; k++) { // d var_j / dx = 2 / (n - 1) (x - mean)
            dx[k] += 2 * byVariance[k % d] * centred[k] / (n - 1)
                    + 4 * options.covariance() * along[k] / ((n - 1.0) * d);
        }
        return sum;
    }
}
