package dev.interlace.spi;

import java.util.Locale;
import java.util.Optional;
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
     * @throws IllegalStateException when an iteration did not converge; {@link #report} gives the number all the same
     */
    double value(INDArray x, INDArray y, O options);

    /** The value together with how well it was reached; a method that iterates overrides this. */
    default Estimate report(INDArray x, INDArray y, O options) {
        return Estimate.exact(value(x, y, options));
    }

    /**
     * {@link #report(INDArray, INDArray, Record)} of rows that differ in mass.
     *
     * @param masses one for each row of {@code x} and of {@code y}
     * @throws UnsupportedOperationException where the method counts all rows alike
     */
    default Estimate report(INDArray x, INDArray y, Masses masses, O options) {
        throw new UnsupportedOperationException(descriptor().id() + " counts all rows alike and takes no masses;"
                + " discrepancy/sinkhorn, discrepancy/wasserstein-1d and discrepancy/sliced-wasserstein take them");
    }

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
     * @param convergence the worst end of the iterations over all relabellings; empty where nothing iterates
     */
    record PermutationTest(double value, double pValue, int permutations, Optional<Convergence> convergence) {
        /** A test whose values are computed in closed form. */
        public PermutationTest(double value, double pValue, int permutations) {
            this(value, pValue, permutations, Optional.empty());
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "value %.4g, p = %.4g (%,d permutations)", value, pValue, permutations)
                    + convergence
                            .filter(how -> !how.converged())
                            .map(how -> "; at worst " + how)
                            .orElse("");
        }
    }
}
