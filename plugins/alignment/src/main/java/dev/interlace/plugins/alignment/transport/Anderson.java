package dev.interlace.plugins.alignment.transport;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Anderson acceleration of a fixed-point iteration: the step that the last few steps, taken as linear, say would end
 * it.
 *
 * <p>With {@code r_k = T(v_k) - v_k}: {@code v_(k+1) = T(v_k) - sum_i gamma_i (T(v_(i+1)) - T(v_i))}, where gamma makes
 * {@code |r_k - sum_i gamma_i (r_(i+1) - r_i)|} least.
 *
 * <p>Reference: Walker, Ni: Anderson Acceleration for Fixed-Point Iterations, SIAM Journal on Numerical Analysis 49,
 * 2011; with a small ridge on the normal equations.
 */
final class Anderson {
    private static final int DEPTH = 10;

    /**
     * Share of the mean square that is added to the normal equations: differences of late steps are nearly parallel.
     */
    private static final double RIDGE = 1e-10;

    @SuppressWarnings("ArrayRecordComponent") // numbers for loops; never compared
    private record Step(double[] image, double[] residual) {}

    private final Deque<Step> steps = new ArrayDeque<>();

    /** Forgets the steps so far. */
    void clear() {
        steps.clear();
    }

    /** The next point after {@code v}, whose image under the iteration is {@code image}. */
    double[] next(double[] v, double[] image) {
        double[] residual = new double[v.length];
        Arrays.setAll(residual, j -> image[j] - v[j]);
        steps.addLast(new Step(image.clone(), residual));
        if (steps.size() > DEPTH + 1) {
            steps.removeFirst();
        }
        Step[] all = steps.toArray(Step[]::new);
        int k = all.length - 1;
        double[] next = image.clone();
        double[] gamma = weights(all, k);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < v.length; j++) {
                next[j] -= gamma[i] * (all[i + 1].image[j] - all[i].image[j]);
            }
        }
        return next;
    }

    private static double[] weights(Step[] all, int k) {
        double[][] normal = new double[k][k + 1];
        double trace = 0;
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                normal[a][b] = product(all[a + 1].residual, all[a].residual, all[b + 1].residual, all[b].residual);
            }
            normal[a][k] = product(all[a + 1].residual, all[a].residual, all[k].residual, new double[0]);
            trace += normal[a][a];
        }
        for (int a = 0; a < k; a++) {
            normal[a][a] += Math.max(Double.MIN_NORMAL, RIDGE * trace / k);
        }
        return solved(normal);
    }

    /** {@code (a - b) . (c - d)}; an empty d is 0. */
    private static double product(double[] a, double[] b, double[] c, double[] d) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (d.length == 0 ? c[j] : c[j] - d[j]);
        }
        return sum;
    }

    /** Elimination with the largest pivot; the last column is the right side. */
    private static double[] solved(double[][] rows) {
        int k = rows.length;
        for (int p = 0; p < k; p++) {
            int largest = p;
            for (int r = p + 1; r < k; r++) {
                largest = Math.abs(rows[r][p]) > Math.abs(rows[largest][p]) ? r : largest;
            }
            double[] pivot = rows[largest];
            rows[largest] = rows[p];
            rows[p] = pivot;
            for (int r = p + 1; r < k; r++) {
                double factor = rows[r][p] / pivot[p];
                for (int c = p; c <= k; c++) {
                    rows[r][c] -= factor * pivot[c];
                }
            }
        }
        double[] x = new double[k];
        for (int p = k - 1; p >= 0; p--) {
            double sum = rows[p][k];
            for (int c = p + 1; c < k; c++) {
                sum -= rows[p][c] * x[c];
            }
            x[p] = sum / rows[p][p];
        }
        return x;
    }
}
