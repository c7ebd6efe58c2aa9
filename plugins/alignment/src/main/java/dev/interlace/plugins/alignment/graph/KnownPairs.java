package dev.interlace.plugins.alignment.graph;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What matchers read of a problem: certain pairs, and what is left on either side.
 *
 * @param rightOf {@code [n]}, the certain partner of each left item, or -1
 * @param freeLeft left items without a certain partner, ascending
 * @param freeRight right items without a certain partner, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // item numbers; never compared
record KnownPairs(int[] rightOf, int[] freeLeft, int[] freeRight) {
    static KnownPairs of(String method, MatchProblem problem) {
        problem.requireAlike(method);
        int[] rightOf = new int[problem.leftItems()];
        boolean[] taken = new boolean[problem.rightItems()];
        Arrays.fill(rightOf, -1);
        if (problem.known() instanceof Supervision.Paired) {
            throw new IllegalArgumentException(
                    method + ": all pairs are known already; give Supervision.seeds for the known ones, or unpaired()");
        }
        if (problem.known() instanceof Supervision.Seeds seeds) {
            for (int k = 0; k < seeds.left().length; k++) {
                int i = seeds.left()[k];
                int j = seeds.right()[k];
                if (rightOf[i] >= 0 || taken[j]) {
                    throw new IllegalArgumentException(method + ": known pairs must be one to one, but " + i + " - " + j
                            + " names an item that is in another pair");
                }
                rightOf[i] = j;
                taken[j] = true;
            }
        }
        return new KnownPairs(
                rightOf,
                IntStream.range(0, rightOf.length).filter(i -> rightOf[i] < 0).toArray(),
                IntStream.range(0, taken.length).filter(j -> !taken[j]).toArray());
    }

    /** Certain pairs and the given assignment of the free items. */
    int[] with(int[] assigned) {
        int[] all = rightOf.clone();
        for (int i = 0; i < assigned.length; i++) {
            all[freeLeft[i]] = assigned[i] < 0 ? -1 : freeRight[assigned[i]];
        }
        return all;
    }

    /** A part of a problem as rows of numbers, all finite. */
    static double[][] rows(String method, String part, Optional<INDArray> matrix) {
        INDArray array = matrix.orElseThrow(() -> new IllegalArgumentException(method + " reads the " + part
                + ", which this problem lacks; make it with MatchProblem."
                + (part.equals("similarity") ? "ofSimilarity" : "ofStructures")));
        int columns = Math.toIntExact(array.size(1));
        double[] flat = Host.doubles(array);
        double[][] rows = new double[Math.toIntExact(array.size(0))][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
            for (int j = 0; j < columns; j++) {
                if (!Double.isFinite(rows[i][j])) {
                    throw new IllegalArgumentException(method + ": the " + part + " must be finite, got " + rows[i][j]
                            + " in row " + i + ", column " + j);
                }
            }
        }
        return rows;
    }

    /** The given rows and columns of a matrix. */
    static double[][] part(double[][] matrix, int[] rows, int[] columns) {
        return Arrays.stream(rows)
                .mapToObj(i ->
                        Arrays.stream(columns).mapToDouble(j -> matrix[i][j]).toArray())
                .toArray(double[][]::new);
    }
}
