package dev.interlace.spi;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is known of {@code n} left and {@code m} right items that shall be matched: how similar they are across, how the
 * items of each side hang together, and which pairs are certain.
 *
 * @param similarity {@code [n, m]}, larger is closer; empty where nothing is known across
 * @param left {@code [n, n]}, how the left items hang together: edge weights, or distances; empty where unknown
 * @param right {@code [m, m]}, likewise
 * @param known certain pairs, or that there are none
 * @param masses how much each item counts; empty where all of a side count alike
 */
public record MatchProblem(
        Optional<INDArray> similarity,
        Optional<INDArray> left,
        Optional<INDArray> right,
        Supervision known,
        Optional<Masses> masses) {
    /** A problem whose items count alike. */
    public MatchProblem(
            Optional<INDArray> similarity, Optional<INDArray> left, Optional<INDArray> right, Supervision known) {
        this(similarity, left, right, known, Optional.empty());
    }

    public MatchProblem {
        if (similarity.isEmpty() && left.isEmpty()) {
            throw new IllegalArgumentException(
                    "MatchProblem needs a similarity [n, m], or the structures [n, n] and [m, m] of both sides");
        }
        if (left.isPresent() != right.isPresent()) {
            throw new IllegalArgumentException("MatchProblem needs the structures of both sides or of none");
        }
        similarity.ifPresent(s -> requireMatrix("similarity", s));
        left.ifPresent(l -> requireSquare("left", l));
        right.ifPresent(r -> requireSquare("right", r));
        if (similarity.isPresent() && left.isPresent()) {
            long n = left.orElseThrow().size(0);
            long m = right.orElseThrow().size(0);
            INDArray s = similarity.orElseThrow();
            if (s.size(0) != n || s.size(1) != m) {
                throw new IllegalArgumentException("MatchProblem: the similarity is " + Arrays.toString(s.shape())
                        + ", the structures say [" + n + ", " + m + "]");
            }
        }
        if (masses.isPresent()) {
            long n = similarity.or(() -> left).orElseThrow().size(0);
            long m = similarity.map(s -> s.size(1)).orElseGet(() -> rows(right));
            Masses given = masses.orElseThrow();
            if (given.left().length != n || given.right().length != m) {
                throw new IllegalArgumentException("MatchProblem: there are " + n + " left and " + m
                        + " right items, got " + given.left().length + " and " + given.right().length + " masses");
            }
        }
        if (known instanceof Supervision.Seeds seeds) {
            long n = similarity.or(() -> left).orElseThrow().size(0);
            long m = similarity.map(s -> s.size(1)).orElseGet(() -> rows(right));
            for (int i = 0; i < seeds.left().length; i++) {
                if (seeds.left()[i] >= n || seeds.right()[i] >= m) {
                    throw new IllegalArgumentException("MatchProblem: there are " + n + " left and " + m
                            + " right items, got the known pair " + seeds.left()[i] + " - " + seeds.right()[i]);
                }
            }
        }
    }

    private static long rows(Optional<INDArray> structure) {
        return structure.orElseThrow().size(0);
    }

    private static void requireMatrix(String name, INDArray matrix) {
        if (matrix.rank() != 2 || matrix.size(0) == 0 || matrix.size(1) == 0) {
            throw new IllegalArgumentException("MatchProblem." + name + " must be a matrix with rows and columns, got "
                    + Arrays.toString(matrix.shape()));
        }
    }

    private static void requireSquare(String name, INDArray matrix) {
        requireMatrix(name, matrix);
        if (matrix.size(0) != matrix.size(1)) {
            throw new IllegalArgumentException(
                    "MatchProblem." + name + " must be square, got " + Arrays.toString(matrix.shape()));
        }
    }

    /** A problem of which only the similarities across are known. */
    public static MatchProblem ofSimilarity(INDArray similarity) {
        return new MatchProblem(Optional.of(similarity), Optional.empty(), Optional.empty(), Supervision.unpaired());
    }

    /** A problem of which only the structures of both sides are known. */
    public static MatchProblem ofStructures(INDArray left, INDArray right) {
        return new MatchProblem(Optional.empty(), Optional.of(left), Optional.of(right), Supervision.unpaired());
    }

    /** A problem of two graphs; their edge weights become the structures, {@code [n, n]} and {@code [m, m]}. */
    public static MatchProblem ofGraphs(Graph left, Graph right) {
        return ofStructures(dense(left), dense(right));
    }

    /** This problem with certain pairs. */
    public MatchProblem withKnown(Supervision pairs) {
        return new MatchProblem(similarity, left, right, pairs, masses);
    }

    /** This problem with similarities across. */
    public MatchProblem withSimilarity(INDArray across) {
        return new MatchProblem(Optional.of(across), left, right, known, masses);
    }

    /** This problem with items that differ in mass. */
    public MatchProblem withMasses(Masses given) {
        return new MatchProblem(similarity, left, right, known, Optional.of(given));
    }

    /**
     * This problem, for a method that counts all items alike.
     *
     * @throws IllegalArgumentException where masses are given
     */
    public MatchProblem requireAlike(String method) {
        if (masses.isPresent()) {
            throw new IllegalArgumentException(method + " counts all items alike and takes no masses; leave them out,"
                    + " or use match/sinkhorn, match/gromov-wasserstein or match/fused-gromov-wasserstein");
        }
        return this;
    }

    /** The number of left items. */
    public int leftItems() {
        return Math.toIntExact(similarity.or(() -> left).orElseThrow().size(0));
    }

    /** The number of right items. */
    public int rightItems() {
        return Math.toIntExact(similarity.map(s -> s.size(1)).orElseGet(() -> rows(right)));
    }

    private static INDArray dense(Graph graph) {
        float[] all = new float[Math.multiplyExact(graph.nodes(), graph.nodes())];
        for (int i = 0; i < graph.nodes(); i++) {
            for (int edge = graph.rowStart()[i]; edge < graph.rowStart()[i + 1]; edge++) {
                all[i * graph.nodes() + graph.column()[edge]] += graph.weight()[edge];
            }
        }
        return Nd4j.createFromArray(all).reshape('c', graph.nodes(), graph.nodes());
    }
}
