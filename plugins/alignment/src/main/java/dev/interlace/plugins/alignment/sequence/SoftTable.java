package dev.interlace.plugins.alignment.sequence;

/**
 * The table of soft dynamic time warping, forward and back.
 *
 * <p>Reference: Cuturi and Blondel, ICML 2017, algorithms 1 (forward) and 2 (backward).
 *
 * @param costs {@code [t][s]}, infinite where a pair of steps is not allowed
 * @param soft {@code R}, {@code [t][s]}, infinite where no path arrives
 * @param gamma smoothing
 */
@SuppressWarnings("ArrayRecordComponent") // a work table; never compared
record SoftTable(double[][] costs, double[][] soft, double gamma) {
    static SoftTable of(double[][] costs, double gamma) {
        int t = costs.length;
        int s = costs[0].length;
        double[][] soft = new double[t][s];
        for (int i = 0; i < t; i++) {
            for (int j = 0; j < s; j++) {
                double before = i == 0 && j == 0
                        ? 0
                        : softMinimum(
                                i > 0 && j > 0 ? soft[i - 1][j - 1] : Double.POSITIVE_INFINITY,
                                i > 0 ? soft[i - 1][j] : Double.POSITIVE_INFINITY,
                                j > 0 ? soft[i][j - 1] : Double.POSITIVE_INFINITY,
                                gamma);
                soft[i][j] = costs[i][j] + before;
            }
        }
        return new SoftTable(costs, soft, gamma);
    }

    double value() {
        return soft[soft.length - 1][soft[0].length - 1];
    }

    /**
     * {@code E = dR(t, s) / dc}: how much each pair of steps takes part, {@code [t][s]}, 1 in the corners. A cell
     * passes its share on to those it was made from: {@code E(i, j) = sum over the three successors (i', j') of E(i',
     * j') exp((R(i', j') - c(i', j') - R(i, j)) / gamma)}; the exponents are at most 0.
     */
    double[][] expected() {
        int t = soft.length;
        int s = soft[0].length;
        double[][] expected = new double[t][s];
        for (int i = t - 1; i >= 0; i--) {
            for (int j = s - 1; j >= 0; j--) {
                if (soft[i][j] == Double.POSITIVE_INFINITY) {
                    continue; // no path arrives
                }
                expected[i][j] = i == t - 1 && j == s - 1
                        ? 1
                        : share(expected, i + 1, j, soft[i][j])
                                + share(expected, i, j + 1, soft[i][j])
                                + share(expected, i + 1, j + 1, soft[i][j]);
            }
        }
        return expected;
    }

    private double share(double[][] expected, int i, int j, double from) {
        if (i == soft.length || j == soft[0].length || soft[i][j] == Double.POSITIVE_INFINITY) {
            return 0;
        }
        return expected[i][j] * Math.exp((soft[i][j] - costs[i][j] - from) / gamma);
    }

    /** {@code -gamma log sum exp(-a / gamma)} with the least value taken out; infinite where all are. */
    private static double softMinimum(double a, double b, double c, double gamma) {
        double least = Math.min(a, Math.min(b, c));
        return least == Double.POSITIVE_INFINITY
                ? least
                : least
                        - gamma
                                * Math.log(Math.exp((least - a) / gamma)
                                        + Math.exp((least - b) / gamma)
                                        + Math.exp((least - c) / gamma));
    }
}
