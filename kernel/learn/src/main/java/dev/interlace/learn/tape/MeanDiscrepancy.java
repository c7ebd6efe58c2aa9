package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.Slot;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Squared maximum mean discrepancy with a mean of Gaussian kernel functions, {@code k(a, b) = 1/S sum_s exp(-|a - b|^2
 * / (2 sigma_s^2))}.
 *
 * <p>Biased: {@code mean k(x, x') + mean k(y, y') - 2 mean k(x, y)}, all pairs, never negative. Unbiased: the pairs of
 * a row with itself are left out of the first two means, so the value may be negative when the distributions are close.
 *
 * <p>n rows of x, m rows of y, d width, S bandwidths. Time n m d. On the host the pairs go block by block
 * ({@code GaussianPairs}) and memory is that of a few copies of the rows; through ND4J it is three n x m matrices.
 *
 * <p>Reference: Gretton et al.: A Kernel Two-Sample Test, JMLR 2012, eq. 3 (unbiased) and eq. 5 (biased); as in the
 * paper.
 */
public final class MeanDiscrepancy {
    /** Which pairs count. */
    public enum Estimator {
        BIASED,
        UNBIASED
    }

    private static final int MEDIAN_ROWS = 1000;

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

    boolean isUnbiased() {
        return estimator == Estimator.UNBIASED;
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
        Tape tape = new Tape(x.dataType());
        return tape.discrepancy(tape.constant(x), tape.constant(y), this).value();
    }

    /** The gradient of the value with respect to x, {@code [n, d]}. */
    public INDArray gradient(INDArray x, INDArray y) {
        check(x, y);
        requireFinite("left", x);
        requireFinite("right", y);
        Tape tape = new Tape(x.dataType());
        Var watched = tape.watched(x);
        tape.backward(tape.discrepancy(watched, tape.constant(y), this));
        return watched.gradient();
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
     * The median rule: the lower median of the Euclidean distances between distinct rows of both samples together. Of
     * more than {@code 1,000} rows every k-th is taken, so that time and memory stay bounded.
     *
     * @param method id of the method, which has an option {@code bandwidth}, for the message
     * @param x {@code [n, d]}
     * @param y {@code [m, d]}
     * @return a bandwidth sigma in the unit of the features
     * @throws IllegalArgumentException when more than half of the distances are 0
     */
    public static double medianDistance(String method, INDArray x, INDArray y) {
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
            throw new IllegalArgumentException(method + ": the median distance between rows is " + median
                    + ", so it is no bandwidth; set bandwidth above 0");
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

    /** The mean of the kernel functions over the pairs of a sample with itself that count. */
    double within(INDArray x, Slot scratch) {
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

    /** The mean of the kernel functions over all pairs of two samples. */
    double across(INDArray x, INDArray y, Slot scratch) {
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
     * {@code target = beta target + factor sum_j d k(x_i, y_j) / d x_i}, with {@code d k / d x_i = -sum_s w_s (x_i -
     * y_j)} and {@code w_s = k_s / (S sigma_s^2)}: {@code -(rowsum(W) x - W y)}.
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
