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
 * The normalised temperature-scaled cross-entropy of SimCLR: of the 2B views of a batch, each shall be closest to its
 * counterpart among all others, those of its own side included, itself excluded.
 *
 * <p>Use it where both sides are views of one kind, so that rows of one side are negatives of each other too. It fails
 * where two modalities live in separate cones: negatives within a side are then easy, and InfoNCE says the same for
 * less.
 *
 * <p>{@code l_ij = -log(exp(s_ij / tau) / sum_{k != i} exp(s_ik / tau))} with cosines {@code s}, the mean over all 2B
 * views with {@code j} the counterpart of {@code i}; the temperature is fixed. With labels, other views of the same
 * label leave the sum.
 *
 * <p>Reference: Chen et al.: A Simple Framework for Contrastive Learning of Visual Representations, ICML 2020, eq. 1;
 * differs from the paper in leaving out negatives of the same label.
 */
public final class NtXentLoss implements AlignmentLoss<NtXentLoss.Options> {
    /** What the option {@code temperature} does, also of other losses that fix it. */
    static final String TEMPERATURE = "temperature; smaller looks harder at the nearest negatives";

    /** Options of {@link NtXentLoss}. */
    public record Options(
            @Param(doc = NtXentLoss.TEMPERATURE, min = 0.01, max = 1, init = 0.5, scale = Param.Scale.LOG)
            double temperature) {
        public Options {
            OptionsSchema.require(Options.class, temperature);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "loss/nt-xent",
                        "1.0.0",
                        "Normalised temperature-scaled cross-entropy (SimCLR)",
                        "Each of 2B views closest to its counterpart among all others, itself excluded",
                        Options.class)
                .withFormula(
                        "-\\frac{1}{2B} \\sum_i \\log \\frac{e^{s_{i,j(i)} / \\tau}}{\\sum_{k \\ne i} e^{s_{ik} / \\tau}}")
                .withCapabilities(Capability.NEEDS_PAIRS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "It takes negatives from both sides, so that small batches hurt less",
                                "alignment/small-batches",
                                "less recall is lost in small batches than with InfoNCE"),
                        Claim.con(
                                "Look-alikes in a batch count as negatives",
                                "alignment/false-negatives",
                                "masking them raises recall"))
                .withReferences(new Reference(
                        "Chen et al.",
                        "A Simple Framework for Contrastive Learning of Visual Representations",
                        "ICML",
                        2020,
                        "eq. 1"))
                .withLesson("alignment/contrastive");
    }

    @Override
    public Loss loss(Layers layers, Sides sides, Options options) {
        PairChecks.sameShape("loss/nt-xent", sides, 1);
        Tape tape = layers.tape();
        Var cosines = Views.cosines(tape, sides); // [2B, 2B]
        int n = sides.left().size(0);
        int[] labels = sides.labels();
        Views.Relation counterparts = new Views.Relation() {
            @Override
            public boolean isPositive(int i, int k) {
                return k == (i + n) % (2 * n);
            }

            @Override
            public boolean counts(int i, int k) { // k % n: which pair view k belongs to
                return isPositive(i, k) || !SameLabel.of(labels, i % n, k % n);
            }
        };
        return tape.record(new Scored(
                "ntXent",
                (x, dx) -> Views.crossEntropy(x[0], dx[0], 2 * n, options.temperature(), counterparts),
                cosines));
    }
}
