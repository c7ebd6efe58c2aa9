package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.tape.Host;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Decompositions by LAPACK in double precision, with signs and order fixed. */
final class Spectral {
    /**
     * Eigenvalues below this share of the largest are rounding: a covariance squares the 1e-16 of a double's digits.
     */
    private static final double RANK = 1e-12;

    private Spectral() {}

    /**
     * Of a symmetric matrix without negative eigenvalues, those above rounding.
     *
     * @param values {@code [r]}, descending, above 0
     * @param vectors {@code [n, r]}, orthonormal columns; a column of zeros where r is 0
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers; never compared
    record Eigen(double[] values, INDArray vectors) {
        int rank() {
            return values.length;
        }

        /** {@code vectors diag(factors)}. */
        INDArray scaled(double[] factors) {
            return vectors.mul(row(factors));
        }
    }

    /**
     * {@code u diag(s) v'}.
     *
     * @param u {@code [m, k]}; the largest entry of each column is positive
     * @param s {@code [k]}, descending
     * @param v {@code [n, k]}
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers; never compared
    record Svd(INDArray u, double[] s, INDArray v) {}

    /** The eigenvalues above rounding of {@code [n, n]}, at most {@code most}. */
    static Eigen symmetric(INDArray a, int most) {
        int n = (int) a.size(0);
        INDArray vectors = a.add(a.transpose()).muli(0.5).dup('f');
        INDArray ascending = Nd4j.create(DataType.DOUBLE, new long[] {n});
        Nd4j.getBlasWrapper().lapack().syev('V', 'L', vectors, ascending);
        double[] all = Host.doubles(ascending);
        int[] kept = IntStream.range(0, Math.min(n, most))
                .map(k -> n - 1 - k)
                .filter(k -> all[k] > RANK * all[n - 1])
                .toArray();
        double[] values = IntStream.of(kept).mapToDouble(k -> all[k]).toArray();
        return new Eigen(values, columns(vectors, kept));
    }

    /** The thin singular value decomposition of {@code [m, n]}. */
    static Svd svd(INDArray a) {
        int m = (int) a.size(0);
        int n = (int) a.size(1);
        int k = Math.min(m, n);
        INDArray s = Nd4j.create(DataType.DOUBLE, new long[] {k});
        INDArray u = Nd4j.create(DataType.DOUBLE, new long[] {m, m}, 'f');
        INDArray vt = Nd4j.create(DataType.DOUBLE, new long[] {n, n}, 'f');
        Nd4j.getBlasWrapper().lapack().gesvd(a.dup('f'), s, u, vt);
        int[] first = IntStream.range(0, k).toArray();
        INDArray left = columns(u, first);
        INDArray right = columns(vt.transpose(), first);
        double[] signs = new double[k];
        double[] entries = Host.doubles(left);
        for (int c = 0; c < k; c++) {
            double largest = 0;
            for (int row = 0; row < m; row++) {
                double entry = entries[row * k + c];
                largest = Math.abs(entry) > Math.abs(largest) + 1e-9 ? entry : largest;
            }
            signs[c] = largest < 0 ? -1 : 1;
        }
        return new Svd(left.mul(row(signs)), Host.doubles(s), right.mul(row(signs)));
    }

    /**
     * The given columns, copied row by row; a column of zeros where none are given, since a tensor has no empty side.
     */
    private static INDArray columns(INDArray of, int[] columns) {
        if (columns.length == 0) {
            return Nd4j.zeros(DataType.DOUBLE, of.size(0), 1);
        }
        double[] from = Host.doubles(of);
        int width = (int) of.size(1);
        int rows = (int) of.size(0);
        double[] taken = new double[rows * columns.length];
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns.length; c++) {
                taken[row * columns.length + c] = from[row * width + columns[c]];
            }
        }
        return Nd4j.createFromArray(taken).reshape('c', new long[] {rows, columns.length});
    }

    /** The first columns. */
    static INDArray first(INDArray of, int columns) {
        return of.get(NDArrayIndex.all(), NDArrayIndex.interval(0, columns)).dup('c');
    }

    static INDArray row(double[] values) {
        return Nd4j.createFromArray(values).reshape('c', new long[] {1, values.length});
    }
}
