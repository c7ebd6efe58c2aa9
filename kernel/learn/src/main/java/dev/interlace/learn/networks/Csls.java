package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Cross-domain similarity local scaling: a similarity corrected for hubs, rows that are near to everybody. Of any
 * alignment model.
 *
 * <p>{@code CSLS_ij = 2 s_ij - r_i - r_j}, {@code r_i} the mean of the {@code k} largest similarities of left row
 * {@code i} among right rows, {@code r_j} that of right row {@code j} among left rows. Among which rows is the choice
 * of two:
 *
 * <ul>
 *   <li>{@link #of(INDArray, int)}: those that are compared. The value of a pair then depends on the others: give all
 *       at once. A single query says nothing of who is near to everybody: {@code r_j = s_ij}, and the order of its
 *       candidates stays that of {@code s}.
 *   <li>{@link #of(INDArray, Reference, int)}: those of a reference that was seen before, such as the rows of the fit.
 *       The value of a pair depends on the pair alone, and one query is corrected like many.
 * </ul>
 *
 * <p>Reference: Conneau et al.: Word Translation Without Parallel Data, ICLR 2018, section 2.3; as in the paper (k = 10
 * there).
 */
public final class Csls {
    private Csls() {}

    /**
     * What rows are compared with to find how near to everybody they are.
     *
     * @param left {@code [n, p]}, the similarities of the left rows to the right rows of the reference
     * @param right {@code [q, m]}, the similarities of the left rows of the reference to the right rows
     */
    public record Reference(INDArray left, INDArray right) {
        public Reference {
            requireSimilarity(left);
            requireSimilarity(right);
        }
    }

    /**
     * The similarity corrected by the rows that are compared, {@code [n, m]}, in double precision where it is given so.
     *
     * @param similarity {@code [n, m]}, cosines in the paper
     * @param neighbours at least 1; where there are fewer rows, all of them
     */
    public static INDArray of(INDArray similarity, int neighbours) {
        return of(similarity, new Reference(similarity, similarity), neighbours);
    }

    /**
     * The similarity corrected by a reference, {@code [n, m]}.
     *
     * @param similarity {@code [n, m]}, cosines in the paper
     * @param reference how near its rows are to others
     * @param neighbours at least 1; where there are fewer rows, all of them
     */
    public static INDArray of(INDArray similarity, Reference reference, int neighbours) {
        if (!(neighbours >= 1)) {
            throw new IllegalArgumentException("Csls.neighbours must be at least 1, got " + neighbours);
        }
        requireSimilarity(similarity);
        int n = Math.toIntExact(similarity.size(0));
        int m = Math.toIntExact(similarity.size(1));
        if (reference.left.size(0) != n || reference.right.size(1) != m) {
            throw new IllegalArgumentException("Csls: similarities of " + n + " left and " + m
                    + " right rows need a reference of as many, got " + reference.left.size(0) + " and "
                    + reference.right.size(1));
        }
        double[] ofRows = nearness(reference.left, neighbours);
        double[] ofColumns = nearness(reference.right.transpose(), neighbours);
        double[] s = Host.doubles(similarity);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                s[i * m + j] = 2.0 * s[i * m + j] - ofRows[i] - ofColumns[j];
            }
        }
        boolean isDouble = similarity.dataType() == DataType.DOUBLE;
        INDArray corrected = Nd4j.create(isDouble ? DataType.DOUBLE : DataType.FLOAT, n, m);
        Host.write(s, corrected);
        return corrected;
    }

    private static void requireSimilarity(INDArray similarity) {
        if (similarity.rank() != 2 || similarity.isEmpty()) {
            throw new IllegalArgumentException(
                    "Csls: a similarity is [left rows, right rows], got " + Arrays.toString(similarity.shape()));
        }
    }

    /** The mean of the largest similarities of every row: {@code [n, m] -> [n]}. */
    private static double[] nearness(INDArray similarity, int neighbours) {
        int m = Math.toIntExact(similarity.size(1));
        int count = Math.min(neighbours, m);
        float[] s = Host.floats(similarity);
        double[] means = new double[s.length / m];
        for (int i = 0; i < means.length; i++) {
            Arrays.sort(s, i * m, (i + 1) * m);
            for (int k = 1; k <= count; k++) {
                means[i] += (double) s[(i + 1) * m - k] / count;
            }
        }
        return means;
    }
}
