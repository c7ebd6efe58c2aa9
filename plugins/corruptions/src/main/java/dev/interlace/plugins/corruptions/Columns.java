package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The numbers of a vector or token column in row-major order, to be changed and put together again. */
final class Columns {
    private final Features features;
    private final double[] values; // [n * t * d]
    private final int width;
    private final int[] counts; // how many numbers of each row are no padding

    private Columns(Features features, double[] values) {
        this.features = features;
        this.values = values;
        this.width = features.width();
        int[] lengths = features.lengths();
        this.counts = IntStream.range(0, features.rows())
                .map(row -> !features.presence().has(row) ? 0 : lengths.length == 0 ? width : lengths[row] * width)
                .toArray();
    }

    static boolean reads(Features features) {
        Modality.Kind kind = features.modality().kind();
        return kind == Modality.Kind.VECTOR || kind == Modality.Kind.TOKENS;
    }

    /** A copy of the numbers. */
    static Columns of(Features features) {
        INDArray copy = features.values().castTo(DataType.DOUBLE).dup('c');
        return new Columns(
                features, copy.isEmpty() ? new double[0] : copy.data().asDouble());
    }

    /** What is added to a number of a column. */
    interface Shift {
        double of(int column);
    }

    /** Adds to every number of a row that is no padding. */
    void add(int row, Shift shift) {
        int start = row * (values.length / Math.max(1, features.rows()));
        for (int k = 0; k < counts[row]; k++) {
            values[start + k] += shift.of(k % width);
        }
    }

    /** The standard deviation of each column over the present rows and their tokens, {@code [d]}. */
    double[] deviations() {
        double[] mean = new double[width];
        double[] squares = new double[width];
        long count = 0;
        for (int row = 0; row < counts.length; row++) {
            int start = row * (values.length / counts.length);
            for (int from = start; from < start + counts[row]; from += width) {
                count++;
                for (int d = 0; d < width; d++) { // Welford's update: no large sums are subtracted
                    double gap = values[from + d] - mean[d];
                    mean[d] += gap / count;
                    squares[d] += gap * (values[from + d] - mean[d]);
                }
            }
        }
        double rows = Math.max(1, count);
        return Arrays.stream(squares).map(sum -> Math.sqrt(sum / rows)).toArray();
    }

    /** Features of the same type, shape and mask. */
    Features features() {
        if (values.length == 0) {
            return features;
        }
        INDArray tensor = Nd4j.createFromArray(values)
                .castTo(features.values().dataType())
                .reshape('c', features.values().shape());
        String name = features.modality().name();
        return features.modality().kind() == Modality.Kind.VECTOR
                ? Features.vector(name, tensor, features.presence())
                : Features.tokens(name, tensor, features.lengths(), features.presence());
    }
}
