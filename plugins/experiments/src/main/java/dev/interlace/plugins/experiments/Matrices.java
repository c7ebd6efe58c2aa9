package dev.interlace.plugins.experiments;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.experiment.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrices as arrays of rows: drawn, turned, and read from and written to tensors. */
public final class Matrices {
    private Matrices() {}

    /** The rows of a matrix {@code [n, d]}, as a copy. */
    public static double[][] of(INDArray matrix) {
        if (matrix.rank() != 2) {
            throw new IllegalArgumentException(
                    "a matrix [rows, columns] is needed, got shape " + Arrays.toString(matrix.shape()));
        }
        double[] flat = Host.doubles(matrix);
        int columns = (int) matrix.size(1);
        return rows((int) matrix.size(0), row -> Arrays.copyOfRange(flat, row * columns, (row + 1) * columns));
    }

    /** The mean of some numbers. */
    public static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Standard normal numbers, {@code [n][d]}. */
    public static double[][] normal(SplittableRandom random, int n, int d) {
        return rows(n, row -> {
            double[] numbers = new double[d];
            for (int c = 0; c < d; c++) {
                numbers[c] = random.nextGaussian();
            }
            return numbers;
        });
    }

    /** A matrix row by row. */
    public static double[][] rows(int n, IntFunction<double[]> row) {
        return IntStream.range(0, n).mapToObj(row).toArray(double[][]::new);
    }

    /** A turn of {@code d} columns, drawn: orthogonal, {@code [d][d]}. */
    public static double[][] turn(SplittableRandom random, int d) {
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
    public static double[][] times(double[][] left, double[][] right) {
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
    public static double[][] ordered(double[][] rows, int[] order) {
        return rows(order.length, i -> rows[order[i]]);
    }

    /** The columns of two matrices side by side. */
    public static double[][] beside(double[][] left, double[][] right) {
        return rows(
                left.length,
                i -> DoubleStream.concat(Arrays.stream(left[i]), Arrays.stream(right[i]))
                        .toArray());
    }

    /** The distances of all rows from all, {@code [n][n]}. */
    public static double[][] distances(double[][] rows) {
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
    public static INDArray tensor(double[][] rows) {
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
    public static Features features(String name, double[][] rows) {
        return Features.vector(name, tensor(DataType.FLOAT, rows));
    }

    /** Pairs that were drawn. */
    public static Rows pairs(double[][] left, double[][] right) {
        List<String> ids =
                IntStream.range(0, left.length).mapToObj(row -> "row-" + row).toList();
        return new Rows(
                MultimodalBatch.of(ids, List.of(features("left", left), features("right", right))),
                Optional.empty(),
                ids,
                "drawn rows");
    }

    /** 1 for each row whose most probable class is the true one, else 0; {@code [n]}. */
    public static double[] right(FusionModel model, Rows test) {
        double[][] p = of(model.predict(test.batch()));
        double[] right = new double[p.length];
        for (int row = 0; row < p.length; row++) {
            int best = 0;
            for (int c = 1; c < p[row].length; c++) {
                best = p[row][c] > p[row][best] ? c : best;
            }
            right[row] = model.classes().get(best).equals(test.labels().name(row)) ? 1 : 0;
        }
        return right;
    }
}
