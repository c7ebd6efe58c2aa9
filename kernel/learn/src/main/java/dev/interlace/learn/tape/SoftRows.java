package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.PlainRowLoops;
import dev.interlace.learn.loops.RowLoops;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Softmax over the rows of a cost matrix that is never turned into one: row i gives its mass to the columns in
 * proportion to {@code exp(offset_j + slope cost_ij)}, and only the logarithms of the row sums and the mass of each
 * column are kept.
 *
 * <p>This is a half step of Sinkhorn's algorithm in the log domain together with the sums that the other half needs:
 * one pass over the costs in memory order, one exponential per entry. Each row's largest score is taken off before the
 * exponential, so nothing overflows and a row always has an entry of 1.
 *
 * <p>n rows, m columns, double precision. Rows are shared out among the threads that the backend computes with; column
 * sums of another number of threads differ by rounding.
 */
public final class SoftRows {
    private static final RowLoops LOOPS =
            HostLoops.choose(RowLoops.class, "dev.interlace.learn.loops.VectorRowLoops", PlainRowLoops::new);

    /** Fewer entries than these are not worth a second thread. */
    private static final long PARALLEL = 1 << 16;

    /** The mass that a row gives away. */
    @FunctionalInterface
    public interface RowMass {
        /** The mass of that row, whose sum of exponentials has that logarithm. */
        double of(int row, double log);
    }

    private final double[] costs;
    private final int rows;
    private final int columns;

    /**
     * Rows over those costs.
     *
     * @param costs {@code [n, m]}, row-major; read by later calls, never changed
     */
    public SoftRows(double[] costs, int rows, int columns) {
        if (costs.length != (long) rows * columns || costs.length == 0) {
            throw new IllegalArgumentException("SoftRows: " + rows + " rows and " + columns + " columns need "
                    + (long) rows * columns + " costs, at least one; got " + costs.length);
        }
        this.costs = costs;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Shares the mass of every row out among the columns.
     *
     * @param slope factor of the costs, {@code -1 / epsilon}
     * @param offsets {@code [m]}
     * @param mass the mass of a row whose sum of exponentials has that logarithm
     * @param logs {@code [n]} gets {@code log sum_j exp(offset_j + slope cost_ij)}
     * @param columnSums {@code [m]} gets the mass of each column
     */
    public void share(double slope, double[] offsets, DoubleUnaryOperator mass, double[] logs, double[] columnSums) {
        share(slope, offsets, (row, log) -> mass.applyAsDouble(log), logs, columnSums);
    }

    /** {@link #share(double, double[], DoubleUnaryOperator, double[], double[])} where rows differ in their mass. */
    public void share(double slope, double[] offsets, RowMass mass, double[] logs, double[] columnSums) {
        int threads = (long) rows * columns < PARALLEL ? 1 : Math.min(rows, HostLoops.threads());
        double[][] sums = new double[threads][columns];
        int share = (rows + threads - 1) / threads;
        HostLoops.split(threads, threads, (thread, next) -> {
            double[] row = new double[columns];
            double[] own = sums[thread];
            int to = Math.min(rows, next * share);
            for (int i = thread * share; i < to; i++) {
                double largest = LOOPS.scores(costs, i * columns, slope, offsets, row, columns);
                double sum = LOOPS.exponentials(row, largest, columns);
                logs[i] = largest + Math.log(sum);
                LOOPS.addScaled(row, mass.of(i, logs[i]) / sum, own, columns);
            }
        });
        Arrays.fill(columnSums, 0);
        for (double[] own : sums) {
            LOOPS.addScaled(own, 1, columnSums, columns);
        }
    }

    /**
     * What {@link #share} shares out, entry by entry.
     *
     * @return {@code [n, m]}, row-major
     */
    public double[] shares(double slope, double[] offsets, DoubleUnaryOperator mass) {
        return shares(slope, offsets, (row, log) -> mass.applyAsDouble(log));
    }

    /** {@link #shares(double, double[], DoubleUnaryOperator)} where rows differ in their mass, {@code [n, m]}. */
    public double[] shares(double slope, double[] offsets, RowMass mass) {
        double[] all = new double[costs.length];
        double[] row = new double[columns];
        for (int i = 0; i < rows; i++) {
            double largest = LOOPS.scores(costs, i * columns, slope, offsets, row, columns);
            double sum = LOOPS.exponentials(row, largest, columns);
            double factor = mass.of(i, largest + Math.log(sum)) / sum;
            for (int j = 0; j < columns; j++) {
                all[i * columns + j] = factor * row[j];
            }
        }
        return all;
    }

    /**
     * {@code log sum_i exp(rowOffsets_i + slope cost_ij)} of one column, for a column whose mass is too small for a
     * number.
     *
     * @param rowOffsets {@code [n]}
     */
    public double columnLog(double slope, double[] rowOffsets, int column) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            largest = Math.max(largest, rowOffsets[i] + slope * costs[i * columns + column]);
        }
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += Math.exp(rowOffsets[i] + slope * costs[i * columns + column] - largest);
        }
        return largest + Math.log(sum);
    }
}
