package dev.interlace.plugins.alignment.sequence;

import dev.interlace.learn.networks.Cholesky;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Directions in which paired rows agree: {@code max corr(X v, Y w)}, one pair after the other, each uncorrelated with
 * those before.
 *
 * <p>With {@code Cxx = Lx Lx'} and {@code Cyy = Ly Ly'} the directions are {@code v = Lx^-T u}, {@code w = Ly^-T z} for
 * the singular vectors u, z of {@code Lx^-1 Cxy Ly^-T}, found by one-sided Jacobi rotations.
 *
 * <p>Reference: Hotelling: Relations between two sets of variates, Biometrika 28, 1936.
 *
 * @param left {@code [k][d]}, one direction a row, of unit sum of squares over the rows
 * @param right {@code [k][e]}
 * @param correlations {@code [k]}, descending
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of a factorisation; never compared
record CanonicalCorrelation(double[][] left, double[][] right, double[] correlations) {
    private static final int SWEEPS = 60;
    private static final double ROUNDING = 1e-14;

    /** Correlations below this are rounding, their directions arbitrary. */
    private static final double NO_CORRELATION = 1e-10;

    /**
     * @param x centred, {@code [n][d]}
     * @param y centred, {@code [n][e]}
     * @param components at most so many; fewer where nothing is left to correlate, none where all is constant
     * @param ridge added to each covariance, as a share of its mean variance
     */
    static CanonicalCorrelation of(double[][] x, double[][] y, int components, double ridge) {
        if (isConstant(x) || isConstant(y)) {
            return new CanonicalCorrelation(new double[0][], new double[0][], new double[0]);
        }
        Cholesky lx = Cholesky.of(covariance(x, ridge), () -> {});
        Cholesky ly = Cholesky.of(covariance(y, ridge), () -> {});
        double[][] cross = products(y, x); // Cyx: [e][d]
        double[][] half = columns(cross, lx); // Cyx Lx^-T: [e][d]
        double[][] whitened = columns(transposed(half), ly); // Lx^-1 Cxy Ly^-T: [d][e]
        double[][] z = rotate(whitened); // whitened becomes U S, z the right singular vectors by column
        int e = z.length;
        double[] singular = new double[e];
        for (int c = 0; c < e; c++) {
            singular[c] = Math.sqrt(dot(whitened, whitened, c, c));
        }
        List<Integer> order = IntStream.range(0, e)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -singular[c]))
                .filter(c -> singular[c] > NO_CORRELATION)
                .limit(components)
                .toList();
        List<double[]> left = new ArrayList<>();
        List<double[]> right = new ArrayList<>();
        for (int c : order) {
            double[] u = column(whitened, c);
            for (int i = 0; i < u.length; i++) {
                u[i] /= singular[c];
            }
            left.add(backward(lx, u));
            right.add(backward(ly, column(z, c)));
        }
        return new CanonicalCorrelation(
                left.toArray(double[][]::new),
                right.toArray(double[][]::new),
                order.stream().mapToDouble(c -> singular[c]).toArray());
    }

    /** {@code rows} in these directions: {@code [n][d] -> [n][k]}. */
    static double[][] project(double[][] rows, double[][] directions) {
        double[][] projected = new double[rows.length][directions.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < directions.length; k++) {
                for (int d = 0; d < rows[i].length; d++) {
                    projected[i][k] += rows[i][d] * directions[k][d];
                }
            }
        }
        return projected;
    }

    private static boolean isConstant(double[][] centred) {
        double most = 0;
        for (double[] row : centred) {
            for (double value : row) {
                most = Math.max(most, Math.abs(value));
            }
        }
        return most == 0;
    }

    private static double[][] covariance(double[][] x, double ridge) {
        double[][] c = products(x, x);
        double trace = 0;
        for (int i = 0; i < c.length; i++) {
            trace += c[i][i];
        }
        for (int i = 0; i < c.length; i++) {
            c[i][i] += ridge * trace / c.length;
        }
        return c;
    }

    /** {@code x' y}: {@code [n][d], [n][e] -> [d][e]}. */
    private static double[][] products(double[][] x, double[][] y) {
        double[][] c = new double[x[0].length][y[0].length];
        for (int n = 0; n < x.length; n++) {
            for (int i = 0; i < c.length; i++) {
                for (int j = 0; j < c[0].length; j++) {
                    c[i][j] += x[n][i] * y[n][j];
                }
            }
        }
        return c;
    }

    /** {@code A L^-T}: each row of A solved with L. */
    private static double[][] columns(double[][] a, Cholesky factor) {
        double[][] solved = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            solved[i] = factor.forward(a[i]);
        }
        return solved;
    }

    /** {@code L^-T u}. */
    private static double[] backward(Cholesky factor, double[] u) {
        double[][] lower = factor.lower();
        double[] x = u.clone();
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= lower[i][i];
            for (int k = 0; k < i; k++) {
                x[k] -= lower[i][k] * x[i];
            }
        }
        return x;
    }

    /** Turns the columns of {@code a} until they are orthogonal; returns the product of the rotations. */
    private static double[][] rotate(double[][] a) {
        int e = a[0].length;
        double[][] z = new double[e][e];
        for (int c = 0; c < e; c++) {
            z[c][c] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean turned = false;
            for (int p = 0; p < e; p++) {
                for (int q = p + 1; q < e; q++) {
                    double pq = dot(a, a, p, q);
                    double pp = dot(a, a, p, p);
                    double qq = dot(a, a, q, q);
                    if (Math.abs(pq) <= ROUNDING * Math.sqrt(pp * qq) || pq == 0) {
                        continue;
                    }
                    turned = true;
                    double tau = (qq - pp) / (2 * pq);
                    double tangent = Math.copySign(1, tau) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
                    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
                    turn(a, p, q, cosine, cosine * tangent);
                    turn(z, p, q, cosine, cosine * tangent);
                }
            }
            if (!turned) {
                return z;
            }
        }
        return z;
    }

    private static void turn(double[][] a, int p, int q, double cosine, double sine) {
        for (double[] row : a) {
            double old = row[p];
            row[p] = cosine * old - sine * row[q];
            row[q] = sine * old + cosine * row[q];
        }
    }

    private static double dot(double[][] a, double[][] b, int p, int q) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i][p] * b[i][q];
        }
        return sum;
    }

    private static double[] column(double[][] a, int c) {
        double[] column = new double[a.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = a[i][c];
        }
        return column;
    }

    private static double[][] transposed(double[][] a) {
        double[][] turned = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                turned[j][i] = a[i][j];
            }
        }
        return turned;
    }
}
