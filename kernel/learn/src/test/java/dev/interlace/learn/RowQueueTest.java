package dev.interlace.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class RowQueueTest {
    private static void add(RowQueue queue, float... rows) {
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = (int) rows[i];
        }
        queue.add(Nd4j.createFromArray(rows).reshape('c', new long[] {rows.length, 1}), labels);
    }

    @Test
    void theOldestRowsLeaveFirst() {
        RowQueue queue = new RowQueue(3);
        add(queue, 1, 2);
        add(queue, 3, 4);
        assertArrayEquals(new int[] {2, 3, 4}, queue.labels());
        assertArrayEquals(new float[] {2, 3, 4}, Host.floats(queue.rows(DataType.FLOAT)));
        add(queue, 5, 6, 7, 8);
        assertArrayEquals(new int[] {6, 7, 8}, queue.labels());
        assertEquals(3, queue.size());
    }

    @Test
    void rowsAreCopied() {
        RowQueue queue = new RowQueue(3);
        var rows = Nd4j.createFromArray(new float[][] {{1}});
        queue.add(rows, new int[] {1});
        rows.addi(5);
        assertArrayEquals(new float[] {1}, Host.floats(queue.rows(DataType.FLOAT)));
    }

    @Test
    void whatDoesNotFitIsRejected() {
        assertEquals(
                "RowQueue.capacity must be at least 1, got 0",
                assertThrows(IllegalArgumentException.class, () -> new RowQueue(0))
                        .getMessage());
        RowQueue queue = new RowQueue(3);
        assertEquals(
                "RowQueue: there are no rows yet; ask for size() first",
                assertThrows(IllegalStateException.class, () -> queue.rows(DataType.FLOAT))
                        .getMessage());
        add(queue, 1);
        assertEquals(
                "RowQueue: got rows [1, 2] and 1 labels, the queue holds width 1",
                assertThrows(IllegalArgumentException.class, () -> queue.add(Nd4j.ones(1, 2), new int[] {1}))
                        .getMessage());
    }

    @Test
    void groupsAreNumberedByFirstOccurrenceAndPairsWithoutGroupsStandAlone() {
        assertArrayEquals(new int[] {0, 1, 0, 2}, PairGroups.numbers(4, List.of("b", "a", "b", "c")));
        assertArrayEquals(new int[] {0, 1, 2}, PairGroups.numbers(3, List.of()));
        assertArrayEquals(new int[] {0, 2}, PairGroups.of(new int[] {0, 1, 0, 2}, new int[] {2, 3}));
    }
}
