package dev.interlace.plugins.alignment;

/** Bandwidths that double, with a given one in the middle. */
final class Bandwidths {
    private Bandwidths() {}

    /** {@code middle * 2^k} for {@code count} whole numbers k around 0; of an even count one more lies below. */
    static double[] around(double middle, int count) {
        double[] bandwidths = new double[count];
        for (int i = 0; i < count; i++) {
            bandwidths[i] = middle * Math.pow(2, i - count / 2);
        }
        return bandwidths;
    }
}
