package dev.interlace.plugins.alignment.distribution;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.learn.tape.MatrixProduct.Factor;
import dev.interlace.plugins.alignment.distribution.PairFunction.Argument;
import dev.interlace.plugins.alignment.distribution.RowKernel.Tile;
import dev.interlace.plugins.alignment.distribution.RowKernel.Wanted;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Sums of a function over all pairs of rows.
 *
 * @param rows {@code [n]}, each row's sum
 * @param columns {@code [m]}, each column's sum
 * @param diagonal {@code [n]}, a row with itself; empty across two samples
 */
@SuppressWarnings("ArrayRecordComponent") // sums; never compared
record PairSums(double[] rows, double[] columns, double[] diagonal) {
    /** The sums over a and b, which may be one sample. */
    static PairSums of(RowKernel kernel, Sample a, Sample b, Runnable eachTile) {
        PairSums sums = empty(a, b);
        kernel.forEachTile(a, b, Wanted.VALUES, eachTile, sums::add);
        return sums;
    }

    /** No sums yet. */
    static PairSums empty(Sample a, Sample b) {
        return new PairSums(new double[a.n], new double[b.n], new double[a == b ? a.n : 0]);
    }

    void add(Tile tile) {
        for (int r = 0; r < tile.rows(); r++) {
            for (int c = 0; c < tile.columns(); c++) {
                double value = tile.values()[r * tile.columns() + c];
                rows[tile.i() + r] += value;
                columns[tile.j() + c] += value;
                if (tile.mirrored()) {
                    rows[tile.j() + c] += value;
                    columns[tile.i() + r] += value;
                }
            }
        }
        if (diagonal.length > 0 && tile.i() == tile.j()) {
            for (int r = 0; r < tile.rows(); r++) {
                diagonal[tile.i() + r] = tile.values()[r * tile.columns() + r];
            }
        }
    }

    double total() {
        return Arrays.stream(rows).sum();
    }

    /** The total without the pairs of a row with itself. */
    double offDiagonal() {
        return total() - Arrays.stream(diagonal).sum();
    }

    /** Which pairs count. */
    enum Diagonal {
        KEPT,
        LEFT_OUT
    }

    /** Adds {@code factor} times the gradient of the sum over all pairs of a and b with respect to a. */
    static void addGradient(
            RowKernel kernel, Sample a, Sample b, Diagonal diagonal, double factor, List<double[]> gradient) {
        kernel.forEachTile(a, b, Wanted.SLOPES, () -> {}, tile -> {
            for (int p = 0; p < gradient.size(); p++) {
                double[] slopes = tile.slopes().get(p);
                for (int r = 0;
                        a == b && diagonal == Diagonal.LEFT_OUT && tile.i() == tile.j() && r < tile.rows();
                        r++) {
                    slopes[r * tile.columns() + r] = 0;
                }
                INDArray w = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {tile.rows(), tile.columns()}, 'c');
                Host.write(slopes, w);
                // of a sample with itself both places move: twice the gradient of one
                double each = a == b ? 2 * factor : factor;
                Argument argument = kernel.argument(p);
                pull(argument, w, PLAIN, a.part(p), tile.i(), b.part(p), tile.j(), each, gradient.get(p));
                if (tile.mirrored()) {
                    pull(argument, w, TRANSPOSED, b.part(p), tile.j(), a.part(p), tile.i(), each, gradient.get(p));
                }
            }
        });
    }

    /**
     * Adds the gradient of one place of a block: {@code 2 (rowsum(W) a - W b)} for squared distances, {@code W b} for
     * inner products.
     *
     * @param w {@code [rows of a, rows of b]} after op
     */
    private static void pull(
            Argument argument,
            INDArray w,
            Factor op,
            Sample.Part a,
            int i,
            Sample.Part b,
            int j,
            double factor,
            double[] gradient) {
        int rows = Math.toIntExact(w.size(op == PLAIN ? 0 : 1));
        int columns = Math.toIntExact(w.size(op == PLAIN ? 1 : 0));
        int d = a.d();
        INDArray product = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {rows, d}, 'c');
        INDArray others = b.rows().get(NDArrayIndex.interval(j, j + columns), NDArrayIndex.all());
        MatrixProduct.into(product, w, op, others, PLAIN, 1, 0);
        double[] wb = Host.doubles(product);
        double[] sums = Host.doubles(w.sum(op == PLAIN ? 1 : 0));
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < d; c++) {
                int k = r * d + c;
                double own = a.values()[(i + r) * d + c];
                gradient[i * d + k] +=
                        factor * (argument == Argument.SQUARED_DISTANCE ? 2 * (sums[r] * own - wb[k]) : wb[k]);
            }
        }
    }
}
