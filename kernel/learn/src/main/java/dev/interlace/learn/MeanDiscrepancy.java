package dev.interlace.learn;

import static dev.interlace.learn.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.MatrixProduct.Factor.TRANSPOSED;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Squared maximum mean discrepancy with a mean of Gaussian kernel functions, {@code k(a, b) = 1/S sum_s exp(-|a - b|^2 / (2
 * sigma_s^2))}.
 *
 * <p>Biased: {@code mean k(x, x') + mean k(y, y') - 2 mean k(x, y)}, all pairs, never negative. Unbiased: the pairs of a row with
 * itself are left out of the first two means, so the value may be negative when the distributions are close.
 *
 * <p>n rows of x, m rows of y, d width, S bandwidths. Time n m d, memory of three n x m matrices.
 *
 * <p>Reference: Gretton et al.: A Kernel Two-Sample Test, JMLR 2012, eq. 3 (unbiased) and eq. 5 (biased); as in the paper.
 */
public final class MeanDiscrepancy {
    /** Which pairs count. */
    public enum Estimator {
        BIASED,
        UNBIASED
    }

    private static final int MEDIAN_ROWS = 1000;

    /** Rows of x whose products are at hand at once; 128 x 2,000 of them fit in the second cache. */
    private static final int BLOCK = 128;

    /** Each squaring doubles the relative rounding error, 6e-8 at first. */
    private static final int MOST_SQUARINGS = 8;

    private final double[] bandwidths;
    private final Estimator estimator;

    /**
     * An estimator with fixed bandwidths.
     *
     * @param bandwidths sigma of each kernel function, in the unit of the features, each in (0, inf)
     */
    public MeanDiscrepancy(double[] bandwidths, Estimator estimator) {
        if (bandwidths.length == 0) {
            throw new IllegalArgumentException("MeanDiscrepancy.bandwidths needs at least one bandwidth, got none");
        }
        for (double sigma : bandwidths) {
            if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "MeanDiscrepancy.bandwidths must be in (0, inf), got " + Arrays.toString(bandwidths));
            }
        }
        this.bandwidths = bandwidths.clone();
        this.estimator = estimator;
    }

    /** The bandwidths sigma. */
    public double[] bandwidths() {
        return bandwidths.clone();
    }

    /**
     * The value.
     *
     * @param x {@code [n, d]}; unbiased needs n of at least 2
     * @param y {@code [m, d]}; unbiased needs m of at least 2
     */
    public double value(INDArray x, INDArray y) {
        check(x, y);
        requireFinite("left", x);
        requireFinite("right", y);
        return value(x, y, new Slot());
    }

    /** The value without checks, in arrays of {@code scratch} that the next call with the same shapes finds again. */
    double value(INDArray x, INDArray y, Slot scratch) {
        if (HostLoops.serves(x, y)) {
            return onHost(x, y, Optional.empty(), Optional.empty(), scratch);
        }
        return within(x, scratch.part(0)) + within(y, scratch.part(1)) - 2 * across(x, y, scratch.part(2));
    }

    /** The gradient of the value with respect to x, {@code [n, d]}. */
    public INDArray gradient(INDArray x, INDArray y) {
        check(x, y);
        requireFinite("left", x);
        requireFinite("right", y);
        INDArray gradient = Nd4j.createUninitialized(x.dataType(), x.shape(), 'c');
        Slot scratch = new Slot();
        if (HostLoops.serves(x, y)) {
            onHost(x, y, Optional.of(gradient), Optional.empty(), scratch);
            return gradient;
        }
        addGradientWithin(x, gradient, 1, 0, scratch);
        addGradientAcross(x, y, gradient, 1, scratch);
        return gradient;
    }

    /**
     * The mean of the kernel functions for every pair of rows, {@code [n, m]}.
     *
     * @param x {@code [n, d]}
     * @param y {@code [m, d]}
     */
    public INDArray gram(INDArray x, INDArray y) {
        Slot scratch = new Slot();
        INDArray distances = squaredDistances(x, y, scratch);
        INDArray kernelValues = scratch.array(x.dataType(), x.size(0), y.size(0));
        INDArray sum = Nd4j.zeros(x.dataType(), x.size(0), y.size(0));
        for (double sigma : bandwidths) {
            gaussian(distances, sigma, kernelValues);
            sum.addi(kernelValues);
        }
        return sum.divi(bandwidths.length);
    }

    /**
     * The median rule: the lower median of the Euclidean distances between distinct rows of both samples together. Of more than
     * {@code 1,000} rows every k-th is taken, so that time and memory stay bounded.
     *
     * @param x {@code [n, d]}
     * @param y {@code [m, d]}
     * @return a bandwidth sigma in the unit of the features
     * @throws IllegalArgumentException when more than half of the distances are 0
     */
    public static double medianDistance(INDArray x, INDArray y) {
        INDArray all = Nd4j.vstack(x, y);
        int rows = Math.toIntExact(all.size(0));
        int stride = (rows + MEDIAN_ROWS - 1) / MEDIAN_ROWS;
        int[] chosen =
                IntStream.iterate(0, row -> row < rows, row -> row + stride).toArray();
        INDArray some = Nd4j.pullRows(all, 1, chosen).dup('c');
        double[] squared = Host.doubles(squaredDistances(some, some, new Slot()));
        double[] distances = new double[chosen.length * (chosen.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < chosen.length; i++) {
            for (int j = 0; j < i; j++) {
                distances[next++] = Math.sqrt(squared[i * chosen.length + j]);
            }
        }
        Arrays.sort(distances);
        double median = distances.length == 0 ? 0 : distances[(distances.length - 1) / 2];
        if (!(median > 0)) {
            throw new IllegalArgumentException("mmd: the median distance between rows is " + median
                    + ", so it is no bandwidth; give one in the options");
        }
        return median;
    }

    /** {@code target = factor * d value / d x + beta * target}. */
    void gradientInto(INDArray x, INDArray y, INDArray target, double factor, double beta, Slot scratch) {
        addGradientWithin(x, target, factor, beta, scratch.part(3));
        addGradientAcross(x, y, target, factor, scratch.part(4));
    }

    void check(INDArray x, INDArray y) {
        requireComparable(x, y, estimator);
    }

    /** Throws where two samples cannot be compared by that estimator: other ranks or widths, too few rows. */
    public static void requireComparable(INDArray x, INDArray y, Estimator estimator) {
        if (x.rank() != 2 || y.rank() != 2 || x.size(1) != y.size(1)) {
            throw new IllegalArgumentException(
                    "mmd: left has " + (x.rank() == 2 ? x.size(1) + " columns" : "rank " + x.rank())
                            + ", right has " + (y.rank() == 2 ? y.size(1) + " columns" : "rank " + y.rank())
                            + "; both must be [rows, columns] with equal columns");
        }
        int least = estimator == Estimator.UNBIASED ? 2 : 1;
        if (x.size(0) < least || y.size(0) < least) {
            throw new IllegalArgumentException(
                    "mmd: the " + estimator.name().toLowerCase(Locale.ROOT) + " estimator needs at least " + least
                            + " rows on each side, got " + x.size(0) + " and " + y.size(0));
        }
    }

    /** A clamped distance would hide NaN: ND4J's maximum of NaN and 0 is 0. */
    private static void requireFinite(String side, INDArray rows) {
        if (!Double.isFinite(Host.sum(rows))) {
            throw new IllegalArgumentException("mmd: the " + side + " rows must be finite; look for NaN or infinity");
        }
    }

    /** The value, and the gradients with respect to x {@code [n, d]} and y {@code [m, d]} where asked for. */
    double onHost(INDArray x, INDArray y, Optional<INDArray> forX, Optional<INDArray> forY, Slot scratch) {
        forX.ifPresent(target -> target.assign(0));
        forY.ifPresent(target -> target.assign(0));
        double n = x.size(0);
        double m = y.size(0);
        boolean unbiased = estimator == Estimator.UNBIASED;
        double ofX = unbiased ? n * (n - 1) : n * n;
        double ofY = unbiased ? m * (m - 1) : m * m;
        // both places of k(x, x') hold x: twice the gradient of one place; a row against itself has none
        double within = pairs(x, x, forX, Optional.empty(), 2 / ofX, scratch.part(0)) - (unbiased ? n : 0);
        double beside = pairs(y, y, forY, Optional.empty(), 2 / ofY, scratch.part(1)) - (unbiased ? m : 0);
        double across = pairs(x, y, forX, forY, -2 / (n * m), scratch.part(2));
        return within / ofX + beside / ofY - 2 * across / (n * m);
    }

    /**
     * The sum of the mean kernel function over all pairs, a block of rows of x at a time: the products, then one pass over them that
     * leaves {@code W} in their place, then two products with {@code W}.
     *
     * @param factor of {@code -(rowsum(W) x - W y)}, which is added to the gradient of x, and of its mirror image for y
     */
    private double pairs(
            INDArray x, INDArray y, Optional<INDArray> forX, Optional<INDArray> forY, double factor, Slot scratch) {
        int n = Math.toIntExact(x.size(0));
        int m = Math.toIntExact(y.size(0));
        int d = Math.toIntExact(x.size(1));
        double[] sigmas = bandwidths.clone();
        Arrays.sort(sigmas);
        float[] exponents = new float[sigmas.length];
        float[] slopes = new float[sigmas.length];
        for (int s = 0; s < sigmas.length; s++) {
            exponents[s] = (float) (-1 / (2 * sigmas[s] * sigmas[s]));
            slopes[s] = (float) (1 / (sigmas.length * sigmas[s] * sigmas[s]));
        }
        int squarings = squarings(sigmas);
        float[] ofX = squares(Host.floats(x), n, d);
        float[] ofY = y == x ? ofX : squares(Host.floats(y), m, d);
        float[] columnSums = new float[m];
        float[] rowSums = new float[n];
        double total = 0;
        boolean differentiates = forX.isPresent() || forY.isPresent();
        for (int from = 0; from < n; from += BLOCK) {
            int rows = Math.min(BLOCK, n - from);
            Slot arrays = scratch.part(rows == BLOCK ? 0 : 1);
            INDArray block = arrays.array(x.dataType(), rows, d);
            INDArray products = arrays.array(x.dataType(), rows, m);
            block.assign(x.get(NDArrayIndex.interval(from, from + rows), NDArrayIndex.all()));
            MatrixProduct.into(products, block, PLAIN, y, TRANSPOSED, 1, 0);
            double[] sums = new double[rows];
            int start = from;
            HostLoops.over(rows).update(products, m).run((t, first, count) -> {
                float[] distances = new float[m];
                for (int i = 0; i < count; i++) {
                    int row = start + first + i;
                    sums[first + i] = HostLoops.LOOPS.gaussians(
                            t[0], i * m, ofX[row], ofY, m, exponents, slopes, squarings, distances);
                }
            });
            for (double sum : sums) {
                total += sum;
            }
            if (differentiates) {
                HostLoops.over(rows).read(products, m).runInOrder((t, first, count) -> {
                    HostLoops.LOOPS.addRows(t[0], columnSums, count, m);
                    for (int i = 0; i < count; i++) {
                        float sum = 0;
                        for (int j = i * m; j < i * m + m; j++) {
                            sum += t[0][j];
                        }
                        rowSums[start + first + i] = sum;
                    }
                });
            }
            if (forX.isPresent()) {
                INDArray pull = arrays.array(x.dataType(), rows, d);
                MatrixProduct.into(pull, products, PLAIN, y, PLAIN, factor, 0);
                forX.get()
                        .get(NDArrayIndex.interval(from, from + rows), NDArrayIndex.all())
                        .addi(pull);
            }
            if (forY.isPresent()) {
                MatrixProduct.into(forY.get(), products, TRANSPOSED, block, PLAIN, factor, 1);
            }
        }
        forX.ifPresent(target -> subtractScaled(target, x, rowSums, factor));
        forY.ifPresent(target -> subtractScaled(target, y, columnSums, factor));
        return total / bandwidths.length;
    }

    private static void subtractScaled(INDArray target, INDArray rows, float[] sums, double factor) {
        int d = Math.toIntExact(rows.size(1));
        HostLoops.over(rows.size(0)).update(target, d).read(rows, d).run((t, first, count) -> {
            for (int i = 0; i < count * d; i++) {
                t[0][i] -= (float) factor * sums[first + i / d] * t[1][i];
            }
        });
    }

    private static float[] squares(float[] rows, int n, int d) {
        float[] squares = new float[n];
        for (int i = 0; i < n; i++) {
            squares[i] = HostLoops.LOOPS.dot(rows, i * d, rows, i * d, d);
        }
        return squares;
    }

    /**
     * How often the kernel function of each bandwidth is squared to give that of the next smaller: 1 where they grow by the root of
     * 2, 2 where they double, 0 where they do not grow evenly or so far that the rounding would show.
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

    private double within(INDArray x, Slot scratch) {
        long n = x.size(0);
        INDArray distances = squaredDistances(x, x, scratch);
        INDArray kernelValues = scratch.array(x.dataType(), n, n);
        double sum = 0;
        for (double sigma : bandwidths) {
            gaussian(distances, sigma, kernelValues);
            sum += rowwiseSum(kernelValues, scratch);
            if (estimator == Estimator.UNBIASED) {
                sum -= Host.sum(Nd4j.diag(kernelValues));
            }
        }
        scratch.rewind();
        double pairs = estimator == Estimator.UNBIASED ? (double) n * (n - 1) : (double) n * n;
        return sum / bandwidths.length / pairs;
    }

    private double across(INDArray x, INDArray y, Slot scratch) {
        INDArray distances = squaredDistances(x, y, scratch);
        INDArray kernelValues = scratch.array(x.dataType(), x.size(0), y.size(0));
        double sum = 0;
        for (double sigma : bandwidths) {
            gaussian(distances, sigma, kernelValues);
            sum += rowwiseSum(kernelValues, scratch);
        }
        scratch.rewind();
        return sum / bandwidths.length / ((double) x.size(0) * y.size(0));
    }

    private void addGradientWithin(INDArray x, INDArray target, double factor, double beta, Slot scratch) {
        double n = x.size(0);
        double pairs = estimator == Estimator.UNBIASED ? n * (n - 1) : n * n;
        // both places of k(x, x') hold x: twice the gradient of one place; a row against itself has none
        addPairGradient(x, x, target, 2 * factor / pairs, beta, scratch);
    }

    private void addGradientAcross(INDArray x, INDArray y, INDArray target, double factor, Slot scratch) {
        addPairGradient(x, y, target, -2 * factor / ((double) x.size(0) * y.size(0)), 1, scratch);
    }

    /**
     * {@code target = beta target + factor sum_j d k(x_i, y_j) / d x_i}, with {@code d k / d x_i = -sum_s w_s (x_i - y_j)} and {@code
     * w_s = k_s / (S sigma_s^2)}: {@code -(rowsum(W) x - W y)}.
     */
    private void addPairGradient(INDArray x, INDArray y, INDArray target, double factor, double beta, Slot scratch) {
        INDArray distances = squaredDistances(x, y, scratch);
        INDArray kernelValues = scratch.array(x.dataType(), x.size(0), y.size(0));
        INDArray weights = scratch.array(x.dataType(), x.size(0), y.size(0));
        for (int s = 0; s < bandwidths.length; s++) {
            double weight = 1 / (bandwidths.length * bandwidths[s] * bandwidths[s]);
            gaussian(distances, bandwidths[s], kernelValues);
            if (s == 0) {
                kernelValues.mul(weight, weights);
            } else {
                weights.addi(kernelValues.muli(weight));
            }
        }
        INDArray sums = scratch.array(x.dataType(), x.size(0), 1);
        MatrixProduct.into(sums, weights, PLAIN, Nd4j.ones(x.dataType(), y.size(0), 1), PLAIN, factor, 0);
        INDArray pull = scratch.array(x.dataType(), x.size(0), x.size(1));
        pull.assign(x);
        pull.muliColumnVector(sums);
        MatrixProduct.into(target, weights, PLAIN, y, PLAIN, factor, beta);
        target.subi(pull);
        scratch.rewind();
    }

    /** {@code |a|^2 + |b|^2 - 2 a b'}, clamped at 0 against rounding. */
    private static INDArray squaredDistances(INDArray a, INDArray b, Slot scratch) {
        INDArray distances = scratch.array(a.dataType(), a.size(0), b.size(0));
        MatrixProduct.into(distances, a, PLAIN, b, TRANSPOSED, -2, 0);
        distances.addiColumnVector(squaredNorms(a, scratch));
        distances.addiRowVector(squaredNorms(b, scratch).reshape('c', 1, b.size(0)));
        return Transforms.max(distances, 0, false);
    }

    private static INDArray squaredNorms(INDArray a, Slot scratch) {
        INDArray squares = scratch.array(a.dataType(), a.size(0), a.size(1));
        INDArray norms = scratch.array(a.dataType(), a.size(0), 1);
        a.mul(a, squares);
        MatrixProduct.into(norms, squares, Nd4j.ones(a.dataType(), a.size(1), 1));
        return norms;
    }

    private static void gaussian(INDArray distances, double sigma, INDArray out) {
        distances.mul(-1 / (2 * sigma * sigma), out);
        Nd4j.exec(new Exp(out, out));
    }

    private static double rowwiseSum(INDArray matrix, Slot scratch) {
        INDArray sums = scratch.array(matrix.dataType(), matrix.size(0), 1);
        MatrixProduct.into(sums, matrix, Nd4j.ones(matrix.dataType(), matrix.size(1), 1));
        return Host.sum(sums);
    }
}
