package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.plugins.alignment.LogScale;
import dev.interlace.plugins.alignment.PairChecks;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;

/**
 * Symmetric InfoNCE, the loss of CLIP: every row shall be closest to its own counterpart among all of the batch, in
 * both directions.
 *
 * <p>Use it where pairs are known and batches are large. It fails where many pairs of a batch show the same thing: with
 * labels, such pairs are left out of the negatives.
 *
 * <p>{@code s_ij = exp(logScale) <l_i, r_j> / (|l_i| |r_j|)}, loss = mean over rows and columns of {@code -s_ii + log
 * sum_j exp s_ij}, without the {@code j != i} whose label equals that of {@code i}. Rows are brought to length 1 here.
 * The temperature {@code exp(-logScale)} is trained and kept in {@code [1 / maxScale, 1]}. {@code smoothing} spreads a
 * share of each row's target over all its candidates ({@link SmoothedPairs}).
 *
 * <p>Reference: Radford et al.: Learning Transferable Visual Models From Natural Language Supervision, ICML 2021,
 * figure 3; differs from the paper in leaving out negatives of the same label.
 */
public final class InfoNceLoss implements AlignmentLoss<InfoNceLoss.Options> {
    /** What the option {@code maxScale} does, also of other losses that learn a temperature. */
    static final String MAX_SCALE = "largest factor on the cosine, the inverse of the smallest temperature";

    /** Options of {@link InfoNceLoss}. */
    public record Options(
            @Param(doc = "temperature at the start", min = 0.01, max = 1, init = 0.07, scale = Param.Scale.LOG)
            double temperature,

            @Param(doc = InfoNceLoss.MAX_SCALE, min = 2, max = 10000, init = 100, scale = Param.Scale.LOG)
            double maxScale,

            @Param(
                    doc = "label smoothing: share of the target that is spread over all candidates; more keeps"
                            + " similarities moderate where pairs are doubtful",
                    min = 0,
                    max = 0.9,
                    init = 0)
            double smoothing) {
        public Options {
            OptionsSchema.require(Options.class, temperature, maxScale, smoothing);
            if (temperature < 1 / maxScale) {
                throw new IllegalArgumentException(
                        "Options.temperature must be at least 1 / maxScale = " + 1 / maxScale + ", got " + temperature);
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "loss/infonce",
                        "1.0.0",
                        "Symmetric InfoNCE (CLIP)",
                        "Every row closest to its own counterpart among all of the batch, in both directions",
                        Options.class)
                .withFormula(
                        "-\\frac{1}{2B} \\sum_i \\left[ \\log \\frac{e^{s_{ii}}}{\\sum_j e^{s_{ij}}} + \\log \\frac{e^{s_{ii}}}{\\sum_j e^{s_{ji}}} \\right]")
                .withCapabilities(Capability.NEEDS_PAIRS, Capability.GRADIENT)
                .withClaims(Claim.con(
                        "Look-alikes in a batch count as negatives",
                        "alignment/false-negatives",
                        "masking them raises recall"))
                .withReferences(new Reference(
                        "Radford et al.",
                        "Learning Transferable Visual Models From Natural Language Supervision",
                        "ICML",
                        2021,
                        "figure 3"))
                .withLesson("alignment/contrastive");
    }

    @Override
    public Loss loss(Layers layers, Sides sides, Options options) {
        PairChecks.sameShape("loss/infonce", sides, 1);
        Tape tape = layers.tape();
        Var similarity = tape.similarity(tape.normalize(sides.left()), tape.normalize(sides.right())); // [B, B]
        Var logScale = LogScale.of(layers, "infonce", options.temperature());
        Var shown = SameLabel.hidden(tape, similarity, sides.labels());
        Loss loss = tape.infoNce(shown, logScale, options.maxScale());
        return options.smoothing() == 0
                ? loss
                : loss.plus(
                        options.smoothing(),
                        SmoothedPairs.of(tape, similarity, logScale, options.maxScale(), sides.labels()));
    }
}
