package dev.interlace.learn.loops;

import dev.interlace.learn.loops.Loops.Bandwidths;
import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import java.util.Arrays;

/**
 * The mean of Gaussian kernel functions over all pairs of rows of two samples, with its gradients, a block of pairs
 * after the other: the products of 64 rows with 64 rows, their kernel functions in their place, and what these pull at
 * the rows stay in the cache. Of a sample against itself a block and its mirror image are computed once.
 *
 * <p>n rows of x, m rows of y, d width, S bandwidths. Time n m d; memory n d and m d per thread. Blocks are shared out
 * among threads evenly and in order, so that equal numbers of threads give equal bits.
 *
 * <p>With {@code k = 1/S sum_s exp(-|x - y|^2 / (2 sigma_s^2))} and {@code w = 1/S sum_s k_s / sigma_s^2}: {@code dk/dx
 * = -w (x - y)}, so the gradient of {@code sum_ij k(x_i, y_j)} is {@code W y - rowsum(W) x} with respect to one place
 * of x, and {@code W' x - columnsum(W) y} with respect to y.
 */
final class GaussianPairs {
    private static final int BLOCK = 64;

    /** Each squaring doubles the relative rounding error, 6e-8 at first. */
    private static final int MOST_SQUARINGS = 8;

    private final Bandwidths bandwidths;

    GaussianPairs(double[] sigmas) {
        double[] ascending = sigmas.clone();
        Arrays.sort(ascending);
        float[] exponents = new float[ascending.length];
        float[] slopes = new float[ascending.length];
        for (int s = 0; s < ascending.length; s++) {
            double square = ascending[s] * ascending[s];
            exponents[s] = (float) (-1 / (2 * square));
            slopes[s] = (float) (1 / (ascending.length * square));
        }
        bandwidths = new Bandwidths(exponents, slopes, squarings(ascending));
    }

    /** Rows on the heap with what every pair needs of them. */
    static final class Sample {
        final float[] rows; // [n, d]
        final int n;
        final int d;
        private final float[] squares; // [n], |x|^2
        private final float[] turned; // [blocks, d, BLOCK], each block's rows as columns

        Sample(float[] rows, int n, int d, Slot scratch) {
            this.rows = rows;
            this.n = n;
            this.d = d;
            squares = scratch.floats(n);
            turned = scratch.floats((long) blocks() * d * BLOCK);
            for (int i = 0; i < n; i++) {
                squares[i] = HostLoops.LOOPS.dot(rows, i * d, rows, i * d, d);
                int to = i / BLOCK * d * BLOCK + i % BLOCK;
                for (int j = 0; j < d; j++, to += BLOCK) {
                    turned[to] = rows[i * d + j];
                }
            }
        }

        int blocks() {
            return (n + BLOCK - 1) / BLOCK;
        }

        private int size(int block) {
            return Math.min(BLOCK, n - block * BLOCK);
        }
    }

    /** What one thread adds up. */
    private static final class Sums {
        private final float[] kernels; // [BLOCK, BLOCK], products at first, weights at last
        private final float[] scratch = new float[BLOCK];
        private final double[] total; // [S]
        private final float[] pullX; // [n, d], W y
        private final float[] pullY; // [m, d], W' x
        private final double[] weightX; // [n], row sums of W
        private final double[] weightY; // [m], column sums

        Sums(Sample x, Sample y, boolean forX, boolean forY, int bandwidths, Slot arrays) {
            kernels = arrays.floats(BLOCK * BLOCK);
            total = new double[bandwidths];
            pullX = zeros(arrays, forX ? x.rows.length : 0);
            pullY = zeros(arrays, forY ? y.rows.length : 0);
            weightX = new double[forX ? x.n : 0];
            weightY = new double[forY ? y.n : 0];
        }

        private static float[] zeros(Slot arrays, int length) {
            float[] zeros = arrays.floats(length);
            Arrays.fill(zeros, 0);
            return zeros;
        }
    }

    /**
     * The sum of k over all pairs of x and y.
     *
     * @param factor of the gradients, which are added where the arrays have entries
     * @param forX {@code [n, d]} or empty
     * @param forY {@code [m, d]} or empty
     */
    double across(Sample x, Sample y, double factor, float[] forX, float[] forY, Slot scratch) {
        int wide = y.blocks();
        Sums[] sums = shared(x, y, forX.length > 0, forY.length > 0, x.blocks() * wide, scratch, (own, pair) -> {
            int i = pair / wide;
            int j = pair % wide;
            kernels(x, i, y, j, 1, own);
            if (forX.length > 0) {
                pull(x, i, y, j, own.kernels, own.pullX, own.weightX);
            }
            if (forY.length > 0) {
                pullBack(x, i, y, j, own.kernels, own.pullY, own.weightY);
            }
        });
        for (Sums own : sums) {
            add(factor, own.pullX, own.weightX, x, forX);
            add(factor, own.pullY, own.weightY, y, forY);
        }
        return total(sums);
    }

    /**
     * The sum of k over all pairs of x with itself, a row with itself included; with twice the gradient of one place,
     * which is that of both.
     */
    double within(Sample x, double factor, float[] forX, Slot scratch) {
        int blocks = x.blocks();
        boolean differentiates = forX.length > 0;
        Sums[] sums = shared(x, x, differentiates, false, blocks * (blocks + 1) / 2, scratch, (own, pair) -> {
            int j = (int) ((Math.sqrt(8.0 * pair + 1) - 1) / 2); // pairs 0; 1, 2; 3, 4, 5; ... of blocks i <= j
            int i = pair - j * (j + 1) / 2;
            kernels(x, i, x, j, i == j ? 1 : 2, own);
            if (differentiates) {
                pull(x, i, x, j, own.kernels, own.pullX, own.weightX);
                if (i != j) { // the mirror image
                    pullBack(x, i, x, j, own.kernels, own.pullX, own.weightX);
                }
            }
        });
        for (Sums own : sums) {
            add(2 * factor, own.pullX, own.weightX, x, forX);
        }
        return total(sums);
    }

    @FunctionalInterface
    private interface Pair {
        void run(Sums own, int pair);
    }

    private Sums[] shared(Sample x, Sample y, boolean forX, boolean forY, int pairs, Slot scratch, Pair pair) {
        int threads = Math.min(pairs, HostLoops.threads());
        Sums[] sums = new Sums[threads];
        for (int t = 0; t < threads; t++) {
            sums[t] = new Sums(x, y, forX, forY, bandwidths.exponents().length, scratch.part(t));
        }
        HostLoops.shares(pairs, threads, (share, from, to) -> {
            for (int p = from; p < to; p++) {
                pair.run(sums[share], p);
            }
        });
        return sums;
    }

    /** Leaves W in the place of the products, and adds the kernel functions, {@code times} each. */
    private void kernels(Sample x, int i, Sample y, int j, int times, Sums own) {
        int d = x.d;
        int rows = x.size(i);
        int columns = y.size(j);
        HostLoops.LOOPS.product(
                Left.plain(new Rows(x.rows, i * BLOCK * d, d)),
                new Rows(y.turned, j * d * BLOCK, BLOCK),
                new Rows(own.kernels, 0, BLOCK),
                rows,
                columns,
                d);
        double[] sums = new double[own.total.length];
        for (int r = 0; r < rows; r++) {
            float square = x.squares[i * BLOCK + r];
            HostLoops.LOOPS.gaussians(
                    own.kernels, r * BLOCK, square, y.squares, j * BLOCK, columns, bandwidths, own.scratch, sums);
        }
        for (int s = 0; s < sums.length; s++) {
            own.total[s] += times * sums[s];
        }
    }

    /** What block j of y pulls at block i of x: {@code pull += W y}, {@code weight += W 1}. */
    private static void pull(Sample x, int i, Sample y, int j, float[] kernels, float[] pull, double[] weight) {
        int d = x.d;
        int rows = x.size(i);
        int columns = y.size(j);
        HostLoops.LOOPS.addProduct(
                Left.plain(new Rows(kernels, 0, BLOCK)),
                new Rows(y.rows, j * BLOCK * d, d),
                new Rows(pull, i * BLOCK * d, d),
                rows,
                d,
                columns);
        for (int r = 0; r < rows; r++) {
            weight[i * BLOCK + r] += HostLoops.LOOPS.sum(kernels, r * BLOCK, columns);
        }
    }

    /** What block i of x pulls at block j of y: {@code pull += W' x}, {@code weight += W' 1}. */
    private static void pullBack(Sample x, int i, Sample y, int j, float[] kernels, float[] pull, double[] weight) {
        int d = x.d;
        int rows = x.size(i);
        int columns = y.size(j);
        HostLoops.LOOPS.addProduct(
                Left.turned(new Rows(kernels, 0, BLOCK)),
                new Rows(x.rows, i * BLOCK * d, d),
                new Rows(pull, j * BLOCK * d, d),
                columns,
                d,
                rows);
        float[] sums = new float[BLOCK];
        HostLoops.LOOPS.addRows(
                kernels, 0, sums, 0, rows, BLOCK); // beyond columns it holds what was there, and is not read
        for (int c = 0; c < columns; c++) {
            weight[j * BLOCK + c] += sums[c];
        }
    }

    private static void add(double factor, float[] pull, double[] weight, Sample x, float[] target) {
        for (int i = 0; i < weight.length; i++) {
            float own = (float) (factor * weight[i]);
            float others = (float) factor;
            for (int at = i * x.d; at < (i + 1) * x.d; at++) {
                target[at] += others * pull[at] - own * x.rows[at];
            }
        }
    }

    private double total(Sums[] sums) {
        double total = 0;
        for (Sums own : sums) {
            total += Arrays.stream(own.total).sum();
        }
        return total / bandwidths.exponents().length;
    }

    /**
     * How often the kernel function of each bandwidth is squared to give that of the next smaller: 1 where they grow by
     * the root of 2, 2 where they double, 0 where they do not grow evenly or so far that the rounding would show.
     */
    private static int squarings(double[] ascending) {
        for (int squarings = 1; squarings <= 2 && ascending.length > 1; squarings++) {
            double ratio = Math.pow(2, squarings / 2.0);
            boolean even = squarings * (ascending.length - 1) <= MOST_SQUARINGS;
            for (int s = 1; s < ascending.length; s++) {
                even &= Math.abs(ascending[s] / ascending[s - 1] / ratio - 1) < 1e-9;
            }
            if (even) {
                return squarings;
            }
        }
        return 0;
    }
}
