package dev.interlace.learn.loops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of the k-th operation of a tape. A slot outlives the run: an array that is asked for again with the same
 * shape is given again, with whatever it held.
 */
public final class Slot {
    private static final int MOST_VIEWS = 8;

    private final IdentityHashMap<INDArray, INDArray> views = new IdentityHashMap<>();
    private final List<INDArray> arrays = new ArrayList<>();
    private final List<float[]> onHeap = new ArrayList<>();
    private final List<Slot> parts = new ArrayList<>();
    private int next;
    private int nextOnHeap;

    /** Starts giving the arrays again from the first. */
    public void rewind() {
        next = 0;
        nextOnHeap = 0;
    }

    /** An array of the heap of that length, given again as tensors are; its content is undefined. */
    public float[] floats(long length) {
        int size = Math.toIntExact(length);
        if (nextOnHeap < onHeap.size() && onHeap.get(nextOnHeap).length == size) {
            return onHeap.get(nextOnHeap++);
        }
        onHeap.subList(nextOnHeap, onHeap.size()).clear();
        onHeap.add(new float[size]);
        return onHeap.get(nextOnHeap++);
    }

    /**
     * A row-major tensor {@code [..., d]} seen as {@code [N, d]}; the view, which costs 6 microseconds to make, is
     * kept.
     */
    public INDArray rows(INDArray tensor) {
        if (views.size() > MOST_VIEWS) {
            views.clear(); // of batches that are gone
        }
        return tensor.rank() == 2 ? tensor : views.computeIfAbsent(tensor, Slot::view);
    }

    /** The view of {@link #rows}, made each time. */
    public static INDArray view(INDArray tensor) {
        if (tensor.rank() == 2) {
            return tensor;
        }
        long width = tensor.size(tensor.rank() - 1);
        return tensor.reshape('c', new long[] {tensor.length() / width, width});
    }

    /** A slot within this one, given again under the same number, from its first array on. */
    public Slot part(int number) {
        while (parts.size() <= number) {
            parts.add(new Slot());
        }
        Slot part = parts.get(number);
        part.rewind();
        return part;
    }

    /** A row-major array of that shape; its content is undefined. */
    public INDArray array(DataType type, long... shape) {
        if (next < arrays.size()) {
            INDArray known = arrays.get(next);
            if (known.dataType() == type && Arrays.equals(known.shape(), shape)) {
                next++;
                return known;
            }
            arrays.subList(next, arrays.size()).clear();
        }
        INDArray fresh = Nd4j.createUninitializedDetached(type, 'c', shape);
        arrays.add(fresh);
        next++;
        return fresh;
    }
}
