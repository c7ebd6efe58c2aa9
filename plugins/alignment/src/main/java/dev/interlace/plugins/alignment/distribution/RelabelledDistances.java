package dev.interlace.plugins.alignment.distribution;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.plugins.alignment.distribution.PairSums.Diagonal;
import dev.interlace.plugins.alignment.distribution.RowKernel.Tile;
import dev.interlace.plugins.alignment.distribution.RowKernel.Wanted;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The squared distances of mean embeddings for many labellings of pooled rows at once.
 *
 * <p>With u marking the rows that count as left, K the matrix of all N x N pairs, r its row sums and S their sum: left
 * pairs {@code u'Ku}, across {@code u'r - u'Ku}, right {@code S - 2 u'r + u'Ku}. Blocks of K are made, multiplied by P
 * columns u at once, and dropped: time {@code N^2 (d + P)}, memory {@code N (d + P)} and never N^2.
 */
final class RelabelledDistances implements PermutationTests.Statistic {
    /** Marks at hand at once: 128 MiB. */
    private static final long MARKS = 1L << 24;

    private final EmbeddingDistance distance;
    private final Sample pooled;
    private final int n;
    private final Runnable eachTile;
    private double largest;

    /**
     * For labellings of which n pooled rows are left.
     *
     * @param eachTile called before each block, to be able to stop
     */
    RelabelledDistances(EmbeddingDistance distance, Sample pooled, int n, Runnable eachTile) {
        this.distance = distance;
        this.pooled = pooled;
        this.n = n;
        this.eachTile = eachTile;
    }

    @Override
    public int most() {
        return (int) Math.max(1, MARKS / pooled.n);
    }

    /**
     * The values.
     *
     * @param orders at most {@link #most} orders of all pooled rows, the first n of each count as left
     */
    @Override
    public double[] of(int[][] orders) {
        int count = orders.length;
        float[] marks = new float[pooled.n * count]; // [N, P]
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < n; i++) {
                marks[orders[p][i] * count + p] = 1;
            }
        }
        INDArray u = Host.tensor(DataType.DOUBLE, marks, pooled.n, count);
        double[] inside = new double[count]; // u'Ku
        double[] rowSums = new double[pooled.n];
        double[] diagonal = new double[pooled.n];
        distance.kernel().forEachTile(pooled, pooled, Wanted.VALUES, eachTile, tile -> {
            INDArray k = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {tile.rows(), tile.columns()}, 'c');
            Host.write(tile.values(), k);
            INDArray product = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {tile.rows(), count}, 'c');
            MatrixProduct.into(
                    product,
                    k,
                    PLAIN,
                    u.get(NDArrayIndex.interval(tile.j(), tile.j() + tile.columns()), NDArrayIndex.all()),
                    PLAIN,
                    1,
                    0);
            double[] toLeft = Host.doubles(product); // [rows, P]
            int first = tile.i() * count;
            int times = tile.mirrored() ? 2 : 1;
            for (int e = 0; e < toLeft.length; e++) {
                inside[e % count] += times * marks[first + e] * toLeft[e];
            }
            addSums(tile, rowSums, diagonal);
        });
        return values(marks, count, inside, rowSums, diagonal);
    }

    @Override
    public double scale() {
        return largest;
    }

    private void addSums(Tile tile, double[] rowSums, double[] diagonal) {
        for (int r = 0; r < tile.rows(); r++) {
            for (int c = 0; c < tile.columns(); c++) {
                double value = tile.values()[r * tile.columns() + c];
                rowSums[tile.i() + r] += value;
                largest = Math.max(largest, Math.abs(value));
                if (tile.mirrored()) {
                    rowSums[tile.j() + c] += value;
                }
            }
            if (!tile.mirrored()) {
                diagonal[tile.i() + r] = tile.values()[r * tile.columns() + r];
            }
        }
    }

    private double[] values(float[] marks, int count, double[] inside, double[] rowSums, double[] diagonal) {
        int m = pooled.n - n;
        double all = 0;
        double allDiagonal = 0;
        double[] touching = new double[count]; // u'r
        double[] leftDiagonal = new double[count];
        for (int i = 0; i < pooled.n; i++) {
            all += rowSums[i];
            allDiagonal += diagonal[i];
            for (int p = 0; p < count; p++) {
                touching[p] += marks[i * count + p] * rowSums[i];
                leftDiagonal[p] += marks[i * count + p] * diagonal[i];
            }
        }
        double[] values = new double[count];
        for (int p = 0; p < count; p++) {
            double left = inside[p];
            double across = touching[p] - inside[p];
            double right = all - 2 * touching[p] + inside[p];
            if (distance.diagonal() == Diagonal.KEPT) {
                values[p] = left / ((double) n * n) + right / ((double) m * m) - 2 * across / ((double) n * m);
            } else {
                values[p] = (left - leftDiagonal[p]) / ((double) n * (n - 1))
                        + (right - allDiagonal + leftDiagonal[p]) / ((double) m * (m - 1))
                        - 2 * across / ((double) n * m);
            }
        }
        return values;
    }
}
