package dev.interlace.workbench.blas;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Multiplies two matrices by the linear algebra that was loaded and by a plain loop, and compares.
 *
 * <p>OpenBLAS picks its own machine code for the processor that it finds; on a processor that it takes for another one,
 * products come out wrong without any error. One product of a size that is no multiple of any block shows it.
 */
public final class BlasCheck {
    private static final int ROWS = 131;
    private static final int INNER = 157;
    private static final int COLUMNS = 113;

    /** Rounding of 157 float products of numbers up to 1 stays below 2e-5. */
    private static final double TOLERANCE = 1e-4;

    private BlasCheck() {}

    /**
     * The outcome.
     *
     * @param largestError largest absolute difference between the two products
     */
    public record Outcome(double largestError) {
        /** Whether the difference is no more than rounding. */
        public boolean passed() {
            return largestError <= TOLERANCE;
        }
    }

    /** Runs the comparison. */
    public static Outcome run() {
        float[] left = numbers(ROWS * INNER, 1);
        float[] right = numbers(INNER * COLUMNS, 2);
        INDArray a = Nd4j.createFromArray(left).reshape('c', ROWS, INNER);
        INDArray b = Nd4j.createFromArray(right).reshape('c', INNER, COLUMNS);
        INDArray product = Nd4j.create(DataType.FLOAT, new long[] {ROWS, COLUMNS}, 'f');
        Nd4j.gemm(a, b, product, false, false, 1, 0);
        return new Outcome(difference(left, right, product.dup('c').data().asFloat()));
    }

    private static double difference(float[] left, float[] right, float[] product) {
        double largest = 0;
        double[] row = new double[COLUMNS];
        for (int i = 0; i < ROWS; i++) {
            java.util.Arrays.fill(row, 0);
            for (int k = 0; k < INNER; k++) {
                double factor = left[i * INNER + k];
                for (int j = 0; j < COLUMNS; j++) {
                    row[j] += factor * right[k * COLUMNS + j];
                }
            }
            for (int j = 0; j < COLUMNS; j++) {
                double error = Math.abs(row[j] - product[i * COLUMNS + j]);
                largest = error <= largest ? largest : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
            }
        }
        return largest;
    }

    private static float[] numbers(int count, long seed) {
        java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }
}
