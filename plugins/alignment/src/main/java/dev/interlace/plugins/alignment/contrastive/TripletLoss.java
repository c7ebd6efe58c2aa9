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
 * Triplet loss: the counterpart of a row shall be nearer than every other row of the other side, by a margin.
 *
 * <p>Use it where a margin in distance is meant, or where a few negatives suffice. It fails once most triplets are
 * satisfied: under {@link Reduction#MEAN} their zeros make the gradient small, under {@link Reduction#NONZERO} the loss
 * stays large while fewer and fewer triplets speak. Which of the two a published number used is often unsaid, so it is
 * an option here.
 *
 * <p>{@code max(0, |a - p|^2 - |a - n|^2 + margin)} over all anchors {@code a} of both sides, {@code p} the counterpart
 * of {@code a}, {@code n} every other row of the side of {@code p} whose label differs; rows are brought to length 1
 * here, so that squared distances are {@code 2 - 2 s} and lie in [0, 4].
 *
 * <p>Reference: Schroff et al.: FaceNet: A Unified Embedding for Face Recognition and Clustering, CVPR 2015, section
 * 3.1; differs from the paper in taking all triplets of a batch across two modalities instead of chosen ones of one.
 */
public final class TripletLoss implements AlignmentLoss<TripletLoss.Options> {
    /** What the sum over triplets is divided by. */
    public enum Reduction {
        /** The number of all triplets. */
        MEAN,
        /** The number of triplets whose loss is not 0. */
        NONZERO
    }

    /** Options of {@link TripletLoss}. */
    public record Options(
            @Param(
                    doc = "how much nearer the counterpart shall be, in squared distance on the unit sphere",
                    min = 0,
                    max = 4,
                    init = 0.2)
            double margin,

            @Param(doc = "MEAN divides by all triplets, NONZERO by those that still cost something", choice = "MEAN")
            Reduction reduction) {
        public Options {
            OptionsSchema.require(Options.class, margin, reduction);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "loss/triplet",
                        "1.0.0",
                        "Triplet loss",
                        "The counterpart nearer than every other row, by a margin",
                        Options.class)
                .withFormula("\\overline{\\max(0,\\; \\|a - p\\|^2 - \\|a - n\\|^2 + m)}")
                .withCapabilities(Capability.NEEDS_PAIRS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "Pairs alone, without labels, give embeddings that serve retrieval",
                                "alignment/retrieval",
                                "recall above twice chance on unseen pairs"),
                        Claim.con(
                                "Look-alikes in a batch count as negatives",
                                "alignment/false-negatives",
                                "masking them raises recall"))
                .withReferences(new Reference(
                        "Schroff et al.",
                        "FaceNet: A Unified Embedding for Face Recognition and Clustering",
                        "CVPR",
                        2015,
                        "section 3.1"))
                .withLesson("alignment/contrastive");
    }

    @Override
    public Loss loss(Layers layers, Sides sides, Options options) {
        PairChecks.sameShape("loss/triplet", sides, 1);
        Tape tape = layers.tape();
        Var similarity = tape.similarity(tape.normalize(sides.left()), tape.normalize(sides.right())); // [B, B]
        int n = similarity.size(0);
        return tape.record(
                new Scored("triplet", (x, dx) -> hinges(x[0], dx[0], n, sides.labels(), options), similarity));
    }

    /** Of cosines {@code s} {@code [B, B]}. */
    private static double hinges(double[] s, double[] ds, int n, int[] labels, Options options) {
        double sum = 0;
        int all = 0;
        int active = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (SameLabel.of(labels, i, j)) {
                    continue;
                }
                for (int negative : new int[] {i * n + j, j * n + i}) { // left row i as anchor, right row i as anchor
                    double hinge = 2 * (s[negative] - s[i * n + i]) + options.margin();
                    all++;
                    if (hinge > 0) {
                        active++;
                        sum += hinge;
                        ds[negative] += 2;
                        ds[i * n + i] -= 2;
                    }
                }
            }
        }
        double by = Math.max(1, options.reduction() == Reduction.MEAN ? all : active);
        for (int k = 0; k < ds.length; k++) {
            ds[k] /= by;
        }
        return sum / by;
    }
}
