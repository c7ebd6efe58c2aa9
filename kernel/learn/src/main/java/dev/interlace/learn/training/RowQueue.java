package dev.interlace.learn.training;

import dev.interlace.learn.tape.Host;
import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The last rows that a training has seen, first in, first out: a memory that outlives the step, belongs to one fit and
 * is not trained. A checkpoint holds it, so that a fit goes on with the negatives it had; a model file does not, since
 * a fitted model asks nothing of it.
 */
public final class RowQueue {
    private static final String ROWS = "rows";
    private static final String LABELS = "labels";

    private final int capacity;
    private float[][] rows = new float[0][];
    private int[] labels = new int[0];

    RowQueue(int capacity) {
        if (!(capacity >= 1)) {
            throw new IllegalArgumentException("RowQueue.capacity must be at least 1, got " + capacity);
        }
        this.capacity = capacity;
    }

    /**
     * The rows {@code [size, d]} and their labels {@code [size]}, both oldest first; nothing where the queue is empty.
     */
    Map<String, INDArray> state() {
        return rows.length == 0
                ? Map.of()
                : Map.of(
                        ROWS,
                        rows(DataType.FLOAT),
                        LABELS,
                        Nd4j.createFromArray(
                                Arrays.stream(labels).asDoubleStream().toArray())); // a double holds every int
    }

    /** Goes on from what {@link #state} gave. */
    void restore(Map<String, INDArray> state) {
        rows = new float[0][];
        labels = new int[0];
        INDArray held = state.get(ROWS);
        INDArray ofHeld = state.get(LABELS);
        if (held != null && ofHeld != null) {
            add(
                    held,
                    Arrays.stream(Host.doubles(ofHeld))
                            .mapToInt(label -> (int) label)
                            .toArray());
        }
    }

    /** The number of rows held now. */
    public int size() {
        return rows.length;
    }

    /** The labels of the rows, oldest first. */
    public int[] labels() {
        return labels.clone();
    }

    /** The rows, oldest first, {@code [size, d]}; only where there are any. */
    public INDArray rows(DataType type) {
        if (rows.length == 0) {
            throw new IllegalStateException("RowQueue: there are no rows yet; ask for size() first");
        }
        int width = rows[0].length;
        float[] all = new float[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, all, row * width, width);
        }
        return Host.tensor(type, all, rows.length, width);
    }

    /**
     * Adds rows; the oldest leave where there is no room.
     *
     * @param more {@code [n, d]}, copied
     * @param ofMore {@code [n]}
     */
    public void add(INDArray more, int[] ofMore) {
        int n = Math.toIntExact(more.size(0));
        int width = Math.toIntExact(more.size(1));
        if (ofMore.length != n || (rows.length > 0 && rows[0].length != width)) {
            throw new IllegalArgumentException("RowQueue: got rows " + Arrays.toString(more.shape()) + " and "
                    + ofMore.length + " labels" + (rows.length > 0 ? ", the queue holds width " + rows[0].length : ""));
        }
        float[] values = Host.floats(more);
        int kept = Math.min(rows.length, Math.max(0, capacity - n));
        int added = Math.min(n, capacity);
        float[][] next = new float[kept + added][];
        int[] nextLabels = new int[kept + added];
        System.arraycopy(rows, rows.length - kept, next, 0, kept);
        System.arraycopy(labels, labels.length - kept, nextLabels, 0, kept);
        for (int i = 0; i < added; i++) {
            int from = n - added + i;
            next[kept + i] = Arrays.copyOfRange(values, from * width, (from + 1) * width);
            nextLabels[kept + i] = ofMore[from];
        }
        rows = next;
        labels = nextLabels;
    }
}
