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
 * Supervised contrastive loss: each of the 2B views of a batch shall be close to all views of its label, its
 * counterpart among them, and far from the rest.
 *
 * <p>Use it where pairs carry labels (a class, a concept) and rows of one label shall meet. It fails where a label
 * gathers what differs: the differences within a label are trained away. Without labels it is {@code loss/nt-xent}.
 *
 * <p>{@code L = mean over views of -1/|P(i)| sum_{p in P(i)} log(exp(s_ip / tau) / sum_{a != i} exp(s_ia / tau))},
 * cosines {@code s}, {@code P(i)} the other views of the label of {@code i}.
 *
 * <p>Reference: Khosla et al.: Supervised Contrastive Learning, NeurIPS 2020, eq. 2 (the sum over positives outside the
 * logarithm); differs from the paper in the mean over views instead of their sum.
 */
public final class SupConLoss implements AlignmentLoss<SupConLoss.Options> {
    /** Options of {@link SupConLoss}. */
    public record Options(
            @Param(doc = NtXentLoss.TEMPERATURE, min = 0.01, max = 1, init = 0.1, scale = Param.Scale.LOG)
            double temperature) {
        public Options {
            OptionsSchema.require(Options.class, temperature);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "loss/supcon",
                        "1.0.0",
                        "Supervised contrastive loss",
                        "Every view close to all views of its label, far from the rest",
                        Options.class)
                .withFormula(
                        "-\\frac{1}{2B} \\sum_i \\frac{1}{|P(i)|} \\sum_{p \\in P(i)} \\log \\frac{e^{s_{ip} / \\tau}}{\\sum_{a \\ne i} e^{s_{ia} / \\tau}}")
                .withCapabilities(Capability.NEEDS_PAIRS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                        "Rows of one label meet instead of fleeing each other",
                                        "alignment/label-efficiency",
                                        "above raw features at the same number of labels")
                                .with("falseNegatives", "GROUPS"),
                        Claim.con(
                                        "What differs within a label is trained away",
                                        "alignment/retrieval",
                                        "recall of single pairs falls where labels are coarse")
                                .with("coarseLabels", true))
                .withReferences(
                        new Reference("Khosla et al.", "Supervised Contrastive Learning", "NeurIPS", 2020, "eq. 2"))
                .withLesson("alignment/contrastive");
    }

    @Override
    public Loss loss(Layers layers, Sides sides, Options options) {
        PairChecks.sameShape("loss/supcon", sides, 1);
        Tape tape = layers.tape();
        Var cosines = Views.cosines(tape, sides); // [2B, 2B]
        int n = sides.left().size(0);
        int[] labels = sides.labels();
        Views.Relation sameLabel = new Views.Relation() {
            @Override
            public boolean isPositive(int i, int k) { // k % n: which pair view k belongs to
                return SameLabel.of(labels, i % n, k % n);
            }

            @Override
            public boolean counts(int i, int k) {
                return true;
            }
        };
        return tape.record(new Scored(
                "supCon",
                (x, dx) -> Views.crossEntropy(x[0], dx[0], 2 * n, options.temperature(), sameLabel),
                cosines));
    }
}
