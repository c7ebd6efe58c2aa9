package dev.interlace.testkit;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Bits of tensors, and tensors that differ from others in one place. */
final class Tensors {
    private Tensors() {}

    /** Type, shape and every bit, so that NaN equals NaN and 0 differs from -0; for {@code assertEquals}. */
    static String bits(INDArray array) {
        long hash = 17;
        for (double value : Host.doubles(array)) {
            hash = 31 * hash + Double.doubleToRawLongBits(value);
        }
        return array.dataType() + Arrays.toString(array.shape()) + " #" + Long.toHexString(hash);
    }

    static List<String> bits(MultimodalBatch batch) {
        List<String> all = new ArrayList<>(batch.rowIds());
        batch.modalities().forEach(features -> all.add(bits(features)));
        return all;
    }

    static String bits(Features features) {
        String graph = features.graph()
                .map(g -> Arrays.toString(g.rowStart()) + Arrays.toString(g.column()) + Arrays.toString(g.weight()))
                .orElse("");
        return features.modality()
                + bits(features.values())
                + Arrays.toString(features.lengths())
                + Arrays.toString(features.presence().toFloats())
                + graph;
    }

    static Map<String, String> bits(Map<String, INDArray> arrays) {
        Map<String, String> all = new LinkedHashMap<>();
        arrays.keySet().stream()
                .sorted()
                .forEach(name -> all.put(name, bits(arrays.getOrDefault(name, Nd4j.scalar(0)))));
        return all;
    }

    /** The rows of a matrix, in that order. */
    static double[][] rows(INDArray matrix) {
        double[] flat = Host.doubles(matrix);
        int columns = (int) matrix.size(1);
        double[][] rows = new double[(int) matrix.size(0)][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(flat, row * columns, (row + 1) * columns);
        }
        return rows;
    }

    /** The largest difference of two matrices' entries; NaN if there is one. */
    static double difference(double[][] a, double[][] b) {
        double worst = a.length == b.length ? 0 : Double.POSITIVE_INFINITY;
        for (int row = 0; row < Math.min(a.length, b.length); row++) {
            for (int c = 0; c < a[row].length; c++) {
                double d = Math.abs(a[row][c] - b[row][c]);
                worst = d <= worst ? worst : d;
            }
        }
        return worst;
    }

    /** The same features with {@code value} in every entry of the rows that {@code rows} has. */
    static Features fill(Features features, Presence rows, double value) {
        return edit(features, (row, token) -> rows.has(row), value);
    }

    /** The same features with {@code value} in every entry of the padding of token sequences. */
    static Features fillPadding(Features features, double value) {
        int[] lengths = features.lengths();
        return edit(features, (row, token) -> token >= lengths[row], value);
    }

    private interface Chosen {
        boolean test(int row, int token);
    }

    private static Features edit(Features features, Chosen chosen, double value) {
        double[] values = Host.doubles(features.values());
        int rows = Math.max(1, features.rows());
        int tokens = features.modality().kind() == Modality.Kind.TOKENS
                ? (int) features.values().size(1)
                : 1;
        int width = values.length / rows / tokens;
        for (int i = 0; i < values.length; i++) {
            if (chosen.test(i / width / tokens, i / width % tokens)) {
                values[i] = value;
            }
        }
        return withValues(features, values, features.values().shape());
    }

    /** The same features with one more column (or channel) of zeros. */
    static Features widen(Features features) {
        long[] shape = features.values().shape().clone();
        int axis = features.modality().kind() == Modality.Kind.IMAGE ? 1 : shape.length - 1;
        shape[axis]++;
        return withValues(features, new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)], shape);
    }

    /** The same vectors with more columns {@code [n, any]} behind them. */
    static Features besides(Features features, INDArray more) {
        double[][] own = rows(features.values());
        double[][] added = rows(more);
        double[] all = new double[own.length * (own[0].length + added[0].length)];
        int at = 0;
        for (int row = 0; row < own.length; row++) {
            System.arraycopy(own[row], 0, all, at, own[row].length);
            System.arraycopy(added[row], 0, all, at + own[row].length, added[row].length);
            at += own[row].length + added[row].length;
        }
        return withValues(features, all, new long[] {own.length, all.length / own.length});
    }

    /** The same token sequences with two more positions of padding. */
    static Features pad(Features features, double padding) {
        double[] values = Host.doubles(features.values());
        long[] shape = features.values().shape().clone();
        int before = (int) (shape[1] * shape[2]);
        shape[1] += 2;
        int after = (int) (shape[1] * shape[2]);
        double[] padded = new double[features.rows() * after];
        Arrays.fill(padded, padding);
        for (int row = 0; row < features.rows(); row++) {
            System.arraycopy(values, row * before, padded, row * after, before);
        }
        return withValues(features, padded, shape);
    }

    private static Features withValues(Features features, double[] values, long[] shape) {
        INDArray tensor = Nd4j.createFromArray(values)
                .castTo(features.values().dataType())
                .reshape('c', shape);
        String name = features.modality().name();
        Presence presence = features.presence();
        return switch (features.modality().kind()) {
            case VECTOR -> Features.vector(name, tensor, presence);
            case SCORES -> Features.scores(name, tensor, presence);
            case IMAGE -> Features.image(name, tensor, presence);
            case TOKENS -> Features.tokens(name, tensor, features.lengths(), presence);
            case GRAPH -> Features.graph(name, tensor, features.graph().orElseThrow());
        };
    }
}
