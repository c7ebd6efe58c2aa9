package dev.interlace.learn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.learn.networks.PairGroups;
import dev.interlace.learn.tape.Host;
import dev.interlace.spi.SeedSource;
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
    void aRestoredQueueGoesOnWhereItStood() {
        RowQueue queue = new RowQueue(3);
        add(queue, 1, 2, 3, 4);
        queue.add(Nd4j.createFromArray(new float[][] {{0.1f}}), new int[] {Integer.MIN_VALUE});
        RowQueue other = new RowQueue(3);
        add(other, 7);
        other.restore(queue.state());
        for (RowQueue each : List.of(queue, other)) {
            add(each, 5);
            assertArrayEquals(new int[] {4, Integer.MIN_VALUE, 5}, each.labels());
            assertArrayEquals(new float[] {4, 0.1f, 5}, Host.floats(each.rows(DataType.FLOAT)));
        }
        other.restore(new RowQueue(3).state());
        assertEquals(0, other.size(), "the state of an empty queue is nothing");
    }

    @Test
    void queuesAreRestoredByNameWhetherTheyAreMadeOrNot() {
        Parameters one = new Parameters(DataType.FLOAT, new SeedSource(1));
        add(one.queue("a", 2), 1, 2);
        add(one.queue("b/c", 2), 3);
        one.queue("empty", 2);
        Parameters two = new Parameters(DataType.FLOAT, new SeedSource(1));
        add(two.queue("a", 2), 9);
        add(two.queue("empty", 2), 9);
        two.restoreQueues(one.queues());
        assertArrayEquals(new int[] {1, 2}, two.queue("a", 2).labels(), "made before");
        assertArrayEquals(new int[] {3}, two.queue("b/c", 2).labels(), "made after");
        assertEquals(0, two.queue("empty", 2).size(), "empty again");
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
