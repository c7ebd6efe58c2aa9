package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
            FloatBuffer buffer = target.data().asNioFloat();
            buffer.position((int) target.offset());
            buffer.put(values);
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
            FloatBuffer buffer = rows.data().asNioFloat();
            buffer.position((int) rows.offset());
            buffer.get(values);
            return values;
        }
        return rows.castTo(DataType.FLOAT).dup('c').data().asFloat();
    }

    /** Copies a row-major, contiguous tensor of single precision on the host into {@code target}. */
    static float[] read(INDArray source, float[] target) {
        return HostLoops.read(source, target);
    }

    /** The values of a tensor in row-major order, in double precision. */
    public static double[] doubles(INDArray source) {
        if (source.isEmpty()) {
            return new double[0];
        }
        double[] values = new double[Math.toIntExact(source.length())];
        INDArray rows = rowMajor(source);
        if (rows.dataType() == DataType.DOUBLE && isHost()) {
            DoubleBuffer buffer = rows.data().asNioDouble();
            buffer.position((int) rows.offset());
            buffer.get(values);
            return values;
        }
        float[] single = floats(rows);
        for (int i = 0; i < values.length; i++) {
            values[i] = single[i];
        }
        return values;
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
        return Nd4j.getEnvironment().isCPU();
    }

    private static void requireLength(int length, INDArray target) {
        if (length != target.length()) {
            throw new IllegalArgumentException(
                    "Host.write: the tensor has " + target.length() + " entries, got " + length + " values");
        }
    }
}
