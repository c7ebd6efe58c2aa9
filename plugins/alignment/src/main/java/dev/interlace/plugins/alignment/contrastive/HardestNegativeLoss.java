package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.plugins.alignment.PairChecks;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;

/**
 * The loss of VSE++: the counterpart of a row shall be more similar than the hardest negative of the batch, by a
 * margin.
 *
 * <p>Use it where recall at 1 counts: only the nearest wrong row decides it, and only that row is pushed. It fails with
 * false negatives, since the hardest negative of a row is most likely to be one (labels leave them out), and may
 * collapse at the start of a training.
 *
 * <p>{@code L = 1/B sum_i [margin + max_{j != i} s_ij - s_ii]_+ + [margin + max_{j != i} s_ji - s_ii]_+}, cosines
 * {@code s}. Of equally hard negatives the first is pushed.
 *
 * <p>Reference: Faghri et al.: VSE++: Improving Visual-Semantic Embeddings with Hard Negatives, BMVC 2018, the max of
 * hinges; differs from the paper in the mean over pairs instead of their sum, and in leaving out negatives of the same
 * label.
 */
public final class HardestNegativeLoss implements AlignmentLoss<HardestNegativeLoss.Options> {
    /** Options of {@link HardestNegativeLoss}. */
    public record Options(
            @Param(
                    doc = "how much more similar the counterpart shall be than the hardest negative, as a cosine",
                    min = 0,
                    max = 2,
                    init = 0.2)
            double margin) {
        public Options {
            OptionsSchema.require(Options.class, margin);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "loss/vse",
                        "1.0.0",
                        "Hinge on the hardest negative (VSE++)",
                        "The counterpart more similar than the most similar other row, by a margin",
                        Options.class)
                .withFormula(
                        "\\frac{1}{B} \\sum_i [m + \\max_{j \\ne i} s_{ij} - s_{ii}]_+ + [m + \\max_{j \\ne i} s_{ji} - s_{ii}]_+")
                .withCapabilities(Capability.NEEDS_PAIRS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "Pushing the hardest negative alone gives embeddings that serve retrieval",
                                "alignment/retrieval",
                                "recall above twice chance on unseen pairs"),
                        Claim.con(
                                "The hardest negative is often a false one",
                                "alignment/false-negatives",
                                "masking them raises recall"))
                .withReferences(new Reference(
                        "Faghri et al.",
                        "VSE++: Improving Visual-Semantic Embeddings with Hard Negatives",
                        "BMVC",
                        2018,
                        "max of hinges"))
                .withLesson("alignment/contrastive");
    }

    @Override
    public Loss loss(Layers layers, Sides sides, Options options) {
        PairChecks.sameShape("loss/vse", sides, 1);
        Tape tape = layers.tape();
        Var similarity = tape.similarity(tape.normalize(sides.left()), tape.normalize(sides.right())); // [B, B]
        int n = similarity.size(0);
        return tape.record(new Scored(
                "hardestNegative", (x, dx) -> hinges(x[0], dx[0], n, sides.labels(), options.margin()), similarity));
    }

    /** Of cosines {@code s} {@code [B, B]}. */
    private static double hinges(double[] s, double[] ds, int n, int[] labels, double margin) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            int inRow = -1;
            int inColumn = -1;
            for (int j = 0; j < n; j++) {
                if (!SameLabel.of(labels, i, j)) {
                    inRow = inRow < 0 || s[i * n + j] > s[inRow] ? i * n + j : inRow;
                    inColumn = inColumn < 0 || s[j * n + i] > s[inColumn] ? j * n + i : inColumn;
                }
            }
            if (inRow < 0) {
                continue; // no negative in this batch
            }
            for (int hardest : new int[] {inRow, inColumn}) {
                double hinge = margin + s[hardest] - s[i * n + i];
                if (hinge > 0) {
                    sum += hinge / n;
                    ds[hardest] += 1.0 / n;
                    ds[i * n + i] -= 1.0 / n;
                }
            }
        }
        return sum;
    }
}
