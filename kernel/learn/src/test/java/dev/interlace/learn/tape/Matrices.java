package dev.interlace.learn.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small tensors written down, and random ones from a seed. */
public final class Matrices {
    private Matrices() {}

    /** Rows of numbers as a tensor in double precision. */
    public static INDArray matrix(double[]... rows) {
        return Nd4j.createFromArray(rows);
    }

    public static double[] row(double... values) {
        return values;
    }

    public static INDArray normal(long seed, DataType type, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        int length = 1;
        for (long size : shape) {
            length *= (int) size;
        }
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextGaussian();
        }
        return Nd4j.createFromArray(values).reshape('c', shape).castTo(type);
    }

    public static void requireClose(double[] expected, INDArray actual, double tolerance, String where) {
        double[] values = Host.doubles(actual);
        assertEquals(expected.length, values.length, where + ": number of entries");
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], values[i], tolerance, where + ", entry " + i);
        }
    }

    public static void requireMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
