package dev.interlace.workbench.evaluation;

import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The percentile bootstrap: draws the rows again with replacement, computes the statistic again, and takes the
 * percentiles of the results. Rows of one group are drawn together, because near-duplicates are no independent
 * evidence.
 *
 * <p>Reference: Efron and Tibshirani: An Introduction to the Bootstrap. Chapman and Hall, 1993, section 13.3. The
 * percentile at {@code p} of {@code B} sorted values is the one at place {@code ⌈p (B + 1)⌉}, at least 1 and at most
 * {@code B}.
 *
 * @param resamples the number of resamples {@code B}, at least 20
 * @param level the share of the interval, in (0, 1)
 * @param seed decides which rows are drawn
 */
public record Bootstrap(int resamples, double level, long seed) {
    private static final int FEWEST = 20;

    public Bootstrap {
        if (!(resamples >= FEWEST)) {
            throw new IllegalArgumentException("Bootstrap.resamples must be at least " + FEWEST + ", got " + resamples);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("Bootstrap.level must be in (0, 1), got " + level);
        }
    }

    /** 1,000 resamples and an interval of 95 %. */
    public static Bootstrap seeded(long seed) {
        return new Bootstrap(1000, 0.95, seed);
    }

    /**
     * The mean of one number per row.
     *
     * @param values {@code [n]}, at least one
     */
    public Interval mean(double[] values) {
        return interval(values.length, rows -> mean(values, rows));
    }

    /**
     * The mean of one number per row, with whole groups drawn.
     *
     * @param values {@code [n]}, at least one
     * @param groups one group per row
     */
    public Interval mean(double[] values, List<String> groups) {
        return interval(groups, rows -> mean(values, rows));
    }

    /**
     * The mean of one number per row, with whole groups drawn where there are groups.
     *
     * @param values {@code [n]}, at least one
     * @param groups one group per row; empty where every row stands alone
     */
    Interval meanBy(double[] values, List<String> groups) {
        return groups.isEmpty() ? mean(values) : mean(values, groups);
    }

    /**
     * Any statistic of the rows, with whole groups drawn where there are groups.
     *
     * @param n number of rows, at least one
     * @param groups one group per row; empty where every row stands alone
     * @param statistic of the drawn row numbers; a row may occur several times
     */
    Interval intervalBy(int n, List<String> groups, ToDoubleFunction<int[]> statistic) {
        return groups.isEmpty() ? interval(n, statistic) : interval(groups, statistic);
    }

    /**
     * Any statistic of the rows.
     *
     * @param n number of rows, at least one
     * @param statistic of the drawn row numbers; a row may occur several times
     */
    public Interval interval(int n, ToDoubleFunction<int[]> statistic) {
        requireRows(n);
        SplittableRandom random = new SeedSource(seed).split("bootstrap").generator();
        double[] values = new double[resamples];
        int[] rows = new int[n];
        for (int b = 0; b < resamples; b++) {
            for (int i = 0; i < n; i++) {
                rows[i] = random.nextInt(n);
            }
            values[b] = statistic.applyAsDouble(rows);
        }
        return percentiles(statistic.applyAsDouble(IntStream.range(0, n).toArray()), values, "rows");
    }

    /**
     * Any statistic of the rows, with whole groups drawn.
     *
     * @param groups one group per row
     * @param statistic of the drawn row numbers; a row may occur several times
     */
    public Interval interval(List<String> groups, ToDoubleFunction<int[]> statistic) {
        requireRows(groups.size());
        Map<String, IntStream.Builder> members = new LinkedHashMap<>();
        for (int row = 0; row < groups.size(); row++) {
            members.computeIfAbsent(groups.get(row), name -> IntStream.builder())
                    .add(row);
        }
        List<int[]> byGroup =
                members.values().stream().map(rows -> rows.build().toArray()).toList();
        SplittableRandom random = new SeedSource(seed).split("bootstrap").generator();
        double[] values = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            int[][] drawn = new int[byGroup.size()][];
            int count = 0;
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = byGroup.get(random.nextInt(drawn.length));
                count += drawn[i].length;
            }
            int[] rows = new int[count];
            int at = 0;
            for (int[] group : drawn) {
                System.arraycopy(group, 0, rows, at, group.length);
                at += group.length;
            }
            values[b] = statistic.applyAsDouble(rows);
        }
        return percentiles(
                statistic.applyAsDouble(IntStream.range(0, groups.size()).toArray()),
                values,
                byGroup.size() == groups.size() ? "rows" : byGroup.size() + " groups");
    }

    private static void requireRows(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("Bootstrap needs at least one row, got none");
        }
    }

    /**
     * Resamples in which the statistic is not defined, such as those with one class alone, are left out and counted.
     */
    private Interval percentiles(double value, double[] all, String units) {
        double[] values =
                Arrays.stream(all).filter(one -> !Double.isNaN(one)).sorted().toArray();
        double tail = (1 - level) / 2;
        int left = all.length - values.length;
        String how = Math.round(level * 100) + " % percentile bootstrap, " + resamples + " resamples of " + units
                + (left == 0 ? "" : ", " + left + " of them left out because the measure is not defined there");
        if (values.length < FEWEST) {
            return new Interval(value, Double.NaN, Double.NaN, how);
        }
        int low = place(tail, values.length);
        return new Interval(value, values[low], values[values.length - 1 - low], how);
    }

    /** The place of the lower percentile among the sorted values, from 0; the upper one mirrors it. */
    private static int place(double tail, int count) {
        return Math.max(0, Math.min(count - 1, (int) Math.ceil(tail * (count + 1)) - 1));
    }

    private static double mean(double[] values, int[] rows) {
        double sum = 0;
        for (int row : rows) {
            sum += values[row];
        }
        return sum / rows.length;
    }
}
