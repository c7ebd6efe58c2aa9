package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Cholesky;
import dev.interlace.learn.training.Lbfgs;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Labels;
import java.util.Arrays;

/**
 * The classifiers on a Gram matrix of {@link KernelSumFusion}: their coefficients {@code [n][classes]}, and the
 * decisions that follow from them.
 */
final class KernelClassifier {
    /** A class without training rows keeps this share, so that its logarithm is finite. */
    private static final double FLOOR = 1e-12;

    private static final int STEPS = 200;
    private static final double TOLERANCE = 1e-7;

    private KernelClassifier() {}

    /** {@code (K + ridge I)^-1 (Y - q)}, {@code [n][classes]}. */
    static double[][] ridge(double[][] gram, Labels labels, double[] shares, double ridge, FitContext context) {
        double[][] a = new double[gram.length][];
        for (int row = 0; row < a.length; row++) {
            a[row] = gram[row].clone();
            a[row][row] += ridge;
        }
        Cholesky factor = Cholesky.of(a, context::checkCancelled);
        double[][] coefficients = new double[gram.length][shares.length];
        for (int c = 0; c < shares.length; c++) {
            context.checkCancelled();
            double[] target = new double[gram.length];
            for (int row = 0; row < target.length; row++) {
                target[row] = (labels.get(row) == c ? 1 : 0) - shares[c];
            }
            double[] solved = factor.solve(target);
            for (int row = 0; row < solved.length; row++) {
                coefficients[row][c] = solved[row];
            }
        }
        return coefficients;
    }

    /** The A of {@code softmax(ln q + A' k)}, {@code [n][classes]}. */
    static double[][] softmax(double[][] gram, Labels labels, double[] shares, double ridge, FitContext context) {
        int n = gram.length;
        int classes = shares.length;
        double[] found = Lbfgs.minimize(
                        (a, gradient) -> {
                            context.checkCancelled();
                            double[] ka = product(gram, a, classes);
                            double[] slope = new double[a.length]; // d value / d (K A), so the gradient is K slope
                            double value = 0;
                            for (int row = 0; row < n; row++) {
                                double[] p = softmax(shares, ka, row * classes);
                                value -= Math.log(Math.max(p[labels.get(row)], Double.MIN_NORMAL)) / n;
                                for (int c = 0; c < classes; c++) {
                                    int at = row * classes + c;
                                    value += ridge / (2 * n) * a[at] * ka[at];
                                    slope[at] = (p[c] - (labels.get(row) == c ? 1 : 0)) / n + ridge / n * a[at];
                                }
                            }
                            System.arraycopy(product(gram, slope, classes), 0, gradient, 0, gradient.length);
                            return value;
                        },
                        new double[n * classes],
                        STEPS,
                        TOLERANCE,
                        (done, value) -> context.checkCancelled())
                .x();
        double[][] coefficients = new double[n][];
        for (int row = 0; row < n; row++) {
            coefficients[row] = Arrays.copyOfRange(found, row * classes, (row + 1) * classes);
        }
        return coefficients;
    }

    /** {@code K A}, row after row. */
    private static double[] product(double[][] gram, double[] a, int classes) {
        double[] result = new double[a.length];
        for (int i = 0; i < gram.length; i++) {
            for (int j = 0; j < gram.length; j++) {
                double k = gram[i][j];
                for (int c = 0; c < classes; c++) {
                    result[i * classes + c] += k * a[j * classes + c];
                }
            }
        }
        return result;
    }

    /** {@code softmax(ln q + f)} of the entries from {@code from} on. */
    static double[] softmax(double[] shares, double[] f, int from) {
        double[] p = new double[shares.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < p.length; c++) {
            p[c] = Math.log(Math.max(shares[c], FLOOR)) + f[from + c];
            most = Math.max(most, p[c]);
        }
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            p[c] = Math.exp(p[c] - most);
            sum += p[c];
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= sum;
        }
        return p;
    }

    /** The nearest point whose entries are at least 0 and sum to 1: {@code max(f - t, 0)}. */
    static double[] simplex(double[] f) {
        double[] sorted = f.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double shift = 0;
        for (int k = 1; k <= sorted.length; k++) {
            double next = sorted[sorted.length - k];
            sum += next;
            if (next > (sum - 1) / k) {
                shift = (sum - 1) / k;
            }
        }
        double t = shift;
        return Arrays.stream(f).map(x -> Math.max(0, x - t)).toArray();
    }
}
