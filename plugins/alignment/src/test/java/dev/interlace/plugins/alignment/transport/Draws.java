package dev.interlace.plugins.alignment.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Random samples, small exact answers and messages for tests. */
final class Draws {
    private Draws() {}

    /** A normal sample {@code [rows, columns]} in double precision. */
    static INDArray normal(long seed, int rows, int columns, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int c = 0; c < columns; c++) {
                row[c] = shift + random.nextGaussian();
            }
        }
        return Nd4j.createFromArray(values);
    }

    static INDArray column(double... values) {
        return Nd4j.createFromArray(values).reshape('c', values.length, 1);
    }

    /** The least mean cost over all one-to-one matchings, by trying every one. */
    static double cheapest(double[][] costs) {
        return cheapest(costs, 0, new boolean[costs.length]) / costs.length;
    }

    private static double cheapest(double[][] costs, int row, boolean[] taken) {
        double least = row == costs.length ? 0 : Double.POSITIVE_INFINITY;
        for (int j = 0; row < costs.length && j < costs.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                least = Math.min(least, costs[row][j] + cheapest(costs, row + 1, taken));
                taken[j] = false;
            }
        }
        return least;
    }

    static void requireMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
