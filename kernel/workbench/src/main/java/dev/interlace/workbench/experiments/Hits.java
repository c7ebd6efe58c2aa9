package dev.interlace.workbench.experiments;

import dev.interlace.workbench.display.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which queries find their partner among the nearest items; equally near wrong items count against. */
final class Hits {
    private Hits() {}

    /**
     * Per pair the mean of both directions: 1 where the partner is among the {@code k} nearest, else 0; {@code [n]}.
     */
    static double[] both(INDArray similarity, int k) {
        double[][] rows = Rows.matrix(similarity);
        double[][] columns = Rows.matrix(similarity.transpose());
        int[] partner = IntStream.range(0, rows.length).toArray();
        double[] forward = of(rows, partner, k);
        double[] backward = of(columns, partner, k);
        return IntStream.range(0, forward.length)
                .mapToDouble(i -> (forward[i] + backward[i]) / 2)
                .toArray();
    }

    /**
     * 1 where the right item is among the {@code k} most similar, else 0.
     *
     * @param rows {@code [n][m]}
     * @param right the right item of each query, {@code [n]}
     */
    static double[] of(double[][] rows, int[] right, int k) {
        return IntStream.range(0, rows.length)
                .mapToDouble(i -> {
                    double own = rows[i][right[i]];
                    return Arrays.stream(rows[i]).filter(other -> other >= own).count() <= k ? 1 : 0;
                })
                .toArray();
    }

    /** The same number for every row. */
    static double[] all(int rows, double value) {
        double[] all = new double[rows];
        Arrays.fill(all, value);
        return all;
    }
}
