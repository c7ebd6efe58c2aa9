package dev.interlace.plugins.alignment.sequence;

import dev.interlace.learn.training.MemoryNeed;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.Warping;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dynamic time warping: of all ways to lay two sequences on each other without going back in time, the cheapest.
 *
 * <p>Use it where the same thing happens at another pace: a word spoken slowly, a gesture, two cameras. It fails where
 * order differs, and without a band one step may stand against a long stretch (a "singularity") when levels differ more
 * than shapes do. It costs {@code 2 t s} step costs and {@code s sqrt(t)} numbers of memory; {@link #cost} alone needs
 * two rows.
 *
 * <p>{@code D(i, j) = c(x_i, y_j) + min(D(i-1, j-1), D(i-1, j), D(i, j-1))}, cost {@code D(t, s)}: the plain symmetric
 * step pattern, every pair counted once, not divided by the path's length. Of equally cheap steps the diagonal one is
 * taken, then the one in x. With {@link Ends#OPEN} the path begins and ends anywhere in y: {@code D(1, j) = c(x_1,
 * y_j)} and the cost is {@code min_j D(t, j)}.
 *
 * <p>t steps of x, s steps of y.
 *
 * <p>Reference: Sakoe and Chiba: Dynamic Programming Algorithm Optimization for Spoken Word Recognition, IEEE TASSP 26,
 * 1978, eq. 8 (window) and 16-20; differs from the paper in the step weights, which are all 1, and in not dividing by
 * their sum. OPEN: Müller: Information Retrieval for Music and Motion, 2007, section 4.4.
 */
public final class DynamicTimeWarping implements SequenceAligner<DynamicTimeWarping.Options> {
    private static final String ID = "sequence/dtw";

    /**
     * Options of {@link DynamicTimeWarping}.
     *
     * @param stepCost what a pair of steps costs
     * @param band how far scaled places may differ, in [0, 1]; narrower is faster to trust and forbids large warps; 1
     *     allows all
     * @param ends whether x must be all of y, or may be found within it
     */
    public record Options(
            @Param(doc = "what it costs to lay one step on another", choice = "SQUARED_EUCLIDEAN")
            StepCost stepCost,

            @Param(doc = Band.DOC, min = 0, max = 1, init = 1)
            double band,

            @Param(doc = "CLOSED lays all on all; OPEN finds x within y", choice = "CLOSED")
            Ends ends) {
        public Options {
            OptionsSchema.require(Options.class, stepCost, band, ends);
            if (ends == Ends.OPEN && band < 1) {
                throw new IllegalArgumentException("Options.band must be 1 when ends is OPEN, got " + band
                        + ": a band around the diagonal has no meaning where the beginning is free");
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Dynamic time warping",
                        "The cheapest way to lay two sequences on each other in the order of time",
                        Options.class)
                .withFormula("D_{ij} = c(x_i, y_j) + \\min(D_{i-1,j-1}, D_{i-1,j}, D_{i,j-1})")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS)
                .withClaims(
                        Claim.pro(
                                "It finds the same events at another pace",
                                "sequence/word-starts",
                                "word starts are missed by less than by even placement"),
                        Claim.con(
                                "It cannot follow a change of order",
                                "sequence/order",
                                "where halves are swapped word starts are missed by more, and by more than by even placement"))
                .withUseCases("Spoken words in a recording, video frames with speech, gestures at different pace")
                .withReferences(
                        new Reference(
                                "Sakoe, Chiba",
                                "Dynamic Programming Algorithm Optimization for Spoken Word Recognition",
                                "IEEE TASSP 26",
                                1978,
                                "eq. 8, 16-20"),
                        new Reference(
                                "Müller",
                                "Information Retrieval for Music and Motion",
                                "Springer",
                                2007,
                                "section 4.4"))
                .withLesson("alignment/graph");
    }

    @Override
    public Warping align(INDArray x, INDArray y, Options options) {
        double[][] left = Steps.of(ID, "x", x);
        double[][] right = Steps.of(ID, "y", y);
        Steps.requireEqualWidths(ID, left, right);
        CheapestPath.Costs costs = CheapestPath.Costs.of(left, right, options.stepCost());
        if (options.ends() == Ends.CLOSED) {
            return CheapestPath.closed(costs, feasible(left, right, options));
        }
        MemoryNeed.of(ID, "the weights of " + left.length + " x " + right.length + " pairs")
                .require(16.0 * left.length * right.length, "set ends to CLOSED, or shorten the sequences");
        return CheapestPath.open(costs, left.length, right.length);
    }

    /**
     * The cost of {@link #align} between closed ends, without the path and with memory for two rows.
     *
     * @param x {@code [t, d]}
     * @param y {@code [s, d]}
     */
    public double cost(INDArray x, INDArray y, Options options) {
        if (options.ends() == Ends.OPEN) {
            return align(x, y, options).cost();
        }
        double[][] left = Steps.of(ID, "x", x);
        double[][] right = Steps.of(ID, "y", y);
        Steps.requireEqualWidths(ID, left, right);
        return CheapestPath.cost(left, right, options.stepCost(), feasible(left, right, options));
    }

    private static Band feasible(double[][] left, double[][] right, Options options) {
        return Band.of(ID, left.length, right.length, options.band());
    }
}
