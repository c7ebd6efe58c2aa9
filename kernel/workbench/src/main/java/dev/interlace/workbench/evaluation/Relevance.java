package dev.interlace.workbench.evaluation;

import dev.interlace.spi.Labels;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Which right row is a right answer for which left row, and the other way round. */
public final class Relevance {
    private final int[][] rightOf;
    private final int[][] leftOf;

    private Relevance(int[][] rightOf, int[][] leftOf) {
        this.rightOf = rightOf;
        this.leftOf = leftOf;
    }

    /** Row {@code i} of left belongs with row {@code i} of right, and with no other. */
    public static Relevance pairs(int n) {
        int[][] same = IntStream.range(0, n).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
        return new Relevance(same, same);
    }

    /** Rows of the same class belong together. */
    public static Relevance sameClass(Labels left, Labels right) {
        return new Relevance(of(left, right), of(right, left));
    }

    /**
     * The given pairs belong together: left row {@code left[i]} with right row {@code right[i]}.
     *
     * @param n number of left rows
     * @param m number of right rows
     */
    public static Relevance of(int n, int m, int[] left, int[] right) {
        if (left.length != right.length) {
            throw new IllegalArgumentException("Relevance: pairs need as many left as right rows, got " + left.length
                    + " left and " + right.length + " right");
        }
        for (int i = 0; i < left.length; i++) {
            if (!(left[i] >= 0 && left[i] < n && right[i] >= 0 && right[i] < m)) {
                throw new IllegalArgumentException("Relevance: pairs must lie in [0, " + n + ") and [0, " + m
                        + "), got " + left[i] + " - " + right[i] + " at pair " + i);
            }
        }
        return new Relevance(lists(n, left, right), lists(m, right, left));
    }

    private static int[][] lists(int n, int[] from, int[] to) {
        IntStream.Builder[] builders = new IntStream.Builder[n];
        Arrays.setAll(builders, i -> IntStream.builder());
        for (int i = 0; i < from.length; i++) {
            builders[from[i]].add(to[i]);
        }
        return Arrays.stream(builders)
                .map(builder -> builder.build().sorted().distinct().toArray())
                .toArray(int[][]::new);
    }

    private static int[][] of(Labels queries, Labels items) {
        int[][] byClass = items.classes().stream()
                .map(name -> IntStream.range(0, items.rows())
                        .filter(row -> items.name(row).equals(name))
                        .toArray())
                .toArray(int[][]::new);
        return IntStream.range(0, queries.rows())
                .mapToObj(row -> {
                    int label = items.classes().indexOf(queries.name(row));
                    return label < 0 ? new int[0] : byClass[label];
                })
                .toArray(int[][]::new);
    }

    /** The right rows that belong with a left row, ascending. */
    int[] rightOf(int left) {
        return rightOf[left];
    }

    /** The left rows that belong with a right row, ascending. */
    int[] leftOf(int right) {
        return leftOf[right];
    }

    /** The number of left rows. */
    public int left() {
        return rightOf.length;
    }

    /** The number of right rows. */
    public int right() {
        return leftOf.length;
    }
}
