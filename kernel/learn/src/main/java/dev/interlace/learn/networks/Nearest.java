package dev.interlace.learn.networks;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Exact search by inner product, block by block: the similarity of all queries with all items is never held as a whole.
 *
 * <p>Work is that of the matrix product and one pass over each block of it; memory is the two embeddings and a block of
 * at most 64 MB. For the cosine give rows of length 1. The pass copies one row of a block at a time to the heap, where
 * it stays in the cache, and the rows are shared out among threads.
 *
 * <p>n queries, m items, d width.
 */
public final class Nearest {
    /**
     * Similarities in a block: 64 MB. A product packs all items again for each block, so a block should have some
     * hundred rows.
     */
    private static final int BLOCK = 16 << 20;

    /** Rows in a block at most: more of them save no more packing. */
    private static final int BLOCK_ROWS = 512;

    private Nearest() {}

    /**
     * The nearest items of each query, nearest first; of equally near ones the lower number comes first.
     *
     * @param items {@code [n][k]}, item numbers
     * @param similarities {@code [n][k]}
     */
    @SuppressWarnings("ArrayRecordComponent") // large; never compared
    public record Found(int[][] items, float[][] similarities) {}

    /** What is done with a row of similarities; rows arrive in any order, on several threads. */
    private interface Row {
        void take(int query, float[] similarity);
    }

    /**
     * The {@code k} nearest items of each query.
     *
     * @param queries {@code [n, d]}
     * @param items {@code [m, d]}
     * @param k in [1, m]
     */
    public static Found of(INDArray queries, INDArray items, int k) {
        requireComparable(queries, items);
        int m = Math.toIntExact(items.size(0));
        if (!(k >= 1 && k <= m)) {
            throw new IllegalArgumentException("Nearest.k must be in [1, " + m + "], the number of items, got " + k);
        }
        int[][] found = new int[Math.toIntExact(queries.size(0))][k];
        float[][] similarities = new float[found.length][k];
        scan(queries, items, (query, row) -> best(row, found[query], similarities[query]));
        return new Found(found, similarities);
    }

    /** Keeps the largest of a row, in order; most numbers are passed over a vector at a time. */
    private static void best(float[] row, int[] items, float[] values) {
        int m = row.length;
        int k = items.length;
        Arrays.fill(values, Float.NEGATIVE_INFINITY);
        int filled = 0;
        for (int at = 0; at < m; at++) {
            if (filled == k) {
                at = HostLoops.LOOPS.nextAbove(row, at, m, values[k - 1]);
                if (at == m) {
                    return;
                }
            }
            float value = row[at];
            int place = filled < k ? filled++ : k - 1;
            for (; place > 0 && value > values[place - 1]; place--) {
                values[place] = values[place - 1];
                items[place] = items[place - 1];
            }
            values[place] = value;
            items[place] = at;
        }
    }

    /**
     * For each query, how many wrong items are at least as similar as each of its right items, the most similar right
     * item first: ties count against the query. The rank of the first right item is 1 more than the first of these.
     *
     * @param queries {@code [n, d]}
     * @param items {@code [m, d]}
     * @param relevant the right items of a query, each once
     * @return {@code [n][right items of the query]}, ascending
     */
    public static int[][] wrongAhead(INDArray queries, INDArray items, IntFunction<int[]> relevant) {
        requireComparable(queries, items);
        int m = Math.toIntExact(items.size(0));
        int[][] ahead = new int[Math.toIntExact(queries.size(0))][];
        scan(queries, items, (query, row) -> {
            int[] right = relevant.apply(query);
            float[] similarity = new float[right.length];
            for (int i = 0; i < right.length; i++) {
                similarity[i] = row[right[i]];
            }
            Arrays.sort(similarity);
            ahead[query] = new int[right.length];
            int rightAsNear = 0;
            for (int i = 0; i < right.length; i++) {
                float value = similarity[right.length - 1 - i];
                while (rightAsNear < right.length && similarity[right.length - 1 - rightAsNear] >= value) {
                    rightAsNear++;
                }
                ahead[query][i] = HostLoops.LOOPS.countAtLeast(row, 0, m, value) - rightAsNear;
            }
        });
        return ahead;
    }

    private static void scan(INDArray queries, INDArray items, Row row) {
        INDArray left = plain(queries);
        INDArray right = plain(items);
        int n = Math.toIntExact(left.size(0));
        int m = Math.toIntExact(right.size(0));
        long d = left.size(1);
        int block = Math.max(1, Math.min(Math.min(n, BLOCK_ROWS), BLOCK / Math.max(1, m)));
        INDArray target = Nd4j.createUninitialized(DataType.FLOAT, new long[] {block, m}, 'c');
        for (int start = 0; start < n; start += block) {
            int first = start;
            int count = Math.min(block, n - start);
            INDArray part = Nd4j.create(left.data(), new long[] {count, d}, new long[] {d, 1}, start * d, 'c');
            INDArray product =
                    count == block ? target : Nd4j.createUninitialized(DataType.FLOAT, new long[] {count, m}, 'c');
            MatrixProduct.into(product, part, MatrixProduct.Factor.PLAIN, right, MatrixProduct.Factor.TRANSPOSED, 1, 0);
            HostLoops.split(count, HostLoops.threads(), (from, to) -> {
                float[] similarity = new float[m];
                for (int i = from; i < to; i++) {
                    Host.read(product, (long) i * m, similarity, m);
                    row.take(first + i, similarity);
                }
            });
        }
    }

    private static INDArray plain(INDArray rows) {
        INDArray typed = rows.dataType() == DataType.FLOAT ? rows : rows.castTo(DataType.FLOAT);
        return typed.ordering() == 'c' && !typed.isView() ? typed : typed.dup('c');
    }

    private static void requireComparable(INDArray queries, INDArray items) {
        if (queries.rank() != 2 || items.rank() != 2 || queries.size(1) != items.size(1)) {
            throw new IllegalArgumentException("Nearest: queries and items must be [rows, d] with the same d, got "
                    + Arrays.toString(queries.shape()) + " and " + Arrays.toString(items.shape()));
        }
        requireNumbers("queries", queries);
        requireNumbers("items", items);
    }

    private static void requireNumbers(String what, INDArray rows) {
        int width = Math.toIntExact(rows.size(1));
        INDArray numbers = plain(rows);
        float[] row = new float[width];
        for (int i = 0; i < rows.size(0); i++) {
            Host.read(numbers, (long) i * width, row, width);
            for (float number : row) {
                if (!Float.isFinite(number)) {
                    throw new IllegalArgumentException(
                            "Nearest: " + what + " must be finite, got " + number + " in row " + i);
                }
            }
        }
    }
}
