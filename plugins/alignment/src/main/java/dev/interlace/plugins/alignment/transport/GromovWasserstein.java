package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.plugins.alignment.transport.Sinkhorn.Solution;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gromov-Wasserstein matching: items that lie to each other on the left as their partners do on the right, with nothing
 * known across.
 *
 * <p>Use it where both sides have distances (or edge weights) of their own and no features in common. It cannot tell
 * symmetric arrangements apart, and the problem has local minima: it starts several times, from the even coupling and
 * from random ones, and keeps the best. On real data without any known pair expect little; it is the honest negative
 * control of graph alignment. Noise alone does it little harm: of 30 drawn points whose distances are off by a fifth,
 * 96 % find their partner.
 *
 * <p>n and m items, {@code C [n, n]} and {@code D [m, m]} symmetric, {@code P [n, m]} with rows {@code 1/n} and columns
 * {@code 1/m}:
 *
 * <pre>
 * E(P) = sum_ijkl (C_ik - D_jl)^2 P_ij P_kl          the value
 * M(P) = (C^2 a) 1' + 1 (D^2 b)' - 2 C P D           E(P) = sum P M(P), its gradient 2 M(P)
 * P <- argmin over Q of sum Q 2 M(P) + epsilon KL(Q | a b')
 * </pre>
 *
 * <p>References: Peyré, Cuturi, Solomon: Gromov-Wasserstein Averaging of Kernel and Distance Matrices, ICML 2016,
 * proposition 1 (factorised square loss) and the iteration of projected gradients that follows (epsilon here weighs the
 * entropy against E itself); Mémoli: Gromov-Wasserstein Distances and the Metric Approach to Object Matching,
 * Foundations of Computational Mathematics 11, 2011. Differs in that epsilon is halved from a large value to the one
 * asked for, and in the restarts.
 */
public final class GromovWasserstein implements Matcher<GromovWasserstein.Options> {
    private static final String ID = "match/gromov-wasserstein";

    /** Epsilon of the first stage, as a share of the mean cost. */
    private static final double COARSE = 0.5;

    /** Steps of a stage before the last: enough to follow, not to converge. */
    private static final int STAGE_STEPS = 5;

    private static final int INNER_ITERATIONS = 2000;
    private static final double INNER_TOLERANCE = 1e-8;

    /** Options of {@link GromovWasserstein}. */
    public record Options(
            @Param(
                    doc = "what epsilon is counted in; the mean cost is that of the even coupling",
                    choice = "OF_MEAN_COST")
            EpsilonUnit epsilonUnit,

            @Param(
                    doc = "weight of the entropy; larger blurs the coupling and has fewer local minima",
                    min = 0,
                    max = 1e12,
                    init = 0.005,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double epsilon,

            @Param(
                    doc = "starts, the first from the even coupling; the best end is kept",
                    min = 1,
                    max = 1000,
                    init = 5)
            int starts,

            @Param(doc = "steps of one start at the final epsilon", min = 1, max = 100000, init = 200)
            int maxIterations,

            @Param(
                    doc =
                            "change of the value in a step, as a share of the mean cost, below which a start has converged",
                    min = 0,
                    max = 1,
                    init = 1e-7,
                    scale = Param.Scale.LOG)
            double tolerance) {
        public Options {
            OptionsSchema.require(Options.class, epsilonUnit, epsilon, starts, maxIterations, tolerance);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Gromov-Wasserstein matching",
                        "Partners that lie to each other alike within each side, with nothing known across",
                        Options.class)
                .withFormula(
                        "\\min_P \\sum_{ijkl} (C_{ik} - D_{jl})^2 P_{ij} P_{kl} + \\varepsilon\\,\\mathrm{KL}(P \\mid"
                                + " ab^\\top)")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.UNEQUAL_WIDTHS)
                .withClaims(
                        Claim.pro(
                                "It needs no pair and no common features",
                                "match/isometry",
                                "nearly every item of a moved and turned point cloud finds its partner"),
                        Claim.con(
                                "Disturbed distances mislead it",
                                "match/structure-noise",
                                "fewer right matches as distances are disturbed"))
                .withReferences(
                        new Reference(
                                "Peyré, Cuturi, Solomon",
                                "Gromov-Wasserstein Averaging of Kernel and Distance Matrices",
                                "ICML",
                                2016,
                                "proposition 1"),
                        new Reference(
                                "Mémoli",
                                "Gromov-Wasserstein Distances and the Metric Approach to Object Matching",
                                "Foundations of Computational Mathematics 11",
                                2011,
                                "definition 5.7"))
                .withLesson("alignment/graph");
    }

    @Override
    public Matching match(MatchProblem problem, Options options, FitContext context) {
        context.checkCancelled();
        if (problem.left().isEmpty()) {
            throw new IllegalArgumentException(ID + " needs the structures [n, n] and [m, m] of both sides, such as"
                    + " distances; of similarities across match/sinkhorn makes a matching");
        }
        if (!(problem.known() instanceof Supervision.Unpaired)) {
            throw new IllegalArgumentException(
                    ID + " takes no known pairs; leave them out here, or use a method that learns from them");
        }
        Structures structures =
                Structures.of(problem.left().orElseThrow(), problem.right().orElseThrow());
        double unit = structures.evenCost();
        double epsilon = options.epsilonUnit().of(options.epsilon(), unit);
        Outcome best = null;
        int steps = 0;
        for (int start = 0; start < options.starts(); start++) {
            Outcome outcome = new Run(structures, options, unit, epsilon, context).from(start);
            steps += outcome.steps;
            if (best == null || outcome.value < best.value) {
                best = outcome;
            }
            context.progress().on(new Progress.Step("starts", start + 1, options.starts(), "value", outcome.value));
        }
        if (best == null) {
            throw new IllegalStateException(ID + ": there was no start");
        }
        int[] rightOf = Rounding.greedy(best.coupling, structures.n, structures.m, context::checkCancelled);
        return new Matching(
                rightOf,
                Optional.of(Nd4j.createFromArray(best.coupling).reshape('c', structures.n, structures.m)),
                best.value,
                steps,
                best.converged);
    }

    /** Where a start ended. */
    @SuppressWarnings("ArrayRecordComponent") // numbers for loops; never compared
    private record Outcome(double[] coupling, double value, int steps, boolean converged) {}

    /** Both structures, and {@code M(P)}. */
    private static final class Structures {
        private final int n;
        private final int m;
        private final INDArray left; // [n, n]
        private final INDArray right; // [m, m]
        private final double[] leftSquares; // [n], C^2 a
        private final double[] rightSquares; // [m], D^2 b
        private final INDArray half; // [n, m]
        private final INDArray product; // [n, m]

        private Structures(INDArray left, INDArray right) {
            this.left = left.castTo(DataType.DOUBLE).dup('c');
            this.right = right.castTo(DataType.DOUBLE).dup('c');
            n = Math.toIntExact(left.size(0));
            m = Math.toIntExact(right.size(0));
            leftSquares = meanSquares(this.left, n);
            rightSquares = meanSquares(this.right, m);
            half = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {n, m}, 'c');
            product = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {n, m}, 'c');
        }

        static Structures of(INDArray left, INDArray right) {
            requireSymmetric("left", left);
            requireSymmetric("right", right);
            return new Structures(left, right);
        }

        private static void requireSymmetric(String side, INDArray structure) {
            double[] values = Host.doubles(structure);
            int n = Math.toIntExact(structure.size(0));
            double largest = 0;
            for (double value : values) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(
                            ID + ": the " + side + " structure must be finite, got " + value);
                }
                largest = Math.max(largest, Math.abs(value));
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    if (Math.abs(values[i * n + j] - values[j * n + i])
                            > 1e-5 * largest) { // a few roundings of a float
                        throw new IllegalArgumentException(ID + ": the " + side + " structure must be symmetric, got "
                                + values[i * n + j] + " for " + i + " to " + j + " and " + values[j * n + i]
                                + " back; take the mean of both directions");
                    }
                }
            }
        }

        private static double[] meanSquares(INDArray structure, int n) {
            double[] values = Host.doubles(structure);
            double[] means = new double[n];
            for (int k = 0; k < values.length; k++) {
                means[k / n] += values[k] * values[k] / n;
            }
            return means;
        }

        /** {@code M(P)}, {@code [n, m]}. */
        double[] costs(double[] coupling) {
            INDArray p = Nd4j.createFromArray(coupling).reshape('c', n, m);
            MatrixProduct.into(half, left, p); // [n, n] [n, m]
            MatrixProduct.into(product, half, right); // [n, m] [m, m]
            double[] costs = Host.doubles(product);
            for (int k = 0; k < costs.length; k++) {
                costs[k] = leftSquares[k / m] + rightSquares[k % m] - 2 * costs[k];
            }
            return costs;
        }

        /** The mean cost under the even coupling, which is its value. */
        double evenCost() {
            double[] even = new double[n * m];
            Arrays.fill(even, 1.0 / even.length);
            return Math.max(0, value(even, costs(even)));
        }

        static double value(double[] coupling, double[] costs) {
            double sum = 0;
            for (int k = 0; k < costs.length; k++) {
                sum += coupling[k] * costs[k];
            }
            return sum;
        }
    }

    /** One start. */
    private static final class Run {
        private final Structures structures;
        private final Options options;
        private final double unit;
        private final double epsilon;
        private final FitContext context;

        Run(Structures structures, Options options, double unit, double epsilon, FitContext context) {
            this.structures = structures;
            this.options = options;
            this.unit = unit;
            this.epsilon = epsilon;
            this.context = context;
        }

        Outcome from(int start) {
            double[] coupling = coupling(start);
            double[] costs = structures.costs(coupling);
            double value = Structures.value(coupling, costs);
            double current = Math.max(epsilon, COARSE * unit);
            int inStage = 0;
            int steps = 0;
            int last = 0;
            while (true) {
                context.checkCancelled();
                Sinkhorn inner = problem(costs, current);
                Solution solution =
                        inner.solve(new Sinkhorn.Stop(INNER_ITERATIONS, INNER_TOLERANCE), context::checkCancelled);
                coupling = inner.plan(solution);
                costs = structures.costs(coupling);
                double next = Structures.value(coupling, costs);
                double change = Math.abs(next - value);
                value = next;
                steps++;
                inStage++;
                boolean settled = change <= options.tolerance() * unit;
                if (current == epsilon) {
                    last++;
                    if ((settled && solution.converged()) || last >= options.maxIterations()) {
                        return new Outcome(coupling, Math.max(0, value), steps, settled && solution.converged());
                    }
                } else if (settled || inStage >= STAGE_STEPS) {
                    current = Math.max(epsilon, current / 2);
                    inStage = 0;
                }
            }
        }

        /** {@code min over Q of sum Q 2 M + epsilon KL(Q | a b')}. */
        private Sinkhorn problem(double[] costs, double weight) {
            double[] gradient = costs.clone();
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] *= 2;
            }
            return new Sinkhorn(gradient, structures.n, structures.m, weight, Double.POSITIVE_INFINITY);
        }

        /** The even coupling, or what transport makes of random costs. */
        private double[] coupling(int start) {
            double[] costs = new double[structures.n * structures.m];
            if (start > 0) {
                SplittableRandom random =
                        context.seeds().split("start " + start).generator();
                Arrays.setAll(costs, k -> random.nextDouble());
            }
            Sinkhorn random = new Sinkhorn(costs, structures.n, structures.m, 0.1, Double.POSITIVE_INFINITY);
            return random.plan(
                    random.solve(new Sinkhorn.Stop(INNER_ITERATIONS, INNER_TOLERANCE), context::checkCancelled));
        }
    }
}
