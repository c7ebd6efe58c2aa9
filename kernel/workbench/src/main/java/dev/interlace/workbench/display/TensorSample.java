package dev.interlace.workbench.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A bounded part of a tensor, copied off its device: every entry of a small one, of a large one each n-th along each
 * dimension. Sums are taken here, in double: ND4J's sum of a whole float array goes wrong from 1e5 entries on.
 *
 * @param values in row-major order
 * @param shape of the part
 * @param steps how far apart its entries are in the tensor, per dimension
 */
@SuppressWarnings("ArrayRecordComponent") // a local carrier, never compared
record TensorSample(double[] values, long[] shape, long[] steps) {
    private static final int MOST = 1_000_000;

    /** At most a million entries of {@code array}. */
    static TensorSample of(INDArray array) {
        long[] most = array.shape().clone();
        while (product(most) > MOST) {
            int longest = 0;
            for (int d = 1; d < most.length; d++) {
                longest = most[d] > most[longest] ? d : longest;
            }
            most[longest] = (most[longest] + 1) / 2;
        }
        return of(array, most);
    }

    /** At most {@code most[d]} entries along each dimension d. */
    static TensorSample of(INDArray array, long... most) {
        long[] shape = array.shape().clone();
        long[] steps = new long[shape.length];
        INDArrayIndex[] index = new INDArrayIndex[shape.length];
        for (int d = 0; d < shape.length; d++) {
            steps[d] = (shape[d] + most[d] - 1) / most[d];
            index[d] = steps[d] == 1 ? NDArrayIndex.all() : NDArrayIndex.interval(0, steps[d], shape[d]);
            shape[d] = (shape[d] + steps[d] - 1) / steps[d];
        }
        boolean whole = Arrays.stream(steps).allMatch(step -> step == 1);
        return new TensorSample(Rows.doubles(whole ? array : array.get(index)), shape, steps);
    }

    private static double product(long[] sizes) {
        double product = 1;
        for (long size : sizes) {
            product *= size;
        }
        return product;
    }

    boolean isWhole() {
        return Arrays.stream(steps).allMatch(step -> step == 1);
    }

    /** The least and the largest finite value; both NaN where there is none. */
    double[] range() {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        return new double[] {
            Arrays.stream(finite).min().orElse(Double.NaN),
            Arrays.stream(finite).max().orElse(Double.NaN)
        };
    }

    /** Range, mean, and how many entries are no finite numbers, in words. */
    String statistics() {
        double[] range = range();
        double mean = Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
        long nan = Arrays.stream(values).filter(Double::isNaN).count();
        long infinite = Arrays.stream(values).filter(Double::isInfinite).count();
        List<String> words = new ArrayList<>();
        if (nan + infinite < values.length) {
            words.add("min " + TableView.number(range[0]));
            words.add("max " + TableView.number(range[1]));
            words.add("mean " + TableView.number(mean));
        }
        if (nan > 0) {
            words.add(String.format(Locale.ROOT, "%,d NaN", nan));
        }
        if (infinite > 0) {
            words.add(String.format(Locale.ROOT, "%,d infinite", infinite));
        }
        String sample = isWhole() ? "" : String.format(Locale.ROOT, " (of a sample of %,d)", values.length);
        return String.join(", ", words) + sample;
    }
}
