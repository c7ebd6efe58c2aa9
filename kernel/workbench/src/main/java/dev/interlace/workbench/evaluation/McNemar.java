package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.Locale;
import org.apache.commons.math3.special.Erf;

/**
 * McNemar's test: of the rows that only one of two classifiers gets right, are as many the first one's as the second
 * one's? Rows that both get right or wrong say nothing.
 *
 * <p>Below {@value #EXACT_BELOW} such rows the p-value is twice the lower tail of the binomial distribution at 1/2, at
 * most 1; from there on that of chi-squared with one degree of freedom, with the correction for continuity. It takes
 * every row as independent: where rows have groups, read the paired permutation test.
 *
 * <p>Reference: McNemar: Note on the Sampling Error of the Difference between Correlated Proportions or Percentages,
 * Psychometrika 12, 1947; correction as in Edwards, Psychometrika 13, 1948, eq. 4.
 *
 * @param onlyFirst rows that only the first gets right
 * @param onlySecond rows that only the second gets right
 * @param statistic the smaller of the two counts, or chi-squared
 * @param pValue two-sided
 * @param exact whether it is the binomial one
 */
public record McNemar(int onlyFirst, int onlySecond, double statistic, double pValue, boolean exact)
        implements Showable {
    private static final int EXACT_BELOW = 25;

    /**
     * The test of two counts.
     *
     * @param onlyFirst rows that only the first gets right, at least 0
     * @param onlySecond rows that only the second gets right, at least 0
     */
    public static McNemar of(int onlyFirst, int onlySecond) {
        if (!(onlyFirst >= 0 && onlySecond >= 0)) {
            throw new IllegalArgumentException(
                    "McNemar: counts must be at least 0, got " + onlyFirst + " and " + onlySecond);
        }
        int n = onlyFirst + onlySecond;
        int least = Math.min(onlyFirst, onlySecond);
        if (n < EXACT_BELOW) {
            return new McNemar(onlyFirst, onlySecond, least, Math.min(1, 2 * lowerTail(least, n)), true);
        }
        double gap = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
        double chi = gap * gap / n;
        return new McNemar(onlyFirst, onlySecond, chi, Erf.erfc(Math.sqrt(chi / 2)), false);
    }

    private static double lowerTail(int least, int n) {
        double term = Math.pow(0.5, n);
        double sum = 0;
        for (int i = 0; i <= least; i++) {
            sum += term;
            term *= (n - i) / (i + 1.0);
        }
        return sum;
    }

    @Override
    public DisplayData display() {
        String line = String.format(
                Locale.ROOT,
                "McNemar: only the first right %d, only the second right %d, p %s (%s; takes rows as independent)",
                onlyFirst,
                onlySecond,
                PairedPermutation.equalsOr(pValue),
                exact
                        ? "exact binomial"
                        : String.format(Locale.ROOT, "chi-squared %.3f, continuity corrected", statistic));
        return DisplayData.html("<p>" + TableView.escape(line) + "</p>", line);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
