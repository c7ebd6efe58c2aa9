package dev.interlace.plugins.alignment;

/** Lengths of rows of any size: squares of small numbers are not lost, those of large ones do not overflow. */
public final class Norms {
    private Norms() {}

    /** The Euclidean length of {@code values[from .. from + count - 1]}. */
    public static double of(double[] values, int from, int count) {
        double largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        if (largest == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            double share = values[i] / largest;
            sum += share * share;
        }
        return largest * Math.sqrt(sum);
    }
}
