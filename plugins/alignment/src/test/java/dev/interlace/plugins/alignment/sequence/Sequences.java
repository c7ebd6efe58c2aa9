package dev.interlace.plugins.alignment.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small sequences. */
final class Sequences {
    private Sequences() {}

    /** Steps of one number each. */
    static INDArray of(double... values) {
        return Nd4j.createFromArray(values).reshape('c', values.length, 1);
    }

    static INDArray random(long seed, int steps, int width) {
        return Nd4j.createFromArray(rows(seed, steps, width));
    }

    static double[][] rows(long seed, int steps, int width) {
        Random random = new Random(seed);
        double[][] rows = new double[steps][width];
        for (double[] row : rows) {
            for (int d = 0; d < width; d++) {
                row[d] = random.nextGaussian();
            }
        }
        return rows;
    }

    static void assertRejected(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
