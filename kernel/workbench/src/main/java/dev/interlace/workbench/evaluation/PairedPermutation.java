package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The paired permutation test: were the two methods equal, the sign of each difference would be a toss of a coin. The
 * p-value is the share of tosses whose mean difference is at least as far from 0 as the one seen, on either side. Rows
 * of one group are tossed together.
 *
 * <p>Units whose difference is 0 change nothing. Up to {@value #MOST_EXACT} others are tossed in every way; more are
 * tossed at random, and the p-value is {@code (1 + as far) / (1 + tosses)}, never 0.
 *
 * <p>Reference: Fisher: The Design of Experiments, Oliver and Boyd, 1935, section 21; for random tosses Phipson and
 * Smyth: Permutation P-values Should Never Be Zero, SAGMB 9, 2010, section 4.
 *
 * @param difference mean difference over rows
 * @param pValue two-sided
 * @param units number of rows or groups that were tossed
 * @param how what was tossed and how often
 */
public record PairedPermutation(double difference, double pValue, int units, String how) implements Showable {
    private static final int MOST_EXACT = 16;
    private static final int TOSSES = 9999;
    private static final int FEWEST_TOSSES = 999;
    private static final double MOST_WORK = 1e8; // additions
    private static final double ROUNDING = 1e-9; // of a sum, relative to that of the absolute values

    /**
     * The test of differences.
     *
     * @param differences one per row, at least one
     * @param groups one group per row; empty where every row stands alone
     */
    public static PairedPermutation of(double[] differences, List<String> groups, long seed) {
        if (differences.length == 0 || !(groups.isEmpty() || groups.size() == differences.length)) {
            throw new IllegalArgumentException(
                    "PairedPermutation needs at least one difference and one group per row or" + " none, got "
                            + differences.length + " differences and " + groups.size() + " groups");
        }
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int row = 0; row < differences.length; row++) {
            sums.merge(groups.isEmpty() ? Integer.toString(row) : groups.get(row), differences[row], Double::sum);
        }
        double[] units = sums.values().stream()
                .mapToDouble(value -> value)
                .filter(value -> value != 0)
                .toArray();
        double seen = 0;
        double size = 0;
        for (double unit : units) {
            seen += unit;
            size += Math.abs(unit);
        }
        double far = Math.abs(seen) - ROUNDING * size;
        String what = sums.size() == differences.length ? sums.size() + " rows" : sums.size() + " groups";
        double mean = seen / differences.length;
        if (units.length <= MOST_EXACT) {
            return new PairedPermutation(
                    mean,
                    exact(units, far),
                    sums.size(),
                    "paired permutation of " + what + ", every toss of the signs");
        }
        int tosses = (int) Math.max(FEWEST_TOSSES, Math.min(TOSSES, MOST_WORK / units.length));
        return new PairedPermutation(
                mean,
                tossed(units, far, tosses, seed),
                sums.size(),
                String.format(Locale.ROOT, "paired permutation of %s, %,d tosses of the signs", what, tosses));
    }

    private static double exact(double[] units, double far) {
        int all = 1 << units.length;
        int asFar = 0;
        for (int signs = 0; signs < all; signs++) {
            double sum = 0;
            for (int i = 0; i < units.length; i++) {
                sum += (signs & 1 << i) == 0 ? units[i] : -units[i];
            }
            asFar += Math.abs(sum) >= far ? 1 : 0;
        }
        return (double) asFar / all;
    }

    private static double tossed(double[] units, double far, int tosses, long seed) {
        SplittableRandom random =
                new SeedSource(seed).split("paired permutation").generator();
        int asFar = 0;
        for (int toss = 0; toss < tosses; toss++) {
            double sum = 0;
            long signs = 0;
            for (int i = 0; i < units.length; i++) {
                signs = i % Long.SIZE == 0 ? random.nextLong() : signs >>> 1;
                sum += (signs & 1) == 0 ? units[i] : -units[i];
            }
            asFar += Math.abs(sum) >= far ? 1 : 0;
        }
        return (1.0 + asFar) / (1 + tosses);
    }

    /** A p-value as people write it. */
    public static String p(double value) {
        return Double.isNaN(value) ? "–" : value < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", value);
    }

    @Override
    public DisplayData display() {
        String line = String.format(Locale.ROOT, "difference %+.3f, p %s (%s)", difference, equalsOr(pValue), how);
        return DisplayData.html("<p>" + TableView.escape(line) + "</p>", line);
    }

    static String equalsOr(double p) {
        return p < 0.001 ? "< 0.001" : "= " + p(p);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
