package dev.interlace.spi.measure;

/** True and estimated numbers of rows. Immutable. */
public final class Estimates {
    private final double[] truth;
    private final double[] estimated;

    private Estimates(double[] truth, double[] estimated) {
        this.truth = truth;
        this.estimated = estimated;
    }

    /**
     * Estimates of numbers.
     *
     * @param truth {@code [n]}, finite, at least one
     * @param estimated {@code [n]}, finite
     */
    public static Estimates of(double[] truth, double[] estimated) {
        if (truth.length == 0 || truth.length != estimated.length) {
            throw new IllegalArgumentException("Estimates need one true and one estimated number per row, at least one,"
                    + " got " + truth.length + " and " + estimated.length);
        }
        for (int row = 0; row < truth.length; row++) {
            if (!(Double.isFinite(truth[row]) && Double.isFinite(estimated[row]))) {
                throw new IllegalArgumentException(
                        "Estimates must be finite, got " + truth[row] + " and " + estimated[row] + " in row " + row);
            }
        }
        return new Estimates(truth.clone(), estimated.clone());
    }

    /** The number of rows. */
    public int rows() {
        return truth.length;
    }

    /** The true number of a row. */
    public double truth(int row) {
        return truth[row];
    }

    /** The estimated number of a row. */
    public double estimated(int row) {
        return estimated[row];
    }

    /** The true numbers, {@code [n]}, as a copy. */
    public double[] truth() {
        return truth.clone();
    }

    /** The estimated numbers, {@code [n]}, as a copy. */
    public double[] estimated() {
        return estimated.clone();
    }

    /** The given rows, in that order; a row may occur several times. */
    public Estimates rows(int[] selected) {
        double[] newTruth = new double[selected.length];
        double[] newEstimated = new double[selected.length];
        for (int i = 0; i < selected.length; i++) {
            newTruth[i] = truth[selected[i]];
            newEstimated[i] = estimated[selected[i]];
        }
        return new Estimates(newTruth, newEstimated);
    }

    @Override
    public String toString() {
        return rows() + " estimated numbers";
    }
}
