package dev.interlace.plugins.fusion;

import dev.interlace.learn.training.Lbfgs;
import dev.interlace.learn.training.Lbfgs.Watcher;
import java.util.Arrays;

/**
 * Softmax regression with a ridge, in double precision: {@code p = softmax(x W + b)} with the W and b that minimise the
 * mean log-loss {@code + ridge / 2 |W|^2}; b is not penalised. The problem is convex, so the end does not depend on the
 * start.
 *
 * @param w {@code [features][classes]}, row after row
 * @param b {@code [classes]}
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of a fit; never compared
record SoftmaxRegression(double[] w, double[] b) {
    private static final int STEPS = 500;
    private static final double TOLERANCE = 1e-7;

    /**
     * Fits.
     *
     * @param x {@code [rows][features]}
     * @param labels {@code [rows]}, each in {@code [0, classes)}
     * @param ridge strength of the penalty, in (0, inf)
     */
    static SoftmaxRegression fit(double[][] x, int[] labels, int classes, double ridge, Watcher watcher) {
        int features = x[0].length;
        int weights = features * classes;
        double[] found = Lbfgs.minimize(
                        (at, gradient) -> {
                            double value = 0;
                            Arrays.fill(gradient, 0);
                            for (int i = 0; i < weights; i++) {
                                value += ridge / 2 * at[i] * at[i];
                                gradient[i] = ridge * at[i];
                            }
                            double[] p = new double[classes];
                            for (int row = 0; row < x.length; row++) {
                                value += logLoss(x[row], at, p, labels[row]) / x.length;
                                for (int c = 0; c < classes; c++) {
                                    double gap = (p[c] - (labels[row] == c ? 1 : 0)) / x.length; // d loss / d logit
                                    gradient[weights + c] += gap;
                                    for (int f = 0; f < features; f++) {
                                        gradient[f * classes + c] += gap * x[row][f];
                                    }
                                }
                            }
                            return value;
                        },
                        new double[weights + classes],
                        STEPS,
                        TOLERANCE,
                        watcher)
                .x();
        return new SoftmaxRegression(
                Arrays.copyOf(found, weights), Arrays.copyOfRange(found, weights, weights + classes));
    }

    /** The class probabilities of a row. */
    double[] predict(double[] x) {
        double[] all = Arrays.copyOf(w, w.length + b.length);
        System.arraycopy(b, 0, all, w.length, b.length);
        double[] p = new double[b.length];
        logLoss(x, all, p, 0);
        return p;
    }

    /** Writes the probabilities and returns {@code -log p[label]}. */
    private static double logLoss(double[] x, double[] at, double[] p, int label) {
        int classes = p.length;
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            p[c] = at[x.length * classes + c];
            for (int f = 0; f < x.length; f++) {
                p[c] += x[f] * at[f * classes + c];
            }
            most = Math.max(most, p[c]);
        }
        double ofLabel = p[label] - most;
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            p[c] = Math.exp(p[c] - most);
            sum += p[c];
        }
        for (int c = 0; c < classes; c++) {
            p[c] /= sum;
        }
        return Math.log(sum) - ofLabel;
    }
}
