package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.tape.SoftRows;
import java.util.Arrays;
import java.util.Locale;

/**
 * Entropic optimal transport between n points of mass 1/n and m points of mass 1/m, by Sinkhorn's algorithm in the log
 * domain.
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
 * the largest cost and is halved each iteration until it is the one asked for (Feydy, section 3): from scratch, small
 * values take many more iterations. From there on steps are accelerated ({@link Anderson}); a step that lowers the dual
 * objective is taken back. Measured: 8 against 8 normal points of width 5 at an epsilon of 0.5 (a twentieth of the mean
 * cost), to a marginal error of 1e-9: plain steps 150 to more than 20,000, accelerated ones 22 to 66.
 */
final class Sinkhorn {
    /** Column sums below this have lost digits to underflow, or are 0. */
    private static final double LEAST_SUM = 1e-290;

    /** The dual objective may fall by that share of itself: sums of some thousand terms in double precision. */
    private static final double SLACK = 1e-11;

    private final SoftRows rows;
    private final int n;
    private final int m;
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
        this.rows = new SoftRows(costs, n, m);
        this.n = n;
        this.m = m;
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
     * @param value the minimum, by its dual: exact to second order in the marginal error
     * @param v {@code [m]}, the right potential over epsilon
     * @param marginalError mass in wrong columns
     * @param reason why it stopped, in words
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers for loops; never compared
    record Solution(double value, double[] v, int iterations, double marginalError, boolean converged, String reason) {}

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
        for (int iteration = 1; ; iteration++) {
            eachIteration.run();
            double lambda = lambda(current);
            rows.share(-1 / current, offsets(v), log -> Math.exp((1 - lambda) * log) / n, logs, sums); // the row step
            double error = error(sums, v, current);
            boolean last = iteration > stages;
            double value = last ? value(v, logs, sums) : 0;
            if (last && iteration < stop.iterations && !(value >= best - SLACK * Math.abs(best))) {
                v = plain; // the accelerated step was none
                anderson.clear();
                best = Double.NEGATIVE_INFINITY;
                continue;
            }
            if (Double.isNaN(error)) {
                throw new IllegalStateException("sinkhorn: the potentials are not finite in iteration " + iteration
                        + "; raise epsilon or scale the costs");
            }
            if (last && (error <= stop.tolerance || iteration >= stop.iterations)) {
                return solution(value, v, iteration, error, stop);
            }
            plain = columnStep(v, logs, sums, current, lambda);
            if (last) {
                best = value;
                v = anderson.next(v, plain);
            } else {
                v = plain;
                current /= 2;
                for (int j = 0; j < m; j++) {
                    v[j] *= 2; // the potential v epsilon stays
                }
            }
        }
    }

    private double lambda(double current) {
        return relaxation == Double.POSITIVE_INFINITY ? 1 : relaxation / (relaxation + current);
    }

    private double[] offsets(double[] v) {
        double[] offsets = new double[m];
        Arrays.setAll(offsets, j -> v[j] - Math.log(m));
        return offsets;
    }

    /** The mass in wrong columns; a relaxed column is right when it holds {@code b exp(-g / rho)}. */
    private double error(double[] sums, double[] v, double current) {
        double error = 0;
        for (int j = 0; j < m; j++) {
            error += Math.abs(sums[j] - Math.exp(-v[j] * current / relaxation) / m);
        }
        return error;
    }

    private double[] columnStep(double[] v, double[] logs, double[] sums, double current, double lambda) {
        double[] next = new double[m];
        double[] rowOffsets = new double[0];
        for (int j = 0; j < m; j++) {
            double log; // M_j
            if (sums[j] >= LEAST_SUM) {
                log = Math.log(sums[j]) + Math.log(m) - v[j];
            } else {
                if (rowOffsets.length == 0) {
                    rowOffsets = new double[n];
                    for (int i = 0; i < n; i++) {
                        rowOffsets[i] = -lambda * logs[i] - Math.log(n);
                    }
                }
                log = rows.columnLog(-1 / current, rowOffsets, j);
            }
            next[j] = -lambda * log;
        }
        return next;
    }

    private Solution solution(double value, double[] v, int iteration, double error, Stop stop) {
        boolean converged = error <= stop.tolerance;
        String reason = String.format(
                Locale.ROOT,
                converged
                        ? "the marginal error %.1e is within the tolerance %.1e"
                        : "stopped at the most iterations with a marginal error of %.1e, above the tolerance %.1e; raise"
                                + " maxIterations or epsilon",
                error,
                stop.tolerance);
        return new Solution(value, v, iteration, error, converged, reason);
    }

    /** The dual objective: {@code sum a f + sum b g}, or with relaxed marginals the conjugates of their KL terms. */
    private double value(double[] v, double[] logs, double[] sums) {
        double lambda = lambda(epsilon);
        double value = 0;
        if (relaxation == Double.POSITIVE_INFINITY) {
            for (double log : logs) {
                value -= epsilon * log / n;
            }
            for (double potential : v) {
                value += epsilon * potential / m;
            }
            return value;
        }
        double mass = 0;
        for (double log : logs) {
            value -= relaxation * Math.expm1(lambda * log * epsilon / relaxation) / n;
        }
        for (int j = 0; j < m; j++) {
            value -= relaxation * Math.expm1(-v[j] * epsilon / relaxation) / m;
            mass += sums[j];
        }
        return value - epsilon * (mass - 1);
    }

    /** The coupling of a solution, {@code [n, m]}: rows are exact, columns to its marginal error. */
    double[] plan(Solution solution) {
        double lambda = lambda(epsilon);
        return rows.shares(-1 / epsilon, offsets(solution.v), log -> Math.exp((1 - lambda) * log) / n);
    }
}
