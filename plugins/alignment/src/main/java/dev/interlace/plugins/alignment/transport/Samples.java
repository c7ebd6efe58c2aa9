package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Masses;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two samples in double precision.
 *
 * @param x {@code [n, d]}, row-major
 * @param y {@code [m, d]}, row-major
 * @param masses of the rows, {@code [n]} and {@code [m]}
 */
@SuppressWarnings("ArrayRecordComponent") // numbers for loops; never compared
record Samples(double[] x, int n, double[] y, int m, int d, PointMasses masses) {
    /** Two samples, checked: matrices of equal width, at least {@code least} rows each, every entry finite. */
    static Samples of(String method, INDArray x, INDArray y, int least) {
        if (x.rank() != 2 || y.rank() != 2 || x.size(1) != y.size(1)) {
            throw new IllegalArgumentException(method + ": left has " + columns(x) + ", right has " + columns(y)
                    + "; both must be [rows, columns] with equal columns");
        }
        if (x.size(0) < least || y.size(0) < least) {
            throw new IllegalArgumentException(method + " needs at least " + least + (least == 1 ? " row" : " rows")
                    + " on each side, got " + x.size(0) + " and " + y.size(0));
        }
        int n = Math.toIntExact(x.size(0));
        int m = Math.toIntExact(y.size(0));
        return new Samples(
                finite(method + ": the left", x),
                n,
                finite(method + ": the right", y),
                m,
                Math.toIntExact(x.size(1)),
                PointMasses.even(n, m));
    }

    /** These rows with masses of their own. */
    Samples with(String method, Masses given) {
        return new Samples(x, n, y, m, d, PointMasses.of(method, given, n, m));
    }

    private static String columns(INDArray sample) {
        return sample.rank() == 2 ? sample.size(1) + " columns" : "rank " + sample.rank();
    }

    private static double[] finite(String whose, INDArray sample) {
        double[] values = Host.doubles(sample);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(whose + " rows must be finite, got " + values[i] + " in row "
                        + i / sample.size(1) + ", column " + i % sample.size(1));
            }
        }
        return values;
    }

    /** The rows of both, left before right, {@code [n + m, d]}. */
    double[] together() {
        double[] all = new double[x.length + y.length];
        System.arraycopy(x, 0, all, 0, x.length);
        System.arraycopy(y, 0, all, x.length, y.length);
        return all;
    }
}
