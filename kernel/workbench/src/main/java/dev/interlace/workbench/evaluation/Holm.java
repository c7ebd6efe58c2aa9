package dev.interlace.workbench.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The correction of Holm for several comparisons: the i-th smallest of m p-values is multiplied by {@code m - i + 1},
 * and none may be smaller than the one before it. The chance that any of the comparisons is found by accident then
 * stays below the level, whatever they have to do with each other.
 *
 * <p>Reference: Holm: A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 6,
 * 1979, section 2.
 */
public final class Holm {
    private Holm() {}

    /**
     * The adjusted p-values, in the order given, at most 1.
     *
     * @param pValues {@code [m]}, each in [0, 1]
     */
    public static double[] adjusted(double... pValues) {
        int m = pValues.length;
        for (double p : pValues) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("Holm: p-values must lie in [0, 1], got " + p);
            }
        }
        int[] order = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[m];
        double most = 0;
        for (int i = 0; i < m; i++) {
            most = Math.max(most, Math.min(1, (m - i) * pValues[order[i]]));
            adjusted[order[i]] = most;
        }
        return adjusted;
    }

    /** How the p-values of so many comparisons came about, for the line below a table. */
    public static String words(int comparisons) {
        return comparisons == 0
                ? "nothing to compare"
                : comparisons > 1 ? "p by Holm over " + comparisons + " comparisons" : "p of one comparison";
    }

    /** The adjusted p-value of one of several comparisons, of which some were not made. */
    static double[] adjustedPresent(double[] pValues) {
        int[] present = IntStream.range(0, pValues.length)
                .filter(i -> !Double.isNaN(pValues[i]))
                .toArray();
        double[] some =
                adjusted(Arrays.stream(present).mapToDouble(i -> pValues[i]).toArray());
        double[] all = new double[pValues.length];
        Arrays.fill(all, Double.NaN);
        for (int i = 0; i < present.length; i++) {
            all[present[i]] = some[i];
        }
        return all;
    }
}
