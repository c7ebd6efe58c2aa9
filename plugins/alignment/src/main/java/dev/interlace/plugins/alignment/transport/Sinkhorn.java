package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.tape.SoftRows;
import dev.interlace.spi.Convergence;
import java.util.Arrays;

/**
 * Entropic optimal transport between n points of masses a and m points of masses b, 1/n and 1/m unless given, by
 * Sinkhorn's algorithm in the log domain.
 *
 * <p>Minimises {@code <P, C> + epsilon KL(P | a b')}, with exact marginals or plus {@code rho KL(P 1 | a) + rho KL(P' 1
 * | b)}. With {@code u = f / epsilon, v = g / epsilon} and {@code lambda = rho / (rho + epsilon)} (1 where marginals
 * are exact):
 *
 * <pre>
 * L_i = log sum_j b_j exp(v_j - C_ij / epsilon)     u_i = -lambda L_i
 * M_j = log sum_i a_i exp(u_i - C_ij / epsilon)     v_j = -lambda M_j
 * P_ij = a_i b_j exp(u_i + v_j - C_ij / epsilon)
 * </pre>
 *
 * <p>References: Feydy et al.: Interpolating between Optimal Transport and MMD using Sinkhorn Divergences, AISTATS
 * 2019, section 3 (exact); Chizat, Peyré, Schmitzer, Vialard: Scaling Algorithms for Unbalanced Optimal Transport
 * Problems, Mathematics of Computation 87, 2018 (relaxed).
 *
 * <p>For maintainers. One pass over the costs per iteration and one exponential per entry: while row i is shared out,
 * its mass is added to the columns, and as that is P after the row step, {@code log column sum = log b + v + M}. A
 * column whose sum has vanished (below {@link #LEAST_SUM}) gets its logarithm from the definition instead, so no
 * epsilon underflows. Rows are exact after each row step; the marginal error is that of the columns. Epsilon starts at
 * the largest cost and is halved until it is the one asked for (Feydy, section 3). Down to a {@link #SHARP} of the
 * largest cost one iteration a stage is enough to follow; below, the plan is nearly an assignment, and a stage goes on
 * until fewer points are in a wrong place than one: a mistake that is carried on takes tens of thousands of iterations
 * later. Steps of the last and of the sharp stages are accelerated ({@link Anderson}); a step that lowers the dual
 * objective is taken back. Measured: 8 against 8 normal points of width 5 at an epsilon of 0.5 (a twentieth of the mean
 * cost), to a marginal error of 1e-9: plain steps 150 to more than 20,000, accelerated ones 22 to 66; 100 against 100
 * rows of digits at a millionth of the mean cost: not within 30,000 with one iteration a stage, 127 with settled ones.
 *
 * <p>The value of a solution that has converged is the dual objective, whose error is of second order. One that has not
 * gets the primal objective of its coupling, brought to the marginals: an upper bound, where the dual would lie below
 * the cost of exact transport.
 */
final class Sinkhorn {
    /** Column sums below this have lost digits to underflow, or are 0. */
    private static final double LEAST_SUM = 1e-290;

    /** The dual objective may fall by that share of itself: sums of some thousand terms in double precision. */
    private static final double SLACK = 1e-11;

    /** Epsilons below this share of the largest cost make couplings that are nearly assignments. */
    private static final double SHARP = 1.0 / 256;

    /** Mass in wrong columns at which a sharp stage ends, as a share of the mass of a point of the larger side. */
    private static final double SETTLED = 0.1;

    private final SoftRows rows;
    private final double[] costs;
    private final int n;
    private final int m;
    private final double[] a; // [n], sums to 1
    private final double[] b; // [m], sums to 1
    private final double[] logB;
    private final double epsilon;
    private final double relaxation;
    private final double largestCost;

    /**
     * A problem.
     *
     * @param costs {@code [n, m]}, finite
     * @param epsilon in (0, inf)
     * @param relaxation rho in (0, inf]; infinite for exact marginals
     */
    Sinkhorn(double[] costs, int n, int m, double epsilon, double relaxation) {
        this(costs, PointMasses.even(n, m), epsilon, relaxation);
    }

    /**
     * A problem of points that differ in mass.
     *
     * @param costs {@code [n, m]}, finite
     * @param epsilon in (0, inf)
     * @param relaxation rho in (0, inf]; infinite for exact marginals
     */
    Sinkhorn(double[] costs, PointMasses masses, double epsilon, double relaxation) {
        double largest = 0;
        for (double cost : costs) {
            if (!Double.isFinite(cost)) {
                throw new IllegalArgumentException(
                        "sinkhorn: costs must be finite, got " + cost + "; scale the features down");
            }
            largest = Math.max(largest, Math.abs(cost));
        }
        if (!(epsilon >= Double.MIN_NORMAL && epsilon < Double.POSITIVE_INFINITY)
                || !Double.isFinite(largest / epsilon)) {
            throw new IllegalArgumentException(
                    "sinkhorn: epsilon must be in (0, inf) and not below the rounding of the costs, got " + epsilon
                            + " for costs up to " + largest);
        }
        this.a = masses.left();
        this.b = masses.right();
        this.n = a.length;
        this.m = b.length;
        this.logB = Arrays.stream(b).map(Math::log).toArray();
        this.rows = new SoftRows(costs, n, m);
        this.costs = costs;
        this.epsilon = epsilon;
        this.relaxation = relaxation;
        this.largestCost = largest;
    }

    /**
     * When to stop.
     *
     * @param iterations at most that many
     * @param tolerance of the mass in wrong columns, a share of all
     */
    record Stop(int iterations, double tolerance) {}

    /**
     * What was found.
     *
     * @param value the minimum, by its dual and exact to second order in the marginal error; where it did not converge,
     *     an upper bound of it
     * @param v {@code [m]}, the right potential over epsilon
     * @param convergence by the mass in wrong columns
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers for loops; never compared
    record Solution(double value, double[] v, Convergence convergence) {
        boolean converged() {
            return convergence.converged();
        }

        int iterations() {
            return convergence.iterations();
        }

        double marginalError() {
            return convergence.error();
        }
    }

    /** Solves from scratch. */
    Solution solve(Stop stop, Runnable eachIteration) {
        int stages = (int) Math.max(
                0, Math.min(stop.iterations / 2.0, Math.ceil(Math.log(largestCost / epsilon) / Math.log(2))));
        return solve(stop, new double[m], stages, eachIteration);
    }

    /**
     * Solves from a known potential.
     *
     * @param start {@code [m]}, over epsilon
     */
    Solution solve(Stop stop, double[] start, Runnable eachIteration) {
        return solve(stop, start.clone(), 0, eachIteration);
    }

    private Solution solve(Stop stop, double[] start, int stages, Runnable eachIteration) {
        double[] v = start;
        double[] logs = new double[n];
        double[] sums = new double[m];
        double current = epsilon * Math.pow(2, stages);
        Anderson anderson = new Anderson();
        double best = Double.NEGATIVE_INFINITY; // the dual objective, which no plain step lowers
        double[] plain = v;
        int stageEnd = stageEnd(0, stop, stages);
        for (int iteration = 1; ; iteration++) {
            eachIteration.run();
            double lambda = lambda(current);
            rows.share(
                    -1 / current,
                    offsets(v),
                    (i, log) -> Math.exp((1 - lambda) * log) * a[i],
                    logs,
                    sums); // the row step
            double error = error(sums, v, current);
            boolean last = stages == 0;
            boolean settles = last || current <= SHARP * largestCost;
            double value = settles ? value(current, v, logs, sums) : 0;
            if (settles && iteration < stop.iterations && !(value >= best - SLACK * Math.abs(best))) {
                v = plain; // the accelerated step was none
                anderson.clear();
                best = Double.NEGATIVE_INFINITY;
                continue;
            }
            if (Double.isNaN(error)) {
                throw new IllegalStateException("sinkhorn: the potentials are not finite in iteration " + iteration
                        + "; raise epsilon or scale the costs");
            }
            if (iteration >= stop.iterations || (last && error <= stop.tolerance)) {
                return solution(value, v, iteration, error, current, stop);
            }
            plain = columnStep(v, logs, sums, current, lambda);
            if (last
                    || (settles
                            && error > Math.max(stop.tolerance, SETTLED / Math.max(n, m))
                            && iteration < stageEnd)) {
                best = value;
                v = anderson.next(v, plain);
            } else {
                v = plain;
                current /= 2;
                stages--;
                stageEnd = stageEnd(iteration, stop, stages);
                anderson.clear();
                best = Double.NEGATIVE_INFINITY;
                for (int j = 0; j < m; j++) {
                    v[j] *= 2; // the potential v epsilon stays
                }
                plain = v;
            }
        }
    }

    /** The iteration at which a stage ends at the latest: the stages before the last share out half of what is left. */
    private static int stageEnd(int iteration, Stop stop, int stages) {
        return iteration + Math.max(1, (stop.iterations - iteration) / 2 / Math.max(1, stages));
    }

    private double lambda(double current) {
        return relaxation == Double.POSITIVE_INFINITY ? 1 : relaxation / (relaxation + current);
    }

    private double[] offsets(double[] v) {
        double[] offsets = new double[m];
        Arrays.setAll(offsets, j -> v[j] + logB[j]);
        return offsets;
    }

    /** The mass in wrong columns; a relaxed column is right when it holds {@code b exp(-g / rho)}. */
    private double error(double[] sums, double[] v, double current) {
        double error = 0;
        for (int j = 0; j < m; j++) {
            error += Math.abs(sums[j] - b[j] * Math.exp(-v[j] * current / relaxation));
        }
        return error;
    }

    private double[] columnStep(double[] v, double[] logs, double[] sums, double current, double lambda) {
        double[] next = new double[m];
        double[] rowOffsets = new double[0];
        for (int j = 0; j < m; j++) {
            double log; // M_j
            if (sums[j] >= LEAST_SUM) {
                log = Math.log(sums[j]) - logB[j] - v[j];
            } else {
                if (rowOffsets.length == 0) {
                    rowOffsets = new double[n];
                    for (int i = 0; i < n; i++) {
                        rowOffsets[i] = -lambda * logs[i] + Math.log(a[i]);
                    }
                }
                log = rows.columnLog(-1 / current, rowOffsets, j);
            }
            next[j] = -lambda * log;
        }
        return next;
    }

    private Solution solution(double value, double[] v, int iteration, double error, double current, Stop stop) {
        boolean atEpsilon = current <= epsilon * (1 + 1e-9);
        double[] scaled = v;
        if (!atEpsilon) {
            scaled = new double[m];
            for (int j = 0; j < m; j++) {
                scaled[j] = v[j] * (current / epsilon); // the potential v epsilon stays
            }
        }
        boolean converged = atEpsilon && error <= stop.tolerance;
        Convergence how = new Convergence(
                converged, iteration, error, stop.tolerance, "marginal error", "raise maxIterations or epsilon");
        return new Solution(converged ? value : upperBound(scaled), scaled, how);
    }

    /**
     * The primal objective of the coupling of {@code v}, after it has been brought to the marginals if they are exact.
     */
    private double upperBound(double[] v) {
        double[] plan = plan(v);
        boolean exact = relaxation == Double.POSITIVE_INFINITY;
        double[] row = new double[n];
        double[] column = new double[m];
        sums(plan, row, column);
        if (exact) { // Altschuler, Weed, Rigollet, NeurIPS 2017, algorithm 2
            for (int k = 0; k < plan.length; k++) {
                plan[k] *= Math.min(1, b[k % m] / column[k % m]);
            }
            sums(plan, row, column);
            double missing = 0;
            for (int i = 0; i < n; i++) {
                missing += Math.max(0, a[i] - row[i]);
            }
            for (int k = 0; k < plan.length && missing > 0; k++) {
                plan[k] += Math.max(0, a[k / m] - row[k / m]) * Math.max(0, b[k % m] - column[k % m]) / missing;
            }
        }
        double value = 0;
        for (int k = 0; k < plan.length; k++) {
            value += plan[k] * costs[k] + epsilon * divergence(plan[k], a[k / m] * b[k % m]);
        }
        if (!exact) {
            for (int i = 0; i < n; i++) {
                value += relaxation * divergence(row[i], a[i]);
            }
            for (int j = 0; j < m; j++) {
                value += relaxation * divergence(column[j], b[j]);
            }
        }
        return value;
    }

    private void sums(double[] plan, double[] row, double[] column) {
        Arrays.fill(row, 0);
        Arrays.fill(column, 0);
        for (int k = 0; k < plan.length; k++) {
            row[k / m] += plan[k];
            column[k % m] += plan[k];
        }
    }

    private static double divergence(double p, double q) {
        return (p > 0 ? p * Math.log(p / q) : 0) - p + q;
    }

    /** The dual objective: {@code sum a f + sum b g}, or with relaxed marginals the conjugates of their KL terms. */
    private double value(double current, double[] v, double[] logs, double[] sums) {
        double lambda = lambda(current);
        double value = 0;
        if (relaxation == Double.POSITIVE_INFINITY) {
            for (int i = 0; i < n; i++) {
                value -= current * logs[i] * a[i];
            }
            for (int j = 0; j < m; j++) {
                value += current * v[j] * b[j];
            }
            return value;
        }
        double mass = 0;
        for (int i = 0; i < n; i++) {
            value -= relaxation * Math.expm1(lambda * logs[i] * current / relaxation) * a[i];
        }
        for (int j = 0; j < m; j++) {
            value -= relaxation * Math.expm1(-v[j] * current / relaxation) * b[j];
            mass += sums[j];
        }
        return value - current * (mass - 1);
    }

    /** The coupling of a solution, {@code [n, m]}: rows are exact, columns to its marginal error. */
    double[] plan(Solution solution) {
        return plan(solution.v);
    }

    private double[] plan(double[] v) {
        double lambda = lambda(epsilon);
        return rows.shares(-1 / epsilon, offsets(v), (i, log) -> Math.exp((1 - lambda) * log) * a[i]);
    }
}
