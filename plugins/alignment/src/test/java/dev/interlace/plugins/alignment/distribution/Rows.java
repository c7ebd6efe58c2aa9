package dev.interlace.plugins.alignment.distribution;

import dev.interlace.learn.tape.Host;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small samples, and slow loops over their pairs. */
final class Rows {
    private Rows() {}

    static INDArray of(double[]... rows) {
        return Nd4j.createFromArray(rows);
    }

    /** One column. */
    static INDArray column(double... values) {
        return Nd4j.createFromArray(values).reshape('c', values.length, 1);
    }

    static INDArray normal(long seed, int rows, int columns, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian() + shift;
        }
        return Nd4j.createFromArray(values).reshape('c', rows, columns);
    }

    static INDArray single(INDArray x) {
        return x.castTo(DataType.FLOAT);
    }

    static double[][] rows(INDArray x) {
        double[] flat = Host.doubles(x);
        int d = (int) x.size(1);
        double[][] rows = new double[(int) x.size(0)][d];
        for (int i = 0; i < flat.length; i++) {
            rows[i / d][i % d] = flat[i];
        }
        return rows;
    }

    static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return Math.sqrt(sum);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    /**
     * {@code mean k(x, x') + mean k(y, y') - 2 mean k(x, y)} by two loops; {@code skip} leaves out a row with itself.
     */
    static double distance(INDArray x, INDArray y, boolean skip, ToDoubleBiFunction<double[], double[]> k) {
        return mean(rows(x), rows(x), skip, k) + mean(rows(y), rows(y), skip, k) - 2 * mean(rows(x), rows(y), false, k);
    }

    static double mean(double[][] a, double[][] b, boolean skip, ToDoubleBiFunction<double[], double[]> k) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                if (!skip || i != j) {
                    sum += k.applyAsDouble(a[i], b[j]);
                    count++;
                }
            }
        }
        return sum / count;
    }

    /** The matrix of all pairs of a sample. */
    static double[][] gram(INDArray x, ToDoubleBiFunction<double[], double[]> k) {
        double[][] rows = rows(x);
        double[][] gram = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                gram[i][j] = k.applyAsDouble(rows[i], rows[j]);
            }
        }
        return gram;
    }

    static ToDoubleBiFunction<double[], double[]> gaussian(double sigma) {
        return (a, b) -> Math.exp(-distance(a, b) * distance(a, b) / (2 * sigma * sigma));
    }
}
