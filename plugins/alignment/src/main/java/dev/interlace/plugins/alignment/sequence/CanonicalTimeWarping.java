package dev.interlace.plugins.alignment.sequence;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Convergence;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.Warping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Canonical time warping: which step belongs with which, where the two sequences do not even share their features. It
 * alternates between the directions in which the paired steps agree (canonical correlation) and the cheapest path in
 * those directions (dynamic time warping).
 *
 * <p>Use it for two recordings of one event by different senses: a motion seen by a camera and by a sensor. It finds a
 * local optimum: the start is the even alignment along the diagonal, and a warp far from it leads astray: of drawn
 * walks of 80 steps nearly all are laid back that lag by up to 4, hardly any that lag by up to 24. With few steps and
 * many columns everything correlates with everything; then reduce the columns or raise the ridge.
 *
 * <p>{@code min sum_p |V' x_l(p) - W' y_r(p)|²} over paths (l, r) and directions V, W with {@code V' X_l' X_l V = I},
 * {@code W' Y_r' Y_r W = I}, the paired rows centred; so the cost lies between 0 and 2 per component, {@code 2 sum_k (1
 * - rho_k)} without ridge. As the constraint depends on the path, a step need not lower the cost and the alternation
 * may return to an earlier path: then the cheapest path of that cycle is the answer. If no path returns within
 * {@code iterations}, the cheapest path so far comes with the word that it has not converged.
 *
 * <p>Reference: Zhou and De la Torre: Canonical Time Warping for Alignment of Human Behavior, NIPS 2009, eq. 5 and
 * section 3.3; differs from the paper in the ridge and in the ending just told.
 */
public final class CanonicalTimeWarping implements SequenceAligner<CanonicalTimeWarping.Options> {
    private static final String ID = "sequence/ctw";

    /**
     * Options of {@link CanonicalTimeWarping}.
     *
     * @param components directions that are compared; more see more and overfit sooner
     * @param ridge share of the mean variance added to each covariance; more trusts the data less
     * @param iterations rounds at most
     */
    public record Options(
            @Param(doc = "directions compared; more see more and overfit sooner", min = 1, max = 1000, init = 1)
            int components,

            @Param(
                    doc = "share of the mean variance added to each covariance; more trusts the data less",
                    min = 0,
                    max = 1e3,
                    init = 1e-3,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double ridge,

            @Param(doc = "rounds of both steps at most", unit = "rounds", min = 1, max = 10000, init = 100)
            int iterations) {
        public Options {
            OptionsSchema.require(Options.class, components, ridge, iterations);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Canonical time warping",
                        "Warps two sequences of different features onto each other, with the directions in which they agree",
                        Options.class)
                .withFormula("\\min_{V, W, l, r} \\sum_p |V^\\top x_{l(p)} - W^\\top y_{r(p)}|^2")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.UNEQUAL_WIDTHS)
                .withClaims(
                        Claim.pro(
                                "It needs no common features",
                                "sequence/mixed-copy",
                                "a warped and linearly mixed copy is laid back, half of the steps to at most two"),
                        Claim.con(
                                "It starts at the diagonal and finds the optimum nearby",
                                "sequence/ctw-start",
                                "a warp far from the diagonal is recovered less often than one near it"))
                .withUseCases("Motion seen by a camera and by a sensor, lips and sound")
                .withReferences(new Reference(
                        "Zhou, De la Torre",
                        "Canonical Time Warping for Alignment of Human Behavior",
                        "NIPS",
                        2009,
                        "eq. 5, section 3.3"))
                .withLesson("alignment/graph");
    }

    @Override
    public Warping align(INDArray x, INDArray y, Options options) {
        double[][] left = Steps.of(ID, "x", x);
        double[][] right = Steps.of(ID, "y", y);
        if (options.components() > Math.min(left[0].length, right[0].length)) {
            throw new IllegalArgumentException(ID + ": Options.components must be at most the smaller width, got "
                    + options.components() + " for widths of " + left[0].length + " and " + right[0].length);
        }
        if (left.length < 2 || right.length < 2) {
            throw new IllegalArgumentException(ID + ": each sequence needs at least 2 steps to correlate, got "
                    + left.length + " and " + right.length + "; use sequence/dtw");
        }
        List<Warping> seen = new ArrayList<>();
        Warping path = even(left.length, right.length);
        for (int round = 0; round < options.iterations(); round++) {
            path = improved(left, right, path, options);
            for (int earlier = 0; earlier < seen.size(); earlier++) {
                if (samePath(seen.get(earlier), path)) {
                    return cheapest(seen.subList(earlier, seen.size()))
                            .ended(new Convergence(true, round + 1, 0, 0, "change of the path", ""));
                }
            }
            seen.add(path);
        }
        return cheapest(seen)
                .ended(new Convergence(
                        false,
                        options.iterations(),
                        changed(seen),
                        0,
                        "share of the path that changed in the last round",
                        "raise iterations, or raise ridge, which calms it"));
    }

    /** The share of the pairs of the last path that the one before did not have; 1 after a single round. */
    private static double changed(List<Warping> seen) {
        if (seen.size() < 2) {
            return 1;
        }
        Warping last = seen.get(seen.size() - 1);
        Warping before = seen.get(seen.size() - 2);
        Set<Long> had = new HashSet<>();
        for (int p = 0; p < before.left().length; p++) {
            had.add(((long) before.left()[p] << 32) + before.right()[p]);
        }
        int gone = 0;
        for (int p = 0; p < last.left().length; p++) {
            gone += had.contains(((long) last.left()[p] << 32) + last.right()[p]) ? 0 : 1;
        }
        return (double) gone / last.left().length;
    }

    /** One round: directions on the pairs of the path, then the cheapest path in those directions. */
    private static Warping improved(double[][] x, double[][] y, Warping path, Options options) {
        double[] xMean = mean(x, path.left());
        double[] yMean = mean(y, path.right());
        double[][] xCentred = less(x, xMean);
        double[][] yCentred = less(y, yMean);
        CanonicalCorrelation agreed = CanonicalCorrelation.of(
                chosen(xCentred, path.left()), chosen(yCentred, path.right()), options.components(), options.ridge());
        if (agreed.correlations().length == 0) {
            throw new IllegalArgumentException(ID
                    + ": nothing correlates, since the steps of a sequence are all equal or unrelated to the other's;"
                    + " use sequence/dtw");
        }
        return CheapestPath.closed(
                CheapestPath.Costs.of(
                        CanonicalCorrelation.project(xCentred, agreed.left()),
                        CanonicalCorrelation.project(yCentred, agreed.right()),
                        StepCost.SQUARED_EUCLIDEAN),
                new Band(x.length, y.length, 1));
    }

    /** The path along the diagonal, one pair for every step of the longer sequence. */
    private static Warping even(int t, int s) {
        int longer = Math.max(t, s);
        int[] left = new int[longer];
        int[] right = new int[longer];
        for (int p = 0; p < longer; p++) {
            left[p] = (int) Math.round(p * (t - 1) / (double) (longer - 1));
            right[p] = (int) Math.round(p * (s - 1) / (double) (longer - 1));
        }
        return Warping.of(0, left, right);
    }

    private static boolean samePath(Warping a, Warping b) {
        return Arrays.equals(a.left(), b.left()) && Arrays.equals(a.right(), b.right());
    }

    private static Warping cheapest(List<Warping> cycle) {
        Warping best = cycle.get(0);
        for (Warping path : cycle) {
            best = path.cost() < best.cost() ? path : best;
        }
        return best;
    }

    private static double[] mean(double[][] rows, int[] chosen) {
        double[] mean = new double[rows[0].length];
        for (int row : chosen) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += rows[row][d] / chosen.length;
            }
        }
        return mean;
    }

    private static double[][] less(double[][] rows, double[] mean) {
        double[][] centred = new double[rows.length][mean.length];
        for (int row = 0; row < rows.length; row++) {
            for (int d = 0; d < mean.length; d++) {
                centred[row][d] = rows[row][d] - mean[d];
            }
        }
        return centred;
    }

    private static double[][] chosen(double[][] rows, int[] places) {
        return Arrays.stream(places).mapToObj(row -> rows[row]).toArray(double[][]::new);
    }
}
