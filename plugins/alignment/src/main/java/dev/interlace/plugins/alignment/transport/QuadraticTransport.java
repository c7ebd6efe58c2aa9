package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.plugins.alignment.transport.Sinkhorn.Solution;
import dev.interlace.spi.Convergence;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Matching;
import dev.interlace.spi.Progress;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Transport whose cost is linear and quadratic in the coupling: what a pair costs by itself, and how differently two
 * pairs lie to each other on both sides.
 *
 * <pre>
 * E(P) = sum P F + w sum_ijkl (C_ik - D_jl)^2 P_ij P_kl      the value
 * M(P) = (C^2 a) 1' + 1 (D^2 b)' - 2 C P D                   sum P M(P) is the double sum
 *                                                            E has the gradient F + 2 w M(P)
 * P <- argmin over Q of sum Q (F + 2 w M(P)) + epsilon KL(Q | a b')
 * </pre>
 *
 * <p>Epsilon is halved from a large value to the one asked for, and the problem is started several times, first from
 * the even coupling {@code a b'}, then from random ones; the best end is kept.
 *
 * <p>For maintainers. What entropy may have added is bounded without a second problem: P minimises {@code <G, Q> +
 * epsilon KL(Q)} with the gradient G, so {@code <G, P> - min_Q <G, Q> <= epsilon (H - KL(P | a b'))} with H the smaller
 * entropy of a and b, which is 0 where P is an assignment.
 */
final class QuadraticTransport {
    /** Epsilon of the first stage, as a share of the mean cost. */
    private static final double COARSE = 0.5;

    /** Least epsilon of the search for one, as a share of the mean cost. */
    private static final double FINEST = 1e-7;

    /** What entropy may add to the value, as a share of it. */
    private static final double BLUR = 0.01;

    /** Steps of a stage before the last: enough to follow, not to converge. */
    private static final int STAGE_STEPS = 5;

    private static final int INNER_ITERATIONS = 2000;
    private static final int WARM_ITERATIONS = 200;
    private static final double INNER_TOLERANCE = 1e-8;

    private final Structures structures;
    private final double[] linear; // [n, m], F
    private final double weight; // w
    private final PointMasses masses;

    /**
     * A problem.
     *
     * @param linear {@code [n, m]}, what each pair costs by itself, finite
     * @param weight of the structures, in [0, inf)
     */
    QuadraticTransport(Structures structures, double[] linear, double weight, PointMasses masses) {
        this.structures = structures;
        this.linear = linear;
        this.weight = weight;
        this.masses = masses;
    }

    /** The best coupling of all starts, rounded. */
    Matching solve(QuadraticSearch search, FitContext context) {
        double unit = evenCost();
        double epsilon =
                search.epsilon() == 0 ? unit > 0 ? 0 : 1 : search.epsilonUnit().of(search.epsilon(), unit);
        Outcome best = null;
        int steps = 0;
        for (int start = 0; start < search.starts(); start++) {
            Outcome outcome = new Run(search, unit, epsilon, context).from(start);
            steps += outcome.steps;
            if (best == null || outcome.value < best.value) {
                best = outcome;
            }
            context.progress().on(new Progress.Step("starts", start + 1, search.starts(), "value", outcome.value));
        }
        if (best == null) {
            throw new IllegalStateException("transport: there was no start");
        }
        int n = structures.n;
        int m = structures.m;
        int[] rightOf = Rounding.greedy(best.coupling, n, m, context::checkCancelled);
        return new Matching(
                rightOf,
                Optional.of(Nd4j.createFromArray(best.coupling).reshape('c', n, m)),
                best.value,
                new Convergence(
                        best.converged,
                        steps,
                        best.error,
                        search.tolerance(),
                        "change of the value as a share of the mean cost",
                        "raise maxIterations, tolerance or epsilon"));
    }

    /** The mean cost under the even coupling, which is its value; 0 where rounding makes it less. */
    double evenCost() {
        double[] even = evenCoupling();
        return Math.max(0, value(even, structures.costs(even)));
    }

    private double[] evenCoupling() {
        double[] even = new double[linear.length];
        Arrays.setAll(even, k -> masses.left()[k / structures.m] * masses.right()[k % structures.m]);
        return even;
    }

    /** {@code E(P)} given {@code M(P)}. */
    private double value(double[] coupling, double[] costs) {
        double sum = 0;
        for (int k = 0; k < costs.length; k++) {
            sum += coupling[k] * (linear[k] + weight * costs[k]);
        }
        return sum;
    }

    /** Where a start ended. */
    @SuppressWarnings("ArrayRecordComponent") // numbers for loops; never compared
    private record Outcome(double[] coupling, double value, int steps, double error, boolean converged) {}

    /** Both structures, and {@code M(P)}. */
    static final class Structures {
        private final int n;
        private final int m;
        private final INDArray left; // [n, n]
        private final INDArray right; // [m, m]
        private final double[] leftSquares; // [n], C^2 a
        private final double[] rightSquares; // [m], D^2 b
        private final INDArray half; // [n, m]
        private final INDArray product; // [n, m]

        private Structures(INDArray left, INDArray right, PointMasses masses) {
            this.left = left.castTo(DataType.DOUBLE).dup('c');
            this.right = right.castTo(DataType.DOUBLE).dup('c');
            n = Math.toIntExact(left.size(0));
            m = Math.toIntExact(right.size(0));
            leftSquares = meanSquares(this.left, masses.left());
            rightSquares = meanSquares(this.right, masses.right());
            half = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {n, m}, 'c');
            product = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {n, m}, 'c');
        }

        static Structures of(String method, INDArray left, INDArray right, PointMasses masses) {
            requireSymmetric(method, "left", left);
            requireSymmetric(method, "right", right);
            return new Structures(left, right, masses);
        }

        private static void requireSymmetric(String method, String side, INDArray structure) {
            double[] values = Host.doubles(structure);
            int n = Math.toIntExact(structure.size(0));
            double largest = 0;
            for (double value : values) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(
                            method + ": the " + side + " structure must be finite, got " + value);
                }
                largest = Math.max(largest, Math.abs(value));
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    if (Math.abs(values[i * n + j] - values[j * n + i])
                            > 1e-5 * largest) { // a few roundings of a float
                        throw new IllegalArgumentException(
                                method + ": the " + side + " structure must be symmetric, got "
                                        + values[i * n + j] + " for " + i + " to " + j + " and " + values[j * n + i]
                                        + " back; take the mean of both directions");
                    }
                }
            }
        }

        private static double[] meanSquares(INDArray structure, double[] masses) {
            double[] values = Host.doubles(structure);
            int n = masses.length;
            double[] means = new double[n];
            for (int k = 0; k < values.length; k++) {
                means[k / n] += values[k] * values[k] * masses[k % n];
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
    }

    /** One start. */
    private final class Run {
        private final QuadraticSearch search;
        private final double unit;
        private final double epsilon;
        private final FitContext context;

        Run(QuadraticSearch search, double unit, double epsilon, FitContext context) {
            this.search = search;
            this.unit = unit;
            this.epsilon = epsilon;
            this.context = context;
        }

        Outcome from(int start) {
            double[] coupling = coupling(start);
            double[] costs = structures.costs(coupling);
            double value = QuadraticTransport.this.value(coupling, costs);
            double current = Math.max(epsilon, COARSE * unit);
            Optional<double[]> potential = Optional.empty(); // of the step before, in the unit of the cost
            int inStage = 0;
            int steps = 0;
            int last = 0;
            while (true) {
                context.checkCancelled();
                Sinkhorn inner = problem(costs, current);
                Solution solution = solve(inner, potential, current);
                potential = Optional.of(times(current, solution.v()));
                coupling = inner.plan(solution);
                costs = structures.costs(coupling);
                double next = QuadraticTransport.this.value(coupling, costs);
                double change = Math.abs(next - value);
                value = next;
                steps++;
                inStage++;
                boolean settled = change <= search.tolerance() * unit;
                if (fine(current, coupling, value)) {
                    last++;
                    if ((settled && solution.converged()) || last >= search.maxIterations()) {
                        return new Outcome(
                                coupling,
                                Math.max(0, value),
                                steps,
                                unit > 0 ? change / unit : 0,
                                settled && solution.converged());
                    }
                } else if (settled || inStage >= STAGE_STEPS) {
                    current = Math.max(epsilon, current / 2);
                    inStage = 0;
                }
            }
        }

        /** Whether this epsilon is the last: the one asked for, or one whose entropy adds little to the value. */
        private boolean fine(double current, double[] coupling, double value) {
            if (epsilon > 0) {
                return current == epsilon;
            }
            double divergence = masses.entropy();
            double[] even = evenCoupling();
            for (int k = 0; k < coupling.length; k++) {
                divergence -= coupling[k] > 0 ? coupling[k] * Math.log(coupling[k] / even[k]) : 0;
            }
            return current * divergence <= BLUR * value || current <= FINEST * unit || unit == 0;
        }

        /** From where the last step ended where that is known: costs change little from step to step. */
        private Solution solve(Sinkhorn problem, Optional<double[]> potential, double current) {
            Sinkhorn.Stop stop = new Sinkhorn.Stop(INNER_ITERATIONS, INNER_TOLERANCE);
            if (potential.isPresent()) {
                Solution near = problem.solve(
                        new Sinkhorn.Stop(WARM_ITERATIONS, INNER_TOLERANCE),
                        times(1 / current, potential.orElseThrow()),
                        context::checkCancelled);
                if (near.converged()) {
                    return near;
                }
            }
            return problem.solve(stop, context::checkCancelled);
        }

        private static double[] times(double factor, double[] values) {
            return Arrays.stream(values).map(value -> factor * value).toArray();
        }

        /** {@code min over Q of sum Q (F + 2 w M) + epsilon KL(Q | a b')}. */
        private Sinkhorn problem(double[] costs, double current) {
            double[] gradient = new double[costs.length];
            Arrays.setAll(gradient, k -> linear[k] + 2 * weight * costs[k]);
            return new Sinkhorn(gradient, masses, current, Double.POSITIVE_INFINITY);
        }

        /** The even coupling, or what transport makes of random costs. */
        private double[] coupling(int start) {
            double[] costs = new double[linear.length];
            if (start > 0) {
                SplittableRandom random =
                        context.seeds().split("start " + start).generator();
                Arrays.setAll(costs, k -> random.nextDouble());
            }
            Sinkhorn random = new Sinkhorn(costs, masses, 0.1, Double.POSITIVE_INFINITY);
            return random.plan(
                    random.solve(new Sinkhorn.Stop(INNER_ITERATIONS, INNER_TOLERANCE), context::checkCancelled));
        }
    }
}
