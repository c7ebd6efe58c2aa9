package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Presence;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Puts every column to mean 0 and standard deviation 1, by the present rows (or tokens) that it was fitted on. A
 * constant column becomes 0. Absent rows and padding become 0, which is the training mean. The columns of pictures are
 * their channels, over all pixels.
 *
 * @param mean {@code [1, d]}
 * @param inverseDeviation {@code [1, d]}; 0 for a constant column
 */
public record Standardizer(INDArray mean, INDArray inverseDeviation) {
    /** Means so many deviations from 0 are kept in double precision: a float of them is off by some of a deviation. */
    private static final double FAR = 1e3;

    /** Mean and deviation (divided by n) of the present rows. */
    public static Standardizer fit(Features features) {
        if (Frame.isPicture(features.modality())) {
            return fit(Frame.of(features).tokens(features));
        }
        int width = features.width();
        double[] values = Host.doubles(features.values());
        double[] first = new double[width]; // sums of differences to it lose no digits
        double[] sum = new double[width];
        double[] squares = new double[width];
        double[] largest = new double[width];
        boolean[] counts = counted(features);
        long n = 0;
        for (int row = 0; row < counts.length; row++) {
            if (!counts[row]) {
                continue;
            }
            n++;
            for (int c = 0; c < width; c++) {
                double x = values[row * width + c];
                if (!Double.isFinite(x)) {
                    throw new IllegalArgumentException(
                            features.modality().name() + ": features must be finite, got " + x
                                    + " in row " + row / (counts.length / features.rows()) + ", column " + c
                                    + "; mark the row absent or repair it");
                }
                first[c] = n == 1 ? x : first[c];
                sum[c] += x - first[c];
                largest[c] = Math.max(largest[c], Math.abs(x));
            }
        }
        if (n == 0) {
            throw new IllegalArgumentException(
                    features.modality().name() + ": no training row has this modality; leave it out");
        }
        double[] mean = new double[width];
        for (int c = 0; c < width; c++) {
            mean[c] = first[c] + sum[c] / n;
        }
        for (int row = 0; row < counts.length; row++) {
            for (int c = 0; counts[row] && c < width; c++) {
                double centred = values[row * width + c] - mean[c];
                squares[c] += centred * centred;
            }
        }
        double rounding = rounding(features.values().dataType());
        double[] inverse = new double[width];
        boolean far = false;
        for (int c = 0; c < width; c++) {
            double deviation = Math.sqrt(squares[c] / n);
            inverse[c] = deviation > rounding * largest[c] ? 1 / deviation : 0;
            far |= inverse[c] > 0 && (Math.abs(mean[c]) > FAR * deviation || !(1 / deviation < Float.MAX_VALUE));
        }
        DataType type = far ? DataType.DOUBLE : DataType.FLOAT;
        return new Standardizer(row(mean, type), row(inverse, type));
    }

    private static INDArray row(double[] values, DataType type) {
        return Nd4j.createFromArray(values).castTo(type).reshape('c', 1, values.length);
    }

    /** What storing a number in that type may change, as a share of it; a mean of such numbers has that error too. */
    private static double rounding(DataType type) {
        return type == DataType.FLOAT || type == DataType.FLOAT16 || type == DataType.BFLOAT16 ? 0x1p-24 : 0x1p-52;
    }

    /** The features in standard units; same shape and presence. */
    public Features apply(Features features) {
        if (Frame.isPicture(features.modality())) {
            Frame frame = Frame.of(features);
            return frame.pictures(apply(frame.tokens(features)));
        }
        int width = features.width();
        if (width != mean.size(1)) {
            throw new IllegalArgumentException(features.modality().name() + ": the model was fitted on " + mean.size(1)
                    + " columns, got " + width);
        }
        float[] values = scaled(features.values(), width);
        boolean[] counts = counted(features);
        for (int row = 0; row < counts.length; row++) {
            for (int c = 0; c < width; c++) {
                int at = row * width + c;
                values[at] = counts[row] ? values[at] : 0;
                if (!Float.isFinite(values[at])) {
                    throw new IllegalArgumentException(features.modality().name() + ": features must be finite, row "
                            + row / Math.max(1, counts.length / features.rows())
                            + " is not; mark it absent or repair it");
                }
            }
        }
        INDArray scaled = Host.tensor(DataType.FLOAT, values, features.values().shape());
        String name = features.modality().name();
        Presence presence = features.presence();
        return switch (features.modality().kind()) {
            case TOKENS -> Features.tokens(name, scaled, features.lengths(), presence);
            case GRAPH -> Features.graph(name, scaled, features.graph().orElseThrow());
            case SCORES -> Features.scores(name, scaled, presence);
            case VECTOR, IMAGE -> Features.vector(name, scaled, presence);
        };
    }

    /** Every number in standard units; in single precision where the numbers and the means are. */
    private float[] scaled(INDArray of, int width) {
        if (of.dataType() == DataType.FLOAT && mean.dataType() == DataType.FLOAT) {
            float[] values = Host.floats(of);
            float[] centre = Host.floats(mean);
            float[] inverse = Host.floats(inverseDeviation);
            for (int at = 0; at < values.length; at++) {
                values[at] = (values[at] - centre[at % width]) * inverse[at % width];
            }
            return values;
        }
        double[] values = Host.doubles(of);
        double[] centre = Host.doubles(mean);
        double[] inverse = Host.doubles(inverseDeviation);
        float[] scaled = new float[values.length];
        for (int at = 0; at < values.length; at++) {
            scaled[at] = (float) ((values[at] - centre[at % width]) * inverse[at % width]);
        }
        return scaled;
    }

    /**
     * Which rows of the flattened tensor hold something: present rows, and of token sequences the tokens before
     * padding.
     */
    private static boolean[] counted(Features features) {
        if (features.modality().kind() != Modality.Kind.TOKENS) {
            boolean[] counted = new boolean[features.rows()];
            for (int row = 0; row < counted.length; row++) {
                counted[row] = features.presence().has(row);
            }
            return counted;
        }
        int tokens = (int) features.values().size(1);
        int[] lengths = features.lengths();
        boolean[] counted = new boolean[features.rows() * tokens];
        for (int i = 0; i < counted.length; i++) {
            counted[i] = features.presence().has(i / tokens) && i % tokens < lengths[i / tokens];
        }
        return counted;
    }
}
