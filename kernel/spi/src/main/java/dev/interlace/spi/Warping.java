package dev.interlace.spi;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two sequences laid on each other: a path of pairs of steps that goes forward in both.
 *
 * @param cost what the alignment costs, by the method's definition; not a metric unless the method says so
 * @param left {@code [p]}, the step of the left sequence at each place of the path, ascending from 0 by at most 1
 * @param right {@code [p]}, the step of the right sequence, likewise
 * @param weights {@code [t, s]}, how much each pair of steps belongs together, where the method is soft; empty where
 *     the path says all
 * @param convergence how the iteration ended; empty where the path is found in one pass
 */
@SuppressWarnings("ArrayRecordComponent") // index arrays, drawn and counted; compared by content below
public record Warping(
        double cost, int[] left, int[] right, Optional<INDArray> weights, Optional<Convergence> convergence) {
    public Warping {
        if (left.length == 0 || left.length != right.length) {
            throw new IllegalArgumentException("Warping needs a path of at least one pair, got " + left.length
                    + " left and " + right.length + " right steps");
        }
        for (int p = 0; p < left.length; p++) {
            boolean starts = p > 0 || (left[p] == 0 && right[p] == 0);
            boolean forward = p == 0
                    || (left[p] - left[p - 1] >= 0
                            && left[p] - left[p - 1] <= 1
                            && right[p] - right[p - 1] >= 0
                            && right[p] - right[p - 1] <= 1
                            && left[p] + right[p] > left[p - 1] + right[p - 1]);
            if (!(starts && forward)) {
                throw new IllegalArgumentException("Warping: a path starts at (0, 0) and takes steps of 0 or 1, got ("
                        + left[p] + ", " + right[p] + ") at place " + p);
            }
        }
    }

    /** A warping that is found in one pass. */
    public Warping(double cost, int[] left, int[] right, Optional<INDArray> weights) {
        this(cost, left, right, weights, Optional.empty());
    }

    /** This warping, the end of an iteration. */
    public Warping ended(Convergence how) {
        return new Warping(cost, left, right, weights, Optional.of(how));
    }

    /** A warping whose path says all. */
    public static Warping of(double cost, int[] left, int[] right) {
        return new Warping(cost, left, right, Optional.empty());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Warping warping
                && Double.compare(warping.cost, cost) == 0
                && Arrays.equals(warping.left, left)
                && Arrays.equals(warping.right, right)
                && warping.weights.equals(weights)
                && warping.convergence.equals(convergence);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(left) + Arrays.hashCode(right);
    }

    @Override
    public String toString() {
        return "Warping[cost " + cost + ", path of " + left.length + " pairs"
                + convergence.map(how -> ", " + how).orElse("") + "]";
    }
}
