package dev.interlace.spi;

import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far apart two samples' distributions are; needs no pairs and no equal sizes.
 *
 * @param <O> the options record; it names the estimator
 */
public interface Discrepancy<O extends Record> extends Method<O> {
    /**
     * The value of the estimator that {@code options} names.
     *
     * @param x {@code [n, d]}
     * @param y {@code [m, d]}
     */
    double value(INDArray x, INDArray y, O options);

    /**
     * The gradient of {@link #value} with respect to {@code x}, {@code [n, d]}. Bandwidths that are chosen from the
     * data count as constants.
     */
    INDArray gradient(INDArray x, INDArray y, O options);

    /**
     * A permutation test of equal distributions with {@code permutations} random relabellings.
     *
     * @param permutations number of relabellings {@code B}, at least 1
     */
    PermutationTest permutationTest(INDArray x, INDArray y, O options, int permutations, FitContext context);

    /**
     * The outcome of a permutation test.
     *
     * @param value the observed value
     * @param pValue {@code (1 + #{permuted >= observed}) / (1 + B)}: never 0, ties count against the finding
     * @param permutations {@code B}
     */
    record PermutationTest(double value, double pValue, int permutations) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "value %.4g, p = %.4g (%,d permutations)", value, pValue, permutations);
        }
    }
}
