package dev.interlace.workbench.display;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The one way out of a tensor: a bulk copy, row by row in one array. */
public final class Rows {
    private Rows() {}

    /** The numbers of {@code array} in row-major order, as a copy in double. */
    public static double[] doubles(INDArray array) {
        if (array.isEmpty()) {
            return new double[0];
        }
        return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }

    /** The rows of a matrix {@code [n, d]}, as a copy. */
    public static double[][] matrix(INDArray array) {
        if (array.rank() != 2) {
            throw new IllegalArgumentException(
                    "a matrix [rows, columns] is needed, got shape " + Arrays.toString(array.shape()));
        }
        double[] flat = doubles(array);
        int rows = (int) array.size(0);
        int columns = (int) array.size(1);
        double[][] out = new double[rows][];
        for (int row = 0; row < rows; row++) {
            out[row] = Arrays.copyOfRange(flat, row * columns, (row + 1) * columns);
        }
        return out;
    }
}
