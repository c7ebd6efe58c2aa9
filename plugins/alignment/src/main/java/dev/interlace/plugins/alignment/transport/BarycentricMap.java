package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.spi.Matching;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a soft matching sends its left items: each to the mean of the right points, weighed by its row of the coupling.
 *
 * <p>{@code T(i) = sum_j P_ij y_j / sum_j P_ij}. Images lie within the convex hull of the right points, and are drawn
 * towards its middle by a blurred coupling.
 *
 * <p>Reference: Peyré, Cuturi: Computational Optimal Transport, Foundations and Trends in Machine Learning 11, 2019,
 * barycentric projection.
 */
public final class BarycentricMap {
    private BarycentricMap() {}

    /**
     * The images of the left items.
     *
     * @param matching of n and m items, with a coupling
     * @param right {@code [m, d]}, the points of the right items
     * @return {@code [n, d]} in double precision; a row of zeros for an item none of whose mass moved
     */
    public static INDArray of(Matching matching, INDArray right) {
        INDArray coupling = matching.coupling()
                .orElseThrow(() -> new IllegalArgumentException("BarycentricMap needs a matching with a coupling; this"
                        + " method's matching says all, so take the row rightOf[i] instead"));
        if (right.rank() != 2 || right.size(0) != coupling.size(1)) {
            throw new IllegalArgumentException("BarycentricMap: the coupling has " + coupling.size(1)
                    + " right items, the points are " + Arrays.toString(right.shape()));
        }
        INDArray mass = coupling.castTo(DataType.DOUBLE).dup('c');
        INDArray images = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {mass.size(0), right.size(1)}, 'c');
        MatrixProduct.into(images, mass, right.castTo(DataType.DOUBLE).dup('c'));
        INDArray sums = mass.sum(true, 1); // [n, 1]
        sums.addi(sums.eq(0).castTo(DataType.DOUBLE)); // 0 / 1 where nothing moved
        return images.diviColumnVector(sums);
    }
}
