package dev.interlace.plugins.alignment.transport;

import dev.interlace.spi.Masses;
import java.util.Arrays;
import java.util.Optional;

/**
 * The masses of the points of both sides; those of a side sum to 1.
 *
 * @param left {@code [n]}, each above 0
 * @param right {@code [m]}, each above 0
 */
@SuppressWarnings("ArrayRecordComponent") // numbers for loops; never compared
record PointMasses(double[] left, double[] right) {
    /** All points of a side alike. */
    static PointMasses even(int n, int m) {
        double[] left = new double[n];
        double[] right = new double[m];
        Arrays.fill(left, 1.0 / n);
        Arrays.fill(right, 1.0 / m);
        return new PointMasses(left, right);
    }

    /** The masses that were given, or all points alike. */
    static PointMasses of(String method, Optional<Masses> given, int n, int m) {
        return given.map(masses -> of(method, masses, n, m)).orElseGet(() -> even(n, m));
    }

    /** The masses that were given, one for each point. */
    static PointMasses of(String method, Masses masses, int n, int m) {
        if (masses.left().length != n || masses.right().length != m) {
            throw new IllegalArgumentException(method + ": there are " + n + " left and " + m + " right points, got "
                    + masses.left().length + " and " + masses.right().length + " masses; give one for each point");
        }
        return new PointMasses(masses.left(), masses.right());
    }

    /**
     * The most that the entropy of a coupling can fall short of that of the even one: the smaller of both entropies.
     */
    double entropy() {
        return Math.min(entropy(left), entropy(right));
    }

    private static double entropy(double[] masses) {
        return Arrays.stream(masses).map(mass -> -mass * Math.log(mass)).sum();
    }
}
