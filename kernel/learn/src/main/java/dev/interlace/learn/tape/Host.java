package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import java.nio.DoubleBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Whole-array copies between Java arrays and tensors: the one place where numbers cross between the heap and the
 * backend. On the CPU a copy is one bulk transfer; elsewhere it goes through ND4J.
 */
public final class Host {
    private Host() {}

    /** A row-major tensor of that type with those values. */
    public static INDArray tensor(DataType type, float[] values, long... shape) {
        INDArray array = Nd4j.createUninitializedDetached(type, 'c', shape);
        write(values, array);
        return array;
    }

    /** Writes {@code values} in row-major order into a row-major, contiguous {@code target} of the same length. */
    public static void write(float[] values, INDArray target) {
        requireLength(values.length, target);
        if (target.dataType() == DataType.FLOAT && isHost()) {
            HostLoops.write(values, target);
            return;
        }
        INDArray source = Nd4j.createFromArray(values).reshape('c', target.shape());
        target.assign(source.castTo(target.dataType()));
    }

    /** Writes {@code values} in row-major order into a row-major, contiguous {@code target} of the same length. */
    public static void write(double[] values, INDArray target) {
        requireLength(values.length, target);
        if (target.dataType() == DataType.DOUBLE && isHost()) {
            DoubleBuffer buffer = target.data().asNioDouble();
            buffer.position((int) target.offset());
            buffer.put(values);
            return;
        }
        target.assign(Nd4j.createFromArray(values).reshape('c', target.shape()).castTo(target.dataType()));
    }

    /** The values of a tensor in row-major order. */
    public static float[] floats(INDArray source) {
        if (source.isEmpty()) {
            return new float[0];
        }
        float[] values = new float[Math.toIntExact(source.length())];
        INDArray rows = rowMajor(source);
        if (rows.dataType() == DataType.FLOAT && isHost()) {
            return HostLoops.read(rows, values);
        }
        return rows.castTo(DataType.FLOAT).dup('c').data().asFloat();
    }

    /** Copies all values of a tensor, in row-major order, to the front of {@code target}, which is returned. */
    static float[] read(INDArray source, float[] target) {
        read(rowMajor(source), 0, target, Math.toIntExact(source.length()));
        return target;
    }

    /**
     * Copies {@code count} values of a row-major, contiguous tensor, the first of them number {@code from}, to the
     * front of {@code target}.
     */
    public static void read(INDArray source, long from, float[] target, int count) {
        if (source.dataType() == DataType.FLOAT && isHost()) {
            HostLoops.buffer(source).get(Math.toIntExact(from), target, 0, count);
            return;
        }
        INDArray part =
                source.reshape('c', new long[] {source.length()}).get(NDArrayIndex.interval(from, from + count));
        System.arraycopy(floats(part), 0, target, 0, count);
    }

    /** The values of a tensor in row-major order, in double precision. */
    public static double[] doubles(INDArray source) {
        if (source.isEmpty()) {
            return new double[0];
        }
        INDArray rows = rowMajor(source);
        if (rows.dataType() == DataType.DOUBLE && isHost()) {
            double[] values = new double[Math.toIntExact(source.length())];
            DoubleBuffer buffer = rows.data().asNioDouble();
            buffer.position((int) rows.offset());
            buffer.get(values);
            return values;
        }
        return rows.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }

    /**
     * The sum of all entries, accumulated in double precision; ND4J's own whole-array float sum keeps one float
     * accumulator and is wrong by percents from a million entries on.
     */
    public static double sum(INDArray source) {
        double sum = 0;
        for (double value : doubles(source)) {
            sum += value;
        }
        return sum;
    }

    private static INDArray rowMajor(INDArray source) {
        boolean contiguous = source.ordering() == 'c' && !source.isView() && source.elementWiseStride() == 1;
        return contiguous ? source : source.dup('c');
    }

    private static boolean isHost() {
        return HostLoops.isHost();
    }

    private static void requireLength(int length, INDArray target) {
        if (length != target.length()) {
            throw new IllegalArgumentException(
                    "Host.write: the tensor has " + target.length() + " entries, got " + length + " values");
        }
    }
}
