package dev.interlace.plugins.alignment.sequence;

/**
 * The Sakoe-Chiba band in a rectangle: step {@code i} of {@code t} may meet step {@code j} of {@code s} where their
 * places, scaled to [0, 1], differ by at most {@code width}. With equal lengths this is {@code |i - j| <= width (t -
 * 1)}.
 *
 * <p>Reference: Sakoe and Chiba: Dynamic Programming Algorithm Optimization for Spoken Word Recognition, IEEE TASSP 26,
 * 1978, eq. 8 (the window); differs from the paper in following the rectangle's diagonal where the lengths differ.
 *
 * @param t steps of x
 * @param s steps of y
 * @param width in [0, 1]; 1 admits everything
 */
record Band(int t, int s, double width) {
    /** Places are compared in whole numbers; this covers the rounding of {@code width}. */
    private static final double ROUNDING = 1e-9;

    /** What the option {@code band} does. */
    static final String DOC = "share of the length by which the path may leave the diagonal; 1 sets no limit";

    /** The band, which lets a path through. */
    static Band of(String method, int t, int s, double width) {
        Band band = new Band(t, s, width);
        double least = width < 1 ? band.least() : 0;
        if (!band.reaches(least)) {
            throw new IllegalArgumentException(method + ": Options.band " + width + " lets no path through " + t
                    + " and " + s + " steps; set it to at least " + Math.min(1, Math.ceil(least * 1000) / 1000));
        }
        return band;
    }

    /** Makes infinite what lies outside, {@code [t][s]}. */
    void close(double[][] costs) {
        for (int i = 0; i < t && width < 1; i++) {
            for (int j = 0; j < s; j++) {
                costs[i][j] = admits(i, j) ? costs[i][j] : Double.POSITIVE_INFINITY;
            }
        }
    }

    boolean admits(int i, int j) {
        return reaches(apart(i, j));
    }

    /** How far apart the scaled places lie; a single step lies everywhere. */
    private double apart(int i, int j) {
        if (t == 1 || s == 1) {
            return 0;
        }
        return Math.abs((long) i * (s - 1) - (long) j * (t - 1)) / ((double) (t - 1) * (s - 1));
    }

    boolean reaches(double least) {
        return least <= width + ROUNDING;
    }

    /** The least width that lets a path through: the least over all paths of the largest distance on the path. */
    double least() {
        double[] above = new double[s];
        double[] row = new double[s];
        for (int i = 0; i < t; i++) {
            for (int j = 0; j < s; j++) {
                double before = i == 0 && j == 0 ? 0 : Double.POSITIVE_INFINITY;
                before = i > 0 && j > 0 ? Math.min(before, above[j - 1]) : before;
                before = i > 0 ? Math.min(before, above[j]) : before;
                before = j > 0 ? Math.min(before, row[j - 1]) : before;
                row[j] = Math.max(before, apart(i, j));
            }
            double[] done = row;
            row = above;
            above = done;
        }
        return above[s - 1];
    }
}
