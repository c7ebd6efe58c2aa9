package dev.interlace.plugins.alignment.transport;

import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The Wasserstein distance of two samples along some directions: {@code (mean_l W_p^p(X u_l, Y u_l))^(1/p)}.
 *
 * <p>On a line the best coupling joins equal quantiles, so sorting solves the problem exactly: {@code W_p^p = sum w_ij
 * |x_(i) - y_(j)|^p}, where {@code w_ij} is the length that {@code [i/n, (i+1)/n]} and {@code [j/m, (j+1)/m]} have in
 * common; it is counted in whole units of {@code 1/(n m)}.
 *
 * @param method id for messages
 * @param p order, at least 1
 * @param directions {@code [l][d]}
 */
@SuppressWarnings("ArrayRecordComponent") // numbers for loops; never compared
record Projections(String method, double p, double[][] directions) {
    /** The i-th smallest on the left meets the j-th smallest on the right with that mass. */
    @FunctionalInterface
    interface Meeting {
        void of(int i, int j, double mass);
    }

    /** Joins the quantiles of n and m equally heavy points. */
    static void couple(int n, int m, Meeting meeting) {
        int j = 0;
        long right = n;
        for (int i = 0; i < n; i++) {
            for (long left = m; left > 0; ) {
                long mass = Math.min(left, right);
                meeting.of(i, j, mass / ((double) n * m));
                left -= mass;
                right -= mass;
                if (right == 0) {
                    j++;
                    right = n;
                }
            }
        }
    }

    /** Joins the quantiles of points of those masses, each side in the order of its values. */
    static void couple(double[] a, double[] b, Meeting meeting) {
        int j = 0;
        double right = b[0];
        for (int i = 0; i < a.length; i++) {
            double left = a[i];
            while (left > right && j < b.length - 1) { // the last point takes what rounding leaves
                meeting.of(i, j, right);
                left -= right;
                right = b[++j];
            }
            meeting.of(i, j, left);
            right -= left;
        }
    }

    /** {@link #value} of rows that differ in mass. */
    double weighted(Samples s) {
        double[] sum = new double[1];
        for (double[] u : directions) {
            double[] x = project(s.x(), s.n(), u);
            double[] y = project(s.y(), s.m(), u);
            int[] left = order(x);
            int[] right = order(y);
            couple(
                    Arrays.stream(left).mapToDouble(i -> s.masses().left()[i]).toArray(),
                    Arrays.stream(right).mapToDouble(j -> s.masses().right()[j]).toArray(),
                    (i, j, mass) -> sum[0] += mass * Math.pow(Math.abs(x[left[i]] - y[right[j]]), p));
        }
        return root(sum[0] / directions.length);
    }

    double value(Samples s) {
        double sum = 0;
        for (double[] u : directions) {
            sum += power(sorted(project(s.x(), s.n(), u)), sorted(project(s.y(), s.m(), u)));
        }
        return root(sum / directions.length);
    }

    private double root(double power) {
        if (!(power < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(method + ": distances to the power of " + p
                    + " are no finite numbers; scale the features down, or take a smaller order");
        }
        return Math.pow(power, 1 / p);
    }

    /** {@code W_p^p} of two sorted samples. */
    private double power(double[] x, double[] y) {
        double[] sum = new double[1];
        couple(x.length, y.length, (i, j, mass) -> sum[0] += mass * Math.pow(Math.abs(x[i] - y[j]), p));
        return sum[0];
    }

    /** The gradient of {@link #value} with respect to the left rows, {@code [n, d]}; zero where the value is zero. */
    double[] gradient(Samples s) {
        double value = value(s);
        double[] gradient = new double[s.x().length];
        if (value == 0) {
            return gradient;
        }
        // d value = 1/p (mean power)^(1/p - 1) mean d power, and d |a|^p = p |a|^(p - 1) sign(a)
        double outer = Math.pow(value, 1 - p) / directions.length;
        for (double[] u : directions) {
            double[] x = project(s.x(), s.n(), u);
            double[] y = sorted(project(s.y(), s.m(), u));
            int[] rank = order(x);
            couple(s.n(), s.m(), (i, j, mass) -> {
                double a = x[rank[i]] - y[j];
                double slope = outer * mass * Math.pow(Math.abs(a), p - 1) * Math.signum(a);
                for (int c = 0; c < u.length; c++) {
                    gradient[rank[i] * u.length + c] += slope * u[c];
                }
            });
        }
        return gradient;
    }

    /** The rows are projected and sorted once; a relabelling then takes each half in the order that is known. */
    PermutationTest test(Samples s, int permutations, FitContext context) {
        int total = s.n() + s.m();
        double[] all = s.together();
        double[][] projected = new double[directions.length][];
        int[][] orders = new int[directions.length][];
        for (int l = 0; l < directions.length; l++) {
            context.checkCancelled();
            projected[l] = project(all, total, directions[l]);
            orders[l] = order(projected[l]);
        }
        return Relabelling.test(method, s.n(), s.m(), permutations, context, rows -> {
            boolean[] isLeft = new boolean[total];
            for (int i = 0; i < s.n(); i++) {
                isLeft[rows[i]] = true;
            }
            double sum = 0;
            for (int l = 0; l < directions.length; l++) {
                double[] x = new double[s.n()];
                double[] y = new double[s.m()];
                int i = 0;
                int j = 0;
                for (int row : orders[l]) {
                    if (isLeft[row]) {
                        x[i++] = projected[l][row];
                    } else {
                        y[j++] = projected[l][row];
                    }
                }
                sum += power(x, y);
            }
            return root(sum / directions.length);
        });
    }

    private static double[] project(double[] rows, int n, double[] u) {
        double[] along = new double[n];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < u.length; c++) {
                along[i] += rows[i * u.length + c] * u[c];
            }
        }
        return along;
    }

    private static double[] sorted(double[] values) {
        Arrays.sort(values);
        return values;
    }

    /** The rows from the smallest value to the largest; equal values by row. */
    private static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
