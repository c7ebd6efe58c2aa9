package dev.interlace.spi;

import dev.interlace.spi.Discrepancy.PermutationTest;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How much two representations of the same rows say of each other; row {@code i} of the one belongs with row {@code i}
 * of the other, and the widths may differ.
 *
 * @param <O> the options record; it names the estimator
 */
public interface Dependence<O extends Record> extends Method<O> {
    /**
     * The value of the estimator that {@code options} names; larger is more dependent.
     *
     * @param x {@code [n, d]}
     * @param y {@code [n, e]}
     */
    double value(INDArray x, INDArray y, O options);

    /**
     * A permutation test of independence: the rows of {@code y} are put in another order, {@code permutations} times.
     *
     * @param permutations number of orders {@code B}, at least 1
     */
    PermutationTest permutationTest(INDArray x, INDArray y, O options, int permutations, FitContext context);
}
