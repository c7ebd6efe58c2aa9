package dev.interlace.learn;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cross-domain similarity local scaling: a similarity corrected for hubs, rows that are near to everybody. Of any alignment model.
 *
 * <p>{@code CSLS_ij = 2 s_ij - r_i - r_j}, {@code r_i} the mean of the {@code k} largest similarities of left row {@code i} among the given
 * right rows, {@code r_j} that of right row {@code j} among the given left rows. So the value of a pair depends on the rows that are
 * compared: give all candidates at once, not one query after the other.
 *
 * <p>Reference: Conneau et al.: Word Translation Without Parallel Data, ICLR 2018, eq. 4 and section 2.3; as in the paper (k = 10 there).
 */
public final class Csls {
    private Csls() {}

    /**
     * The corrected similarity, {@code [n, m]}.
     *
     * @param similarity {@code [n, m]}, cosines in the paper
     * @param neighbours at least 1; where there are fewer rows, all of them
     */
    public static INDArray of(INDArray similarity, int neighbours) {
        if (!(neighbours >= 1)) {
            throw new IllegalArgumentException("Csls.neighbours must be at least 1, got " + neighbours);
        }
        if (similarity.rank() != 2 || similarity.isEmpty()) {
            throw new IllegalArgumentException(
                    "Csls: a similarity is [left rows, right rows], got " + Arrays.toString(similarity.shape()));
        }
        int n = Math.toIntExact(similarity.size(0));
        int m = Math.toIntExact(similarity.size(1));
        float[] s = Host.floats(similarity);
        double[] ofRows = new double[n];
        double[] ofColumns = new double[m];
        float[] line = new float[m];
        for (int i = 0; i < n; i++) {
            System.arraycopy(s, i * m, line, 0, m);
            ofRows[i] = meanOfLargest(line, neighbours);
        }
        float[] column = new float[n];
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < n; i++) {
                column[i] = s[i * m + j];
            }
            ofColumns[j] = meanOfLargest(column, neighbours);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                s[i * m + j] = (float) (2.0 * s[i * m + j] - ofRows[i] - ofColumns[j]);
            }
        }
        return Host.tensor(DataType.FLOAT, s, n, m);
    }

    /** Sorts {@code values}. */
    private static double meanOfLargest(float[] values, int neighbours) {
        Arrays.sort(values);
        int count = Math.min(neighbours, values.length);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += values[values.length - 1 - k];
        }
        return sum / count;
    }
}
