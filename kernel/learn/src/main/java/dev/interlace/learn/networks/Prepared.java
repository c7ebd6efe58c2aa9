package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.learn.tape.Shapes;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Presence;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The fitted preparation of one modality: {@code (x - mean) / spread}, by row and column, then a linear map or a
 * division by the row's length.
 *
 * <p>Directions are the eigenvectors of the covariance of the present training rows (tokens), of which those with less
 * than {@value #LEAST} of the largest variance count as none; with fewer rows than columns they come from the Gram
 * matrix of the rows. Each is signed so that its largest entry is positive.
 *
 * <p>Reference: Bell and Sejnowski: The "Independent Components" of Natural Scenes are Edge Filters, Vision Research
 * 37(23), 1997, section 2 (ZCA: {@code W = V diag(1 / sqrt(lambda)) V'}).
 *
 * @param kind what is done
 * @param affine the first step
 * @param map {@code [d, k]} of PCA and ZCA
 * @param centre {@code [1, d]}, the mean of rows of length 1, of L2
 */
record Prepared(Preparation.Kind kind, Standardizer affine, Optional<INDArray> map, Optional<INDArray> centre) {
    /** Features are in single precision, so smaller shares of variance are rounding. */
    static final double LEAST = 1e-9;

    /** Fits on the present rows. */
    static Prepared fit(Features features, Preparation preparation) {
        Standardizer standard = Standardizer.fit(features);
        int width = features.width();
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        return switch (preparation.kind()) {
            case STANDARD -> new Prepared(preparation.kind(), standard, Optional.empty(), Optional.empty());
            case MIN_MAX ->
                new Prepared(
                        preparation.kind(),
                        new Standardizer(standard.mean(), inverseRange(features, standard)),
                        Optional.empty(),
                        Optional.empty());
            case L2 -> {
                Standardizer same = new Standardizer(vector(new float[width]), vector(ones));
                float[] rows = counted(same.apply(features));
                float[] centre = new float[width];
                int n = rows.length / width;
                normalize(rows, width);
                for (int i = 0; i < rows.length; i++) {
                    centre[i % width] += rows[i] / n;
                }
                yield new Prepared(preparation.kind(), same, Optional.empty(), Optional.of(vector(centre)));
            }
            case PCA, ZCA -> {
                Standardizer centred = new Standardizer(standard.mean(), vector(ones));
                INDArray map = map(counted(centred.apply(features)), width, preparation);
                yield new Prepared(preparation.kind(), centred, Optional.of(map), Optional.empty());
            }
        };
    }

    private static INDArray vector(float[] values) {
        return Host.tensor(DataType.FLOAT, values, 1, values.length);
    }

    private static INDArray inverseRange(Features features, Standardizer standard) {
        int width = features.width();
        float[] deviation = Host.floats(standard.inverseDeviation());
        float[] scaled = counted(standard.apply(features));
        float[] inverse = new float[width];
        for (int c = 0; c < width; c++) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int at = c; at < scaled.length; at += width) {
                least = Math.min(least, scaled[at]);
                most = Math.max(most, scaled[at]);
            }
            inverse[c] = most > least ? deviation[c] / (most - least) : 0;
        }
        return vector(inverse);
    }

    /** The rows (tokens) that hold something, one after the other. */
    private static float[] counted(Features features) {
        float[] values = Host.floats(features.values());
        int width = features.width();
        int tokens = values.length / Math.max(1, features.rows() * width);
        float[] kept = new float[values.length];
        int at = 0;
        for (int i = 0; i < features.rows() * tokens; i++) {
            if (holds(features, features.lengths(), i / tokens, i % tokens)) {
                System.arraycopy(values, i * width, kept, at, width);
                at += width;
            }
        }
        return Arrays.copyOf(kept, at);
    }

    private static boolean holds(Features features, int[] lengths, int row, int token) {
        return features.presence().has(row) && (lengths.length == 0 || token < lengths[row]);
    }

    private static void normalize(float[] rows, int width) {
        for (int from = 0; from < rows.length; from += width) {
            double squares = 0;
            for (int c = from; c < from + width; c++) {
                squares += (double) rows[c] * rows[c];
            }
            float inverse = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
            for (int c = from; c < from + width; c++) {
                rows[c] *= inverse;
            }
        }
    }

    /** The map of PCA {@code [d, k]} or ZCA {@code [d, d]}. */
    private static INDArray map(float[] rows, int width, Preparation preparation) {
        int n = rows.length / width;
        INDArray x = Host.tensor(DataType.FLOAT, rows, n, width).castTo(DataType.DOUBLE); // [n, d]
        boolean wide = width > n;
        INDArray square =
                (wide ? x.mmul(x.transpose()) : x.transpose().mmul(x)).divi(n).dup('f');
        double[] values =
                Host.doubles(Eigen.symmetricGeneralizedEigenvalues(square, true)); // ascending; square: vectors
        int kept = 0;
        double most = values[values.length - 1];
        while (kept < values.length && values[values.length - 1 - kept] > LEAST * Math.max(most, Double.MIN_NORMAL)) {
            kept++;
        }
        boolean pca = preparation.kind() == Preparation.Kind.PCA;
        if (pca && preparation.components() > 0) {
            kept = Math.min(kept, preparation.components());
        }
        double[][] map = new double[width][pca ? Math.max(1, kept) : width];
        for (int k = 0; k < kept; k++) {
            int from = values.length - 1 - k;
            INDArray column = square.getColumn(from, true).dup('c');
            INDArray direction = wide ? x.transpose().mmul(column).divi(Math.sqrt(n * values[from])) : column;
            double[] v = signed(Host.doubles(direction));
            for (int c = 0; c < width; c++) {
                if (pca) {
                    map[c][k] = v[c];
                } else {
                    for (int j = 0; j < width; j++) {
                        map[c][j] += v[c] * v[j] / Math.sqrt(values[from]);
                    }
                }
            }
        }
        return Nd4j.createFromArray(map).castTo(DataType.FLOAT);
    }

    private static double[] signed(double[] v) {
        int largest = 0;
        for (int c = 0; c < v.length; c++) {
            largest = Math.abs(v[c]) > Math.abs(v[largest]) ? c : largest;
        }
        double sign = Math.signum(v[largest]);
        return Arrays.stream(v).map(x -> sign * x).toArray();
    }

    /** The features prepared; rows of absent samples and padding are 0. */
    Features apply(Features features) {
        Features first = affine.apply(features);
        if (map.isEmpty() && centre.isEmpty()) {
            return first;
        }
        int width = first.width();
        long[] shape = first.values().shape().clone();
        float[] values = Host.floats(first.values());
        int tokens = values.length / Math.max(1, first.rows() * width);
        if (map.isPresent()) {
            shape[shape.length - 1] = map.get().size(1);
            INDArray mapped = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', new long[] {
                values.length / width, map.get().size(1)
            });
            MatrixProduct.into(mapped, Shapes.rows(first.values()), map.get()); // what was 0 stays 0
            return with(first, mapped.reshape('c', shape));
        }
        normalize(values, width);
        float[] middle = Host.floats(centre.orElseThrow());
        int[] lengths = first.lengths();
        for (int i = 0; i < values.length; i++) {
            int row = i / width / tokens;
            values[i] = holds(first, lengths, row, i / width % tokens) ? values[i] - middle[i % width] : 0;
        }
        return with(first, Host.tensor(DataType.FLOAT, values, shape));
    }

    private static Features with(Features features, INDArray values) {
        String name = features.modality().name();
        Presence presence = features.presence();
        return features.modality().kind() == Modality.Kind.TOKENS
                ? Features.tokens(name, values, features.lengths(), presence)
                : features.modality().kind() == Modality.Kind.SCORES
                        ? Features.scores(name, values, presence)
                        : Features.vector(name, values, presence);
    }

    /** What raw zeros become, {@code [k]}. */
    float[] zero() {
        INDArray zeros = Nd4j.zeros(DataType.FLOAT, affine.mean().shape());
        return Host.floats(apply(Features.vector("zero", zeros)).values());
    }

    /** The arrays to save, by name. */
    Map<String, INDArray> arrays() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("mean", affine.mean());
        arrays.put("inverse", affine.inverseDeviation());
        map.ifPresent(array -> arrays.put("map", array));
        centre.ifPresent(array -> arrays.put("centre", array));
        return arrays;
    }
}
