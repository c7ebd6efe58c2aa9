package dev.interlace.plugins.alignment.distribution;

import dev.interlace.plugins.alignment.distribution.PairFunction.Argument;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Bandwidths by the median of Euclidean distances. Of an even number of distances LOWER takes the smaller of the two in
 * the middle, MID their mean. Of more than 1,000 rows every k-th is taken, so that time and memory stay bounded.
 *
 * <p>Reference: Gretton et al.: A Kernel Two-Sample Test, JMLR 13, 2012, section 8 (all pairs).
 */
public enum MedianRule {
    /** Distances between distinct rows of both samples together. */
    ALL_PAIRS_LOWER,
    ALL_PAIRS_MID,
    /** Distances from each left to each right row. */
    CROSS_PAIRS_LOWER,
    CROSS_PAIRS_MID;

    private static final int ROWS = 1000;

    /**
     * The bandwidth sigma, in the unit of the features.
     *
     * @param x {@code [n, d]}
     * @param y {@code [m, d]}
     * @throws IllegalArgumentException where the median is 0, as with more than half of the rows alike
     */
    double bandwidth(String method, INDArray x, INDArray y) {
        return bandwidths(method, x, y, new int[] {Math.toIntExact(x.size(1))})[0];
    }

    /** The bandwidth of each part of two samples' columns. */
    double[] bandwidths(String method, INDArray x, INDArray y, int[] widths) {
        int n = Math.toIntExact(x.size(0));
        int m = Math.toIntExact(y.size(0));
        int stride = (n + m + ROWS - 1) / ROWS;
        int[] left = IntStream.range(0, n).filter(row -> row % stride == 0).toArray();
        int[] right =
                IntStream.range(0, m).filter(row -> (n + row) % stride == 0).toArray();
        Sample[] some = Sample.of(Argument.SQUARED_DISTANCE, widths, rows(x, left), rows(y, right));
        return IntStream.range(0, widths.length)
                .mapToDouble(part -> median(method, some[0].part(part), some[1].part(part)))
                .toArray();
    }

    /** The lower median of the distances between distinct rows of one sample {@code [n, d]}, n of at least 2. */
    static double within(String method, INDArray x) {
        long half = x.size(0) / 2;
        return ALL_PAIRS_LOWER.bandwidth(
                method,
                x.get(NDArrayIndex.interval(0, half), NDArrayIndex.all()),
                x.get(NDArrayIndex.interval(half, x.size(0)), NDArrayIndex.all()));
    }

    private static INDArray rows(INDArray x, int[] chosen) {
        return chosen.length == x.size(0)
                ? x
                : Nd4j.pullRows(x.isView() ? x.dup('c') : x, 1, chosen).dup('c');
    }

    private double median(String method, Sample.Part x, Sample.Part y) {
        int n = x.squares().length;
        int m = y.squares().length;
        boolean all = this == ALL_PAIRS_LOWER || this == ALL_PAIRS_MID;
        double[] distances = new double[n * m + (all ? n * (n - 1) / 2 + m * (m - 1) / 2 : 0)];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                distances[next++] = distance(x, i, y, j);
            }
            for (int j = 0; all && j < i; j++) {
                distances[next++] = distance(x, i, x, j);
            }
        }
        for (int i = 0; all && i < m; i++) {
            for (int j = 0; j < i; j++) {
                distances[next++] = distance(y, i, y, j);
            }
        }
        Arrays.sort(distances);
        int count = distances.length;
        double median = count == 0 ? 0 : distances[(count - 1) / 2];
        if (count > 0 && (this == ALL_PAIRS_MID || this == CROSS_PAIRS_MID)) {
            median = (median + distances[count / 2]) / 2;
        }
        if (!(median > 0)) {
            throw new IllegalArgumentException(method + ": the median distance between rows is " + median
                    + ", so it is no bandwidth; " + advice(method));
        }
        return median;
    }

    /** What helps: those with a similarity take bandwidths in units of the median alone. */
    private static String advice(String method) {
        return method.startsWith("dependence/")
                ? "set similarity to LINEAR, or leave repeated rows out"
                : "set bandwidth above 0";
    }

    private static double distance(Sample.Part a, int i, Sample.Part b, int j) {
        double sum = 0;
        for (int c = 0; c < a.d(); c++) {
            double difference = a.values()[i * a.d() + c] - b.values()[j * b.d() + c];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
