package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Matrices;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NearestTest {
    private static INDArray rows(float[][] rows) {
        return Nd4j.createFromArray(rows);
    }

    @Test
    void theNearestComeFirstAndOfEqualOnesTheLowerNumber() {
        // similarities of the one query: 2, 5, 5, 1
        Nearest.Found found =
                Nearest.of(rows(new float[][] {{1, 0}}), rows(new float[][] {{2, 9}, {5, 1}, {5, 2}, {1, 7}}), 3);
        assertArrayEquals(new int[] {1, 2, 0}, found.items()[0]);
        assertArrayEquals(new float[] {5, 5, 2}, found.similarities()[0]);
    }

    @Test
    void tiesCountAgainstTheQuery() {
        // similarities of the one query: 2, 5, 5, 1
        INDArray query = rows(new float[][] {{1, 0}});
        INDArray items = rows(new float[][] {{2, 0}, {5, 0}, {5, 0}, {1, 0}});
        assertArrayEquals(new int[] {1}, Nearest.wrongAhead(query, items, q -> new int[] {1})[0], "item 2 is as near");
        assertArrayEquals(new int[] {2}, Nearest.wrongAhead(query, items, q -> new int[] {0})[0]);
        assertArrayEquals(new int[] {0, 0}, Nearest.wrongAhead(query, items, q -> new int[] {1, 2})[0], "both right");
        assertArrayEquals(new int[] {1, 2}, Nearest.wrongAhead(query, items, q -> new int[] {3, 2})[0]);
        assertArrayEquals(new int[0], Nearest.wrongAhead(query, items, q -> new int[0])[0], "no right item");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itAgreesWithSortingEverything(long seed) {
        INDArray queries = Matrices.normal(seed, DataType.FLOAT, 37, 5);
        INDArray items = Matrices.normal(seed + 100, DataType.FLOAT, 211, 5);
        float[] all = Host.floats(queries.mmul(items.transpose()));
        Nearest.Found found = Nearest.of(queries, items, 10);
        int[][] ahead = Nearest.wrongAhead(queries, items, q -> new int[] {q, 2 * q + 1});
        for (int q = 0; q < 37; q++) {
            int from = q * 211;
            int[] order = IntStream.range(0, 211)
                    .boxed()
                    .sorted(Comparator.comparing((Integer i) -> -all[from + i]))
                    .mapToInt(i -> i)
                    .toArray();
            int[] first = IntStream.range(0, 10).map(i -> order[i]).toArray();
            assertArrayEquals(first, found.items()[q], "query " + q + ", seed " + seed);
            int wrong = 0;
            int right = 0;
            for (int place = 0; right < 2; place++) {
                if (order[place] == q || order[place] == 2 * q + 1) {
                    assertEquals(wrong, ahead[q][right++], "query " + q + ", seed " + seed);
                } else {
                    wrong++;
                }
            }
        }
    }

    @Test
    void blocksDoNotShowInTheResult() { // blocks of 512 rows, so 600 queries take two
        INDArray items = Matrices.normal(5, DataType.FLOAT, 9000, 3);
        INDArray queries = Matrices.normal(6, DataType.FLOAT, 600, 3);
        int[][] ahead = Nearest.wrongAhead(queries, items, q -> new int[] {q});
        for (int q : new int[] {0, 511, 512, 599}) {
            INDArray alone = Nd4j.pullRows(queries, 1, new int[] {q}).dup('c');
            assertArrayEquals(Nearest.wrongAhead(alone, items, zero -> new int[] {q})[0], ahead[q], "query " + q);
        }
    }

    @Test
    void whatCannotBeComparedIsRejected() {
        INDArray one = rows(new float[][] {{1, 2}});
        requireMessage(
                "Nearest: queries and items must be [rows, d] with the same d, got [1, 2] and [1, 3]",
                () -> Nearest.of(one, rows(new float[][] {{1, 2, 3}}), 1));
        requireMessage("Nearest.k must be in [1, 1], the number of items, got 2", () -> Nearest.of(one, one, 2));
        requireMessage(
                "Nearest: items must be finite, got NaN in row 1",
                () -> Nearest.of(one, rows(new float[][] {{1, 2}, {1, Float.NaN}}), 1));
    }
}
