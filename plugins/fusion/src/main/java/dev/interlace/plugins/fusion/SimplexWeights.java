package dev.interlace.plugins.fusion;

import java.util.Arrays;

/**
 * Weights on the simplex that maximise {@code sum_i log(sum_m w_m q_mi / sum_m w_m a_mi)}, where {@code q_mi} is the
 * probability that member m gave the true class of row i and {@code a_mi} is 1 where the member is present.
 *
 * <p>Exponentiated gradient with a step that is halved whenever the objective would fall: every iterate stays on the
 * simplex and the objective never gets worse. Without absent members the problem is concave, so the limit is the global
 * optimum.
 *
 * <p>Reference: Kivinen and Warmuth: Exponentiated Gradient versus Gradient Descent for Linear Predictors, Information
 * and Computation 132(1), 1997.
 */
final class SimplexWeights {
    private static final int ITERATIONS = 2000;
    private static final double TOLERANCE = 1e-12;
    /** Keeps the logarithm finite where every member gave the true class probability 0. */
    private static final double FLOOR = 1e-12;

    private SimplexWeights() {}

    /**
     * Fits the weights.
     *
     * @param q {@code [members][rows]}
     * @param present {@code [members][rows]}
     * @param rows the rows that count; each has a member present
     * @return {@code [members]}, at least 0, sum 1
     */
    static double[] fit(double[][] q, boolean[][] present, int[] rows) {
        double[] w = new double[q.length];
        Arrays.fill(w, 1.0 / w.length);
        double step = 1;
        double value = objective(w, q, present, rows);
        for (int iteration = 0; iteration < ITERATIONS && step > 1e-9; iteration++) {
            double[] gradient = gradient(w, q, present, rows);
            double[] next = new double[w.length];
            double sum = 0;
            for (int m = 0; m < w.length; m++) {
                next[m] = w[m] * Math.exp(Math.max(-50, Math.min(50, step * gradient[m])));
                sum += next[m];
            }
            for (int m = 0; m < w.length; m++) {
                next[m] /= sum;
            }
            double better = objective(next, q, present, rows);
            if (better < value) {
                step /= 2;
                continue;
            }
            boolean converged = better - value < TOLERANCE * Math.max(1, Math.abs(value));
            w = next;
            value = better;
            step *= 1.2;
            if (converged) {
                break;
            }
        }
        return w;
    }

    /** The mean log-probability of the true class. */
    static double objective(double[] w, double[][] q, boolean[][] present, int[] rows) {
        double sum = 0;
        for (int row : rows) {
            double pooled = 0;
            double mass = 0;
            for (int m = 0; m < w.length; m++) {
                pooled += w[m] * q[m][row];
                mass += present[m][row] ? w[m] : 0;
            }
            sum += Math.log(Math.max(pooled, FLOOR)) - Math.log(Math.max(mass, FLOOR));
        }
        return rows.length == 0 ? 0 : sum / rows.length;
    }

    private static double[] gradient(double[] w, double[][] q, boolean[][] present, int[] rows) {
        double[] gradient = new double[w.length];
        for (int row : rows) {
            double pooled = 0;
            double mass = 0;
            for (int m = 0; m < w.length; m++) {
                pooled += w[m] * q[m][row];
                mass += present[m][row] ? w[m] : 0;
            }
            for (int m = 0; m < w.length; m++) {
                gradient[m] += (q[m][row] / Math.max(pooled, FLOOR) - (present[m][row] ? 1 / Math.max(mass, FLOOR) : 0))
                        / rows.length;
            }
        }
        return gradient;
    }
}
