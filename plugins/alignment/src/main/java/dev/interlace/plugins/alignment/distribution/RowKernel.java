package dev.interlace.plugins.alignment.distribution;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.plugins.alignment.distribution.PairFunction.Argument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A function of two rows, the product of one function for each part of their columns, over all pairs of two samples: a
 * block of pairs after the other, so that no matrix of all pairs is ever there.
 *
 * <p>n rows of a, m of b, P parts. Memory: {@code (2 + P) BLOCK^2} numbers beside the samples.
 */
final class RowKernel {
    /** Rows on each side of a block; its 2 MiB stay in the second cache. */
    static final int BLOCK = 512;

    /** Squared distances below this share of the squared lengths are rounding, and count as 0. */
    private static final double ROUNDING = 1e-14;

    private final List<PairFunction> functions;

    RowKernel(List<? extends PairFunction> functions) {
        this.functions = List.copyOf(functions);
    }

    static RowKernel of(PairFunction function) {
        return new RowKernel(List.of(function));
    }

    /** What is done with a block of pairs. */
    @FunctionalInterface
    interface Visitor {
        void on(Tile tile);
    }

    /**
     * Values for the rows {@code i, ..., i + rows - 1} of the one and {@code j, ..., j + columns - 1} of the other
     * sample.
     *
     * @param values {@code [rows, columns]}
     * @param slopes of each part {@code [rows, columns]}, the derivative with respect to its argument; empty unless
     *     asked for
     * @param mirrored whether the pairs stand for their mirror images as well
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers on their way; never compared
    record Tile(int i, int rows, int j, int columns, double[] values, List<double[]> slopes, boolean mirrored) {}

    /** Values alone, or with slopes. */
    enum Wanted {
        VALUES,
        SLOPES
    }

    /**
     * All pairs of two samples. Of a sample and itself (the same object) blocks below the diagonal are left out, and
     * those above it mirrored.
     *
     * @param eachTile called before each block, to be able to stop
     */
    void forEachTile(Sample a, Sample b, Wanted wanted, Runnable eachTile, Visitor visitor) {
        for (int i = 0; i < a.n; i += BLOCK) {
            for (int j = a == b ? i : 0; j < b.n; j += BLOCK) {
                eachTile.run();
                visitor.on(tile(a, i, b, j, wanted));
            }
        }
    }

    /** The block that begins at row i of a and row j of b. */
    Tile tile(Sample a, int i, Sample b, int j, Wanted wanted) {
        int rows = Math.min(BLOCK, a.n - i);
        int columns = Math.min(BLOCK, b.n - j);
        boolean diagonal = a == b && i == j;
        List<double[]> arguments = new ArrayList<>();
        double[] values = new double[rows * columns];
        Arrays.fill(values, 1);
        for (int p = 0; p < functions.size(); p++) {
            double[] t = arguments(functions.get(p).argument(), a.part(p), i, rows, b.part(p), j, columns, diagonal);
            arguments.add(t);
            for (int k = 0; k < t.length; k++) {
                values[k] *= functions.get(p).value(t[k]);
            }
        }
        List<double[]> slopes = wanted == Wanted.SLOPES
                ? IntStream.range(0, functions.size())
                        .mapToObj(p -> slopes(p, arguments))
                        .toList()
                : List.of();
        return new Tile(i, rows, j, columns, values, slopes, a == b && !diagonal);
    }

    private static double[] arguments(
            Argument argument, Sample.Part a, int i, int rows, Sample.Part b, int j, int columns, boolean diagonal) {
        INDArray products = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {rows, columns}, 'c');
        MatrixProduct.into(products, rows(a, i, rows), PLAIN, rows(b, j, columns), TRANSPOSED, 1, 0);
        double[] t = Host.doubles(products);
        if (argument == Argument.SQUARED_DISTANCE) {
            for (int r = 0; r < rows; r++) {
                double own = a.squares()[i + r];
                for (int c = 0; c < columns; c++) {
                    int k = r * columns + c;
                    t[k] = distance(own, b.squares()[j + c], t[k]);
                }
                if (diagonal) {
                    t[r * columns + r] = 0;
                }
            }
        }
        return t;
    }

    private static double distance(double a, double b, double product) {
        double distance = a + b - 2 * product;
        return distance > ROUNDING * (a + b) ? distance : 0;
    }

    private static INDArray rows(Sample.Part part, int from, int count) {
        return part.rows().get(NDArrayIndex.interval(from, from + count), NDArrayIndex.all());
    }

    /** The product rule: the slope of one part times the values of all others. */
    private double[] slopes(int p, List<double[]> arguments) {
        double[] slopes = new double[arguments.get(p).length];
        for (int k = 0; k < slopes.length; k++) {
            double slope = functions.get(p).slope(arguments.get(p)[k]);
            for (int q = 0; q < functions.size(); q++) {
                slope *= q == p ? 1 : functions.get(q).value(arguments.get(q)[k]);
            }
            slopes[k] = slope;
        }
        return slopes;
    }

    /** The function of row i of a and row j of b alone. */
    double value(Sample a, int i, Sample b, int j) {
        double value = 1;
        for (int p = 0; p < functions.size(); p++) {
            value *= functions.get(p).value(argument(p, a, i, b, j));
        }
        return value;
    }

    /**
     * Adds {@code factor} times the gradient of {@link #value} with respect to row i of a, and to row j of b where it
     * has a place.
     */
    void addGradient(double factor, Sample a, int i, List<double[]> forA, Sample b, int j, List<double[]> forB) {
        for (int p = 0; p < functions.size(); p++) {
            double slope = factor * functions.get(p).slope(argument(p, a, i, b, j));
            for (int q = 0; q < functions.size(); q++) {
                slope *= q == p ? 1 : functions.get(q).value(argument(q, a, i, b, j));
            }
            int d = a.part(p).d();
            for (int c = 0; c < d; c++) {
                double left = a.part(p).values()[i * d + c];
                double right = b.part(p).values()[j * d + c];
                boolean distance = functions.get(p).argument() == Argument.SQUARED_DISTANCE;
                // |a - b|^2 has gradient 2 (a - b) and -2 (a - b), a'b has b and a
                forA.get(p)[i * d + c] += slope * (distance ? 2 * (left - right) : right);
                if (!forB.isEmpty()) {
                    forB.get(p)[j * d + c] += slope * (distance ? 2 * (right - left) : left);
                }
            }
        }
    }

    private double argument(int p, Sample a, int i, Sample b, int j) {
        boolean distance = functions.get(p).argument() == Argument.SQUARED_DISTANCE;
        int d = a.part(p).d();
        double t = 0;
        for (int c = 0; c < d; c++) {
            double left = a.part(p).values()[i * d + c];
            double right = b.part(p).values()[j * d + c];
            t += distance ? (left - right) * (left - right) : left * right;
        }
        return t;
    }

    Argument argument(int part) {
        return functions.get(part).argument();
    }
}
