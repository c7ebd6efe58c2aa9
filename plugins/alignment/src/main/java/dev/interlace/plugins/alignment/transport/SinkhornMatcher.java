package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.transport.Sinkhorn.Solution;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Convergence;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matching by entropic optimal transport: a coupling that gives every item its share, from the similarities across.
 *
 * <p>Use it where a nearest neighbour would give many left items the same right one, and where "how much" is wanted
 * beside "which": the coupling is soft and maps the left items into the right space ({@link BarycentricMap}). An item
 * without a counterpart takes one from others unless it is left over ({@link Mass#SMALLER_SIDE}) or may stay
 * ({@link Mass#RELAXED}). The matching is the coupling rounded greedily: near the exact assignment for a small epsilon,
 * blurred for a large one.
 *
 * <p>{@code min_P <P, C> + epsilon KL(P | a b')} with {@code C_ij = max s - s_ij}, or {@code -s_ij}
 * ({@link Costless#ZERO}); the value is that minimum. Where the larger side may keep mass, items that cost nothing fill
 * up the smaller side, all of mass {@code 1 / max(n, m)}. Known pairs are taken out, the rest is matched, and they are
 * put back with the mass {@code 1 / min(n, m)} each. Items of a problem with masses ({@link MatchProblem#masses}) move
 * that much each.
 *
 * <p>Reference: Cuturi: Sinkhorn Distances, NeurIPS 2013, eq. 2 and algorithm 1; differs in that it works in the log
 * domain. Relaxed marginals: Chizat et al., Mathematics of Computation 87, 2018.
 */
public final class SinkhornMatcher implements Matcher<SinkhornMatcher.Options> {
    private static final String ID = "match/sinkhorn";

    /** Whose mass must move. */
    public enum Mass {
        /**
         * Every item of the smaller side moves whole; of the larger side what finds no place stays, and costs nothing.
         */
        SMALLER_SIDE,
        /** All mass of both sides moves, {@code 1/n} and {@code 1/m} an item. */
        BOTH_SIDES,
        /** As with both sides, but mass may stay at the price {@code relaxation KL(moved | given)}. */
        RELAXED
    }

    /** Which pairs cost nothing. */
    public enum Costless {
        /** The most similar pair: only differences of similarities count. */
        BEST_PAIR,
        /** Pairs of similarity 0: those above gain mass, those below lose it. */
        ZERO
    }

    /** Options of {@link SinkhornMatcher}. */
    public record Options(
            @Param(doc = EpsilonUnit.DOC, choice = "OF_MEAN_COST")
            EpsilonUnit epsilonUnit,

            @Param(
                    doc = "weight of the entropy; larger blurs the coupling and converges sooner",
                    min = 0,
                    max = 1e12,
                    init = 0.01,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double epsilon,

            @Param(doc = "whose mass must move", choice = "SMALLER_SIDE")
            Mass mass,

            @Param(
                    doc = "where mass is RELAXED: price of mass that stays, in the unit of the similarity",
                    min = 0,
                    max = 1e12,
                    init = 1,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double relaxation,

            @Param(
                    doc = "where mass is RELAXED: which pairs cost nothing; under BEST_PAIR similarities that are"
                            + " all low move as much mass as high ones, under ZERO they move little",
                    choice = "BEST_PAIR")
            Costless costless,

            Stopping stopping) {
        public Options {
            OptionsSchema.require(Options.class, epsilonUnit, epsilon, mass, relaxation, costless, stopping);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.1.0",
                        "Optimal transport matching",
                        "A soft matching in which every item has its share, from similarities across",
                        Options.class)
                .withFormula(
                        "\\min_{P \\ge 0}\\; \\langle P, C\\rangle + \\varepsilon\\,\\mathrm{KL}(P \\mid ab^\\top),"
                                + "\\quad P1 = a,\\; P^\\top 1 = b")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS)
                .withClaims(
                        Claim.pro(
                                "No right item serves many left items at once",
                                "match/hubs",
                                "more right pairs than each row's most similar item"),
                        Claim.con(
                                "Every item of the smaller side moves, also one without a counterpart",
                                "match/alone",
                                "fewer right matches, and fewer right ones among those given, beside items without a partner"))
                .withReferences(
                        new Reference(
                                "Cuturi",
                                "Sinkhorn Distances: Lightspeed Computation of Optimal Transport",
                                "NeurIPS",
                                2013,
                                "eq. 2, algorithm 1"),
                        new Reference(
                                "Chizat, Peyré, Schmitzer, Vialard",
                                "Scaling Algorithms for Unbalanced Optimal Transport Problems",
                                "Mathematics of Computation 87",
                                2018,
                                ""))
                .withLesson("alignment/graph");
    }

    @Override
    public Matching match(MatchProblem problem, Options options, FitContext context) {
        context.checkCancelled();
        INDArray similarity = problem.similarity()
                .orElseThrow(() -> new IllegalArgumentException(ID + " needs a similarity [n, m]; of structures alone"
                        + " match/gromov-wasserstein makes a matching"));
        double[] s = Host.doubles(similarity);
        int m = problem.rightItems();
        requireFinite(s, m);
        requireMassesFit(problem, options);
        KnownPairs known = KnownPairs.of(ID, problem);
        double[] coupling = new double[s.length];
        int[] rightOf = known.rightOf().clone();
        double pairMass = 1.0 / Math.min(problem.leftItems(), m);
        double rest = 1;
        for (int i = 0; i < rightOf.length; i++) {
            if (rightOf[i] >= 0) {
                coupling[i * m + rightOf[i]] = pairMass;
                rest -= pairMass;
            }
        }
        int[] left = known.freeLeft();
        int[] right = known.freeRight();
        if (left.length == 0 || right.length == 0) {
            return new Matching(rightOf, Optional.of(tensor(coupling, m)), 0, Convergence.exact(0));
        }
        double[] costs = costs(s, m, left, right);
        double epsilon = options.epsilonUnit().of(options.epsilon(), EpsilonUnit.mean(costs));
        if (options.mass() == Mass.RELAXED && options.costless() == Costless.ZERO) {
            for (int k = 0; k < costs.length; k++) {
                costs[k] = -s[left[k / right.length] * m + right[k % right.length]];
            }
        }
        double rho = options.mass() == Mass.RELAXED ? options.relaxation() : Double.POSITIVE_INFINITY;
        int most = Math.max(left.length, right.length);
        int rows = options.mass() == Mass.SMALLER_SIDE ? most : left.length;
        int columns = options.mass() == Mass.SMALLER_SIDE ? most : right.length;
        Sinkhorn transport = new Sinkhorn(
                filled(costs, left.length, right.length, rows, columns),
                PointMasses.of(ID, problem.masses(), rows, columns),
                epsilon,
                rho);
        Solution solution = transport.solve(options.stopping().stop(), context::checkCancelled);
        double[] all = transport.plan(solution);
        double[] plan = new double[costs.length];
        double share = options.mass() == Mass.SMALLER_SIDE ? (double) most / Math.min(left.length, right.length) : 1;
        for (int k = 0; k < plan.length; k++) {
            plan[k] = share * all[k / right.length * columns + k % right.length];
        }
        int[] columnOf = Rounding.greedy(plan, left.length, right.length, context::checkCancelled);
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                coupling[left[i] * m + right[j]] = rest * plan[i * right.length + j];
            }
            rightOf[left[i]] = columnOf[i] < 0 ? -1 : right[columnOf[i]];
        }
        return new Matching(rightOf, Optional.of(tensor(coupling, m)), solution.value(), solution.convergence());
    }

    private static void requireMassesFit(MatchProblem problem, Options options) {
        if (problem.masses().isPresent() && options.mass() == Mass.SMALLER_SIDE) {
            throw new IllegalArgumentException(ID + ": items that differ in mass have no smaller side; set the option"
                    + " mass to BOTH_SIDES or RELAXED, got SMALLER_SIDE");
        }
        if (problem.masses().isPresent() && !(problem.known() instanceof Supervision.Unpaired)) {
            throw new IllegalArgumentException(ID + " takes masses or known pairs, not both; leave one of them out");
        }
    }

    private static void requireFinite(double[] similarity, int m) {
        for (int k = 0; k < similarity.length; k++) {
            if (!Double.isFinite(similarity[k])) {
                throw new IllegalArgumentException(ID + ": similarities must be finite, got " + similarity[k]
                        + " for left item " + k / m + " and right item " + k % m);
            }
        }
    }

    /** {@code max s - s_ij} of the items that are to be matched. */
    private static double[] costs(double[] s, int m, int[] left, int[] right) {
        double[] costs = new double[left.length * right.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                costs[i * right.length + j] = s[left[i] * m + right[j]];
                largest = Math.max(largest, costs[i * right.length + j]);
            }
        }
        for (int k = 0; k < costs.length; k++) {
            costs[k] = largest - costs[k];
        }
        return costs;
    }

    /** The costs with rows or columns of zeros behind them. */
    private static double[] filled(double[] costs, int n, int m, int rows, int columns) {
        double[] filled = new double[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < n; i++) {
            System.arraycopy(costs, i * m, filled, i * columns, m);
        }
        return filled;
    }

    private static INDArray tensor(double[] coupling, int m) {
        return Nd4j.createFromArray(coupling).reshape('c', coupling.length / m, m);
    }
}
