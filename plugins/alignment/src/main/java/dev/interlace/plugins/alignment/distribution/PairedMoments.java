package dev.interlace.plugins.alignment.distribution;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.plugins.alignment.distribution.RowKernel.Tile;
import dev.interlace.plugins.alignment.distribution.RowKernel.Wanted;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the Hilbert-Schmidt criterion needs of two n x n matrices K and L over the same rows, neither of which is ever
 * there as a whole.
 *
 * @param products {@code sum_ij K_ij L_ij}
 * @param left {@code [n]}, row sums of K
 * @param right {@code [n]}, row sums of L
 * @param leftDiagonal {@code [n]}
 * @param rightDiagonal {@code [n]}
 */
@SuppressWarnings("ArrayRecordComponent") // sums; never compared
record PairedMoments(double products, double[] left, double[] right, double[] leftDiagonal, double[] rightDiagonal) {
    /** Of differences of sums of some thousand terms. */
    private static final double ROUNDING = 1e-12;

    /** Two representations of the same rows with a function for each. */
    record Views(PairFunction leftFunction, Sample left, PairFunction rightFunction, Sample right) {
        /** Two representations around their means, which no measure of dependence depends on. */
        Views(PairFunction leftFunction, INDArray x, PairFunction rightFunction, INDArray y) {
            this(leftFunction, Sample.centred(x), rightFunction, Sample.centred(y));
        }

        /** The left one with itself. */
        Views ofLeft() {
            return new Views(leftFunction, left, leftFunction, left);
        }

        Views ofRight() {
            return new Views(rightFunction, right, rightFunction, right);
        }

        /** The same with the right rows in another order. */
        Views reordered(int[] order) {
            return new Views(leftFunction, left, rightFunction, right.rows(order));
        }

        /**
         * The measure across over the root of the measures of each with itself.
         *
         * @throws IllegalArgumentException where one of these is 0 but for rounding, or negative
         */
        double ratio(String method, ToDoubleFunction<PairedMoments> measure) {
            double across = measure.applyAsDouble(PairedMoments.of(this, () -> {}));
            return across
                    / Math.sqrt(own(method, "left", ofLeft(), measure) * own(method, "right", ofRight(), measure));
        }

        private static double own(String method, String side, Views twice, ToDoubleFunction<PairedMoments> measure) {
            PairedMoments moments = PairedMoments.of(twice, () -> {});
            double own = measure.applyAsDouble(moments);
            if (!(own > ROUNDING * moments.scale())) {
                throw new IllegalArgumentException(method + ": the " + side + " rows depend on themselves by " + own
                        + ", which must be above 0 to be a measure; give more rows, or take the estimator BIASED");
            }
            return own;
        }

        /** Whether no pairs need to be walked: linear functions of fewer columns than rows. */
        boolean isNarrow() {
            return Math.max(left.part(0).d(), right.part(0).d()) < left.n
                    && leftFunction instanceof KernelMixture k
                    && k.function() == KernelFunction.LINEAR
                    && rightFunction instanceof KernelMixture l
                    && l.function() == KernelFunction.LINEAR;
        }
    }

    /**
     * The moments: in time n d e without any matrix of pairs where both are linear and narrow, else block of pairs by
     * block.
     */
    static PairedMoments of(Views views, Runnable eachTile) {
        return views.isNarrow() ? linear(views.left.part(0), views.right.part(0)) : blocks(views, eachTile);
    }

    /** {@code sum_ij (x_i'x_j)(y_i'y_j) = |X'Y|^2}, and the row sum of {@code XX'} is {@code x_i' sum_j x_j}. */
    private static PairedMoments linear(Sample.Part x, Sample.Part y) {
        INDArray cross = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {x.d(), y.d()}, 'c');
        MatrixProduct.into(cross, x.rows(), TRANSPOSED, y.rows(), PLAIN, 1, 0);
        double products = 0;
        for (double entry : Host.doubles(cross)) {
            products += entry * entry;
        }
        return new PairedMoments(products, linearSums(x), linearSums(y), x.squares(), y.squares());
    }

    private static double[] linearSums(Sample.Part x) {
        double[] total = new double[x.d()];
        for (int i = 0; i < x.values().length; i++) {
            total[i % x.d()] += x.values()[i];
        }
        double[] sums = new double[x.squares().length];
        for (int i = 0; i < x.values().length; i++) {
            sums[i / x.d()] += x.values()[i] * total[i % x.d()];
        }
        return sums;
    }

    private static PairedMoments blocks(Views views, Runnable eachTile) {
        RowKernel left = RowKernel.of(views.leftFunction);
        RowKernel right = RowKernel.of(views.rightFunction);
        PairSums ofLeft = PairSums.empty(views.left, views.left);
        PairSums ofRight = PairSums.empty(views.right, views.right);
        double products = 0;
        for (int i = 0; i < views.left.n; i += RowKernel.BLOCK) {
            for (int j = i; j < views.left.n; j += RowKernel.BLOCK) {
                eachTile.run();
                Tile k = left.tile(views.left, i, views.left, j, Wanted.VALUES);
                Tile l = right.tile(views.right, i, views.right, j, Wanted.VALUES);
                ofLeft.add(k);
                ofRight.add(l);
                double sum = 0;
                for (int at = 0; at < k.values().length; at++) {
                    sum += k.values()[at] * l.values()[at];
                }
                products += k.mirrored() ? 2 * sum : sum;
            }
        }
        return new PairedMoments(products, ofLeft.rows(), ofRight.rows(), ofLeft.diagonal(), ofRight.diagonal());
    }

    /**
     * {@code tr(K H L H) / n^2} with {@code H = I - 11'/n}, all pairs.
     *
     * <p>Reference: Gretton et al.: A Kernel Statistical Test of Independence, NIPS 2007, eq. 4.
     */
    double biased() {
        double n = left.length;
        return (products - 2 * dot(left, right) / n + sum(left) * sum(right) / (n * n)) / (n * n);
    }

    /**
     * The same without the pairs of a row with itself, right on average; n of at least 4.
     *
     * <p>Reference: Song et al.: Feature Selection via Dependence Maximization, JMLR 13, 2012, eq. 5.
     */
    double unbiased() {
        double n = left.length;
        double[] k = minus(left, leftDiagonal);
        double[] l = minus(right, rightDiagonal);
        double pairs = products - dot(leftDiagonal, rightDiagonal);
        return (pairs + sum(k) * sum(l) / ((n - 1) * (n - 2)) - 2 * dot(k, l) / (n - 2)) / (n * (n - 3));
    }

    /** The size of the terms of {@link #biased}. */
    double scale() {
        double n = left.length;
        return (Math.abs(products) + Math.abs(dot(left, right)) / n + Math.abs(sum(left) * sum(right)) / (n * n))
                / (n * n);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = a.clone();
        for (int i = 0; i < a.length; i++) {
            difference[i] -= b[i];
        }
        return difference;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double sum(double[] a) {
        return Arrays.stream(a).sum();
    }
}
