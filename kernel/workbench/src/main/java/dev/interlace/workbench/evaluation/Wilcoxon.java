package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.special.Erf;

/**
 * Wilcoxon's signed-rank test: do the ranks of the positive differences weigh as much as those of the negative ones?
 *
 * <p>Differences of 0 are left out; equal sizes share the mean of their ranks. Up to {@value #MOST_EXACT} differences
 * the p-value is exact over all signs, ties included; beyond it is that of the normal approximation with the variance
 * corrected for ties, without a correction for continuity. It takes every difference as independent: where rows have
 * groups, give one difference per group.
 *
 * <p>Reference: Wilcoxon: Individual Comparisons by Ranking Methods, Biometrics Bulletin 1, 1945; ties as in Pratt and
 * Gibbons: Concepts of Nonparametric Theory, Springer, 1981, section 3.7.
 *
 * @param differences number of differences that are not 0
 * @param statistic the smaller of the two sums of ranks
 * @param pValue two-sided; 1 where every difference is 0
 * @param exact whether it is over all signs
 */
public record Wilcoxon(int differences, double statistic, double pValue, boolean exact) implements Showable {
    private static final int MOST_EXACT = 50;

    /** The test of differences, each finite. */
    public static Wilcoxon of(double... differences) {
        double[] some = Arrays.stream(differences).filter(value -> value != 0).toArray();
        for (double value : some) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("Wilcoxon: differences must be finite, got " + value);
            }
        }
        int n = some.length;
        if (n == 0) {
            return new Wilcoxon(0, 0, 1, true);
        }
        int[] order = order(some);
        double[] ranks = new double[n];
        double ties = 0;
        int from = 0;
        while (from < n) {
            int to = from;
            while (to < n && Math.abs(some[order[to]]) == Math.abs(some[order[from]])) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            double tied = to - from;
            ties += tied * tied * tied - tied;
            from = to;
        }
        double positive = 0;
        for (int i = 0; i < n; i++) {
            positive += some[i] > 0 ? ranks[i] : 0;
        }
        double least = Math.min(positive, n * (n + 1.0) / 2 - positive);
        if (n <= MOST_EXACT) {
            return new Wilcoxon(n, least, Math.min(1, 2 * lowerTail(ranks, least)), true);
        }
        double mean = n * (n + 1.0) / 4;
        double deviation = Math.sqrt(n * (n + 1.0) * (2.0 * n + 1) / 24 - ties / 48);
        return new Wilcoxon(n, least, Erf.erfc((mean - least) / deviation / Math.sqrt(2)), false);
    }

    private static int[] order(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(Math.abs(values[a]), Math.abs(values[b])));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** The share of all signs whose sum of positive ranks is at most {@code least}; twice a rank is a whole number. */
    private static double lowerTail(double[] ranks, double least) {
        int total = 0;
        for (double rank : ranks) {
            total += (int) Math.round(2 * rank);
        }
        double[] share = new double[total + 1]; // of signs with each doubled sum
        share[0] = 1;
        int reached = 0;
        for (double rank : ranks) {
            int step = (int) Math.round(2 * rank);
            reached += step;
            for (int sum = reached; sum >= 0; sum--) {
                share[sum] = (share[sum] + (sum >= step ? share[sum - step] : 0)) / 2;
            }
        }
        double tail = 0;
        for (int sum = 0; sum <= Math.round(2 * least); sum++) {
            tail += share[sum];
        }
        return tail;
    }

    @Override
    public DisplayData display() {
        String line = String.format(
                Locale.ROOT,
                "Wilcoxon signed-rank: %d differences, smaller rank sum %.1f, p %s (%s)",
                differences,
                statistic,
                PairedPermutation.equalsOr(pValue),
                exact ? "exact" : "normal approximation");
        return DisplayData.html("<p>" + TableView.escape(line) + "</p>", line);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
