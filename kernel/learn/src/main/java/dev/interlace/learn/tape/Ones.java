package dev.interlace.learn.tape;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Columns of ones cut from one long array; sums of rows and columns are products with them. */
final class Ones {
    static final int LIMIT = 1 << 17;

    private Ones() {}

    static INDArray column(INDArray all, long n) {
        if (n > all.length()) {
            return Nd4j.ones(all.dataType(), n, 1);
        }
        return Nd4j.create(all.data(), new long[] {n, 1}, new long[] {1, 1}, 0, 'c', all.dataType());
    }
}
