package dev.interlace.plugins.alignment.distribution;

import dev.interlace.plugins.alignment.distribution.PairSums.Diagonal;
import java.util.List;

/**
 * The squared distance of two samples' mean embeddings under a function k of two rows, {@code mean k(x, x') + mean k(y,
 * y') - 2 mean k(x, y)}: the maximum mean discrepancy for a kernel function, the energy distance for {@code k = -|x -
 * y|}.
 *
 * <p>n rows of x, m rows of y. Time n m d, memory of the samples and some blocks of pairs.
 *
 * @param diagonal whether the pairs of a row with itself count: KEPT is the biased estimator, LEFT_OUT the unbiased one
 */
record EmbeddingDistance(RowKernel kernel, Diagonal diagonal) {
    double value(Sample x, Sample y) {
        double across = PairSums.of(kernel, x, y, () -> {}).total();
        return within(x) + within(y) - 2 * across / ((double) x.n * y.n);
    }

    private double within(Sample x) {
        PairSums sums = PairSums.of(kernel, x, x, () -> {});
        return (diagonal == Diagonal.KEPT ? sums.total() : sums.offDiagonal()) / pairs(x.n);
    }

    /** Pairs of a row of n with another, or with any. */
    private double pairs(int n) {
        return diagonal == Diagonal.KEPT ? (double) n * n : (double) n * (n - 1);
    }

    /** Adds {@code factor} times the gradient of {@link #value} with respect to x. */
    void addGradient(Sample x, Sample y, double factor, List<double[]> gradient) {
        PairSums.addGradient(kernel, x, x, diagonal, factor / pairs(x.n), gradient);
        PairSums.addGradient(kernel, x, y, Diagonal.KEPT, -2 * factor / ((double) x.n * y.n), gradient);
    }

    /** The witness function {@code mean k(x, t) - mean k(y, t)} at the rows t of {@code points}, {@code [points]}. */
    double[] witness(Sample x, Sample y, Sample points) {
        double[] ofX = PairSums.of(kernel, x, points, () -> {}).columns();
        double[] ofY = PairSums.of(kernel, y, points, () -> {}).columns();
        double[] witness = new double[points.n];
        for (int t = 0; t < points.n; t++) {
            witness[t] = ofX[t] / x.n - ofY[t] / y.n;
        }
        return witness;
    }

    /**
     * The variance of {@link #value} where the distributions differ, to first order: {@code 4 Var f(x) / n + 4 Var f(y)
     * / m} with the witness function f.
     */
    double variance(Sample x, Sample y) {
        return 4 * variance(witness(x, y, x)) / x.n + 4 * variance(witness(x, y, y)) / y.n;
    }

    /** The sample variance of at least two numbers, with n - 1. */
    static double variance(double[] numbers) {
        double mean = 0;
        for (double number : numbers) {
            mean += number / numbers.length;
        }
        double sum = 0;
        for (double number : numbers) {
            sum += (number - mean) * (number - mean);
        }
        return sum / (numbers.length - 1);
    }
}
