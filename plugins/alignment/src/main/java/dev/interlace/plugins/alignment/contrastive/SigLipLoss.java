package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.plugins.alignment.LogScale;
import dev.interlace.plugins.alignment.PairChecks;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sigmoid loss for pairs: every entry of the batch's similarity matrix is a yes-or-no question of its own, is this a
 * pair?
 *
 * <p>Use it where batches are small, or where several pairs of a batch may be true: no softmax makes them compete. It
 * fails with a bias far from the log-odds of a pair, which is why the bias starts at -10: at the start the answer is
 * no.
 *
 * <p>{@code L = 1/B sum_ij log(1 + exp(-y_ij (t x_i . x'_j + b)))}, {@code y_ij = 1} for a pair and -1 else; rows are
 * brought to length 1 here. {@code t = exp(logScale)} is trained and kept in {@code [1, maxScale]}, {@code b} is
 * trained. With labels, different pairs of one label are left out of the sum.
 *
 * <p>Reference: Zhai et al.: Sigmoid Loss for Language Image Pre-Training, ICCV 2023, eq. in section 3.2 and algorithm
 * 1 (t = 10, b = -10 at the start); differs from the paper in the clamp of t and in leaving out negatives of the same
 * label.
 */
public final class SigLipLoss implements AlignmentLoss<SigLipLoss.Options> {
    /** The bias at the start in the paper. */
    static final double BIAS = -10;

    /** Options of {@link SigLipLoss}. */
    public record Options(
            @Param(
                    doc = "temperature at the start, 1 / t; smaller is sharper",
                    min = 0.01,
                    max = 1,
                    init = 0.1,
                    scale = Param.Scale.LOG)
            double temperature,

            @Param(
                    doc = "bias at the start; lower expects fewer pairs among all combinations",
                    min = -100,
                    max = 100,
                    init = BIAS)
            double bias,

            @Param(doc = InfoNceLoss.MAX_SCALE, min = 2, max = 10000, init = 100, scale = Param.Scale.LOG)
            double maxScale) {
        public Options {
            OptionsSchema.require(Options.class, temperature, bias, maxScale);
            if (temperature < 1 / maxScale) {
                throw new IllegalArgumentException(
                        "Options.temperature must be at least 1 / maxScale = " + 1 / maxScale + ", got " + temperature);
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "loss/siglip",
                        "1.0.0",
                        "Sigmoid loss for pairs (SigLIP)",
                        "Every combination of a batch is asked on its own whether it is a pair",
                        Options.class)
                .withFormula("-\\frac{1}{B} \\sum_{ij} \\log \\sigma\\left(y_{ij} (t\\, x_i \\cdot x'_j + b)\\right)")
                .withCapabilities(Capability.NEEDS_PAIRS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "It needs no large batch, since no combination competes with another",
                                "alignment/small-batches",
                                "less recall is lost in small batches than with InfoNCE"),
                        Claim.con(
                                "Look-alikes in a batch count as negatives",
                                "alignment/false-negatives",
                                "masking them raises recall"))
                .withReferences(new Reference(
                        "Zhai et al.",
                        "Sigmoid Loss for Language Image Pre-Training",
                        "ICCV",
                        2023,
                        "section 3.2, algorithm 1"))
                .withLesson("alignment/contrastive");
    }

    @Override
    public Loss loss(Layers layers, Sides sides, Options options) {
        PairChecks.sameShape("loss/siglip", sides, 1);
        Tape tape = layers.tape();
        Var similarity = tape.similarity(tape.normalize(sides.left()), tape.normalize(sides.right())); // [B, B]
        Var start = tape.constant(Nd4j.valueArrayOf(new long[] {1, 1}, options.bias(), tape.type()));
        Var bias = tape.add(layers.matrix("siglip.bias", 1, 1, Start.ZEROS), start); // [1, 1]
        int n = similarity.size(0);
        return tape.record(new Scored(
                "siglip",
                (x, dx) -> sigmoid(x, dx, n, sides.labels(), options.maxScale()),
                similarity,
                LogScale.of(layers, "siglip", options.temperature()),
                bias));
    }

    /** Inputs: similarity {@code [B, B]}, logScale, bias. */
    private static double sigmoid(double[][] x, double[][] dx, int n, int[] labels, double maxScale) {
        Clamped t = Clamped.of(x[1][0], maxScale);
        double sum = 0;
        double byFactor = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j && SameLabel.of(labels, i, j)) {
                    continue;
                }
                int y = i == j ? 1 : -1;
                double logit = t.factor() * x[0][i * n + j] + x[2][0];
                double against = -y * logit;
                double tail = Math.log1p(Math.exp(-Math.abs(against)));
                sum += Math.max(against, 0) + tail; // log(1 + exp(against)), no overflow
                double byLogit = -y * Math.exp(Math.min(against, 0) - tail) / n; // -y sigma(against) / B
                dx[0][i * n + j] = byLogit * t.factor();
                byFactor += byLogit * x[0][i * n + j];
                dx[2][0] += byLogit;
            }
        }
        dx[1][0] = t.gradient(byFactor);
        return sum / n;
    }
}
