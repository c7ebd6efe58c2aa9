package dev.interlace.workbench.experiments;

import dev.interlace.learn.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.workbench.data.Encoded;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrices that are drawn, turned and handed over as tensors. */
final class Matrices {
    private Matrices() {}

    /** Standard normal numbers, {@code [n][d]}. */
    static double[][] normal(SplittableRandom random, int n, int d) {
        return rows(n, row -> {
            double[] numbers = new double[d];
            for (int c = 0; c < d; c++) {
                numbers[c] = random.nextGaussian();
            }
            return numbers;
        });
    }

    /** A matrix row by row. */
    static double[][] rows(int n, IntFunction<double[]> row) {
        return IntStream.range(0, n).mapToObj(row).toArray(double[][]::new);
    }

    /** A turn of {@code d} columns, drawn: orthogonal, {@code [d][d]}. */
    static double[][] turn(SplittableRandom random, int d) {
        double[][] basis = normal(random, d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                double along = dot(basis[i], basis[j]);
                for (int c = 0; c < d; c++) {
                    basis[i][c] -= along * basis[j][c];
                }
            }
            double length = Math.sqrt(dot(basis[i], basis[i]));
            for (int c = 0; c < d; c++) {
                basis[i][c] /= length;
            }
        }
        return basis;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    /** The product {@code [n][k]} of {@code [n][d]} and {@code [d][k]}. */
    static double[][] times(double[][] left, double[][] right) {
        return rows(left.length, i -> {
            double[] row = new double[right[0].length];
            for (int d = 0; d < right.length; d++) {
                for (int k = 0; k < row.length; k++) {
                    row[k] += left[i][d] * right[d][k];
                }
            }
            return row;
        });
    }

    /** The rows in another order. */
    static double[][] ordered(double[][] rows, int[] order) {
        return rows(order.length, i -> rows[order[i]]);
    }

    /** The columns of two matrices side by side. */
    static double[][] beside(double[][] left, double[][] right) {
        return rows(
                left.length,
                i -> DoubleStream.concat(Arrays.stream(left[i]), Arrays.stream(right[i]))
                        .toArray());
    }

    /** The distances of all rows from all, {@code [n][n]}. */
    static double[][] distances(double[][] rows) {
        return rows(
                rows.length,
                i -> IntStream.range(0, rows.length)
                        .mapToDouble(j -> {
                            double sum = 0;
                            for (int c = 0; c < rows[i].length; c++) {
                                sum += (rows[i][c] - rows[j][c]) * (rows[i][c] - rows[j][c]);
                            }
                            return Math.sqrt(sum);
                        })
                        .toArray());
    }

    /** A tensor in double precision. */
    static INDArray tensor(double[][] rows) {
        return tensor(DataType.DOUBLE, rows);
    }

    private static INDArray tensor(DataType type, double[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        double[] exact = new double[flat.length];
        for (int i = 0; i < flat.length; i++) {
            exact[i] = rows[i / rows[0].length][i % rows[0].length];
            flat[i] = (float) exact[i];
        }
        INDArray tensor = Host.tensor(type, flat, rows.length, rows[0].length);
        if (type == DataType.DOUBLE) {
            Host.write(exact, tensor);
        }
        return tensor;
    }

    /** Features in single precision. */
    static Features features(String name, double[][] rows) {
        return Features.vector(name, tensor(DataType.FLOAT, rows));
    }

    /** Pairs that were drawn. */
    static Encoded pairs(double[][] left, double[][] right) {
        List<String> ids =
                IntStream.range(0, left.length).mapToObj(row -> "row-" + row).toList();
        return new Encoded(
                MultimodalBatch.of(ids, List.of(features("left", left), features("right", right))),
                Map.of(),
                ids,
                "drawn rows");
    }
}
