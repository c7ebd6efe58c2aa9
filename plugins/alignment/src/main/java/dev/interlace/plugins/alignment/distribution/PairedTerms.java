package dev.interlace.plugins.alignment.distribution;

import java.util.List;

/**
 * Estimators of the squared maximum mean discrepancy that use some pairs of rows instead of all: means of {@code h_ij =
 * k(x_i, x_j) + k(y_i, y_j) - k(x_i, y_j) - k(x_j, y_i)} with i not j. Both samples count up to the shorter one's
 * length.
 *
 * <p>Reference: Gretton et al.: A Kernel Two-Sample Test, JMLR 13, 2012, Lemma 6 (h, all pairs) and Lemma 14 (linear
 * time); Schrab et al.: Efficient Aggregated Kernel Tests using Incomplete U-statistics, NeurIPS 2022, section 4 (some
 * pairs, here those of rows at most {@code offsets} apart).
 */
final class PairedTerms {
    /** A pair of row numbers. */
    @FunctionalInterface
    private interface Term {
        void on(int i, int j);
    }

    private final RowKernel kernel;
    private final Sample x;
    private final Sample y;
    private final int offsets;

    private PairedTerms(RowKernel kernel, Sample x, Sample y, int offsets) {
        this.kernel = kernel;
        this.x = x;
        this.y = y;
        this.offsets = offsets;
    }

    /** The pairs (0, 1), (2, 3), ...: terms that are independent of each other. */
    static PairedTerms linear(RowKernel kernel, Sample x, Sample y) {
        return new PairedTerms(kernel, x, y, 0);
    }

    /** The pairs (i, i + 1), ..., (i, i + offsets) of every row i, as far as there are so many rows. */
    static PairedTerms incomplete(RowKernel kernel, Sample x, Sample y, int offsets) {
        return new PairedTerms(kernel, x, y, offsets);
    }

    private void forEach(Term term) {
        int n = Math.min(x.n, y.n);
        if (offsets == 0) {
            for (int i = 0; i + 1 < n; i += 2) {
                term.on(i, i + 1);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j <= Math.min(n - 1, i + offsets); j++) {
                term.on(i, j);
            }
        }
    }

    /** h of every pair. */
    double[] terms() {
        int[] count = new int[1];
        forEach((i, j) -> count[0]++);
        double[] terms = new double[count[0]];
        int[] next = new int[1];
        forEach((i, j) -> terms[next[0]++] = kernel.value(x, i, x, j)
                + kernel.value(y, i, y, j)
                - kernel.value(x, i, y, j)
                - kernel.value(x, j, y, i));
        return terms;
    }

    double value() {
        double[] terms = terms();
        double sum = 0;
        for (double term : terms) {
            sum += term;
        }
        return sum / terms.length;
    }

    /** Adds the gradient of {@link #value} with respect to x. */
    void addGradient(List<double[]> gradient) {
        double each = 1.0 / terms().length;
        forEach((i, j) -> {
            kernel.addGradient(each, x, i, gradient, x, j, gradient);
            kernel.addGradient(-each, x, i, gradient, y, j, List.of());
            kernel.addGradient(-each, x, j, gradient, y, i, List.of());
        });
    }
}
