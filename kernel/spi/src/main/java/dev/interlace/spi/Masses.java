package dev.interlace.spi;

import java.util.Arrays;

/**
 * How much each left and each right point counts in a comparison or a matching of two sides: the weights of rows, sizes
 * of clusters, importances of nodes. Only their proportions within a side matter; both sides are brought to the sum 1.
 *
 * @param left {@code [n]}, each in (0, inf) where given; sums to 1 here
 * @param right {@code [m]}, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Masses(double[] left, double[] right) {
    public Masses {
        left = shares("left", left);
        right = shares("right", right);
    }

    private static double[] shares(String side, double[] masses) {
        double sum = 0;
        for (int i = 0; i < masses.length; i++) {
            if (!(masses[i] > 0 && masses[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Masses." + side + " must be in (0, inf), got " + masses[i]
                        + " for point " + i + "; leave out points that do not count");
            }
            sum += masses[i];
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Masses." + side + " must be at least one number with a finite sum, got a sum of " + sum);
        }
        double all = sum;
        return Arrays.stream(masses).map(mass -> mass / all).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Masses masses && Arrays.equals(masses.left, left) && Arrays.equals(masses.right, right);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(left) + Arrays.hashCode(right);
    }

    @Override
    public String toString() {
        return "Masses[" + left.length + " left, " + right.length + " right points]";
    }
}
