package dev.interlace.spi;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which left item belongs with which right item.
 *
 * @param rightOf {@code [n]}, the right item of each left item, -1 where it has none; no right item twice
 * @param coupling {@code [n, m]}, how much each pair belongs together, where the method is soft; empty where the
 *     matching says all
 * @param value what the method made small or large, by its definition
 * @param convergence how the iteration ended; a matching that did not converge is still usable, and says so
 */
@SuppressWarnings("ArrayRecordComponent") // an index array; compared by content below
public record Matching(int[] rightOf, Optional<INDArray> coupling, double value, Convergence convergence) {
    /** A matching of a method that knows only whether it converged. */
    public Matching(int[] rightOf, Optional<INDArray> coupling, double value, int iterations, boolean converged) {
        this(rightOf, coupling, value, Convergence.of(converged, iterations));
    }

    public Matching {
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < rightOf.length; i++) {
            if (rightOf[i] < -1 || (rightOf[i] >= 0 && !taken.add(rightOf[i]))) {
                throw new IllegalArgumentException(
                        "Matching.rightOf must name each right item at most once or be -1, got " + rightOf[i]
                                + " for left item " + i);
            }
        }
    }

    /** Steps that were taken. */
    public int iterations() {
        return convergence.iterations();
    }

    /** Whether the method's own criterion was met. */
    public boolean converged() {
        return convergence.converged();
    }

    /**
     * The share of left items whose right item is the one in {@code truth} (-1 where none is right, which is left out).
     */
    public double accuracy(int[] truth) {
        if (truth.length != rightOf.length) {
            throw new IllegalArgumentException(
                    "Matching.accuracy: there are " + rightOf.length + " left items, got " + truth.length + " truths");
        }
        int asked = 0;
        int hit = 0;
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] >= 0) {
                asked++;
                hit += rightOf[i] == truth[i] ? 1 : 0;
            }
        }
        if (asked == 0) {
            throw new IllegalArgumentException("Matching.accuracy: no left item has a truth");
        }
        return (double) hit / asked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matching matching
                && Arrays.equals(matching.rightOf, rightOf)
                && matching.coupling.equals(coupling)
                && Double.compare(matching.value, value) == 0
                && matching.convergence.equals(convergence);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rightOf);
    }

    @Override
    public String toString() {
        return "Matching[" + Arrays.stream(rightOf).filter(right -> right >= 0).count() + " of " + rightOf.length
                + " left items matched, value " + value + ", " + convergence + "]";
    }
}
