package dev.interlace.workbench;

import dev.interlace.spi.Dependence;
import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import dev.interlace.workbench.catalogue.Found;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dependence measure with its options, ready to say how much two representations of the same rows say of each other.
 *
 * @param found the measure
 * @param options what was given; the rest is by default
 * @param seed seed of the permutation tests
 */
public record DependenceOf(Found<Dependence<?>> found, Map<String, ?> options, long seed) {
    public DependenceOf {
        options = Map.copyOf(options);
        found.method().descriptor().schema().parse(options); // a wrong option is told here
    }

    /**
     * The value of the estimator that the options name.
     *
     * @param x {@code [n, d]}
     * @param y {@code [n, e]}
     */
    public double value(INDArray x, INDArray y) {
        return found.call(measure -> value(measure, x, y));
    }

    /** A permutation test of independence; an interrupt stops it. */
    public PermutationTest test(INDArray x, INDArray y, int permutations) {
        FitProgress progress = FitProgress.of("testing with " + found.plugin().id());
        return test(x, y, permutations, FitContext.seeded(seed).with(progress).with(progress.cancellation()));
    }

    /** The same test in a context of the caller's, who shows the progress. */
    public PermutationTest test(INDArray x, INDArray y, int permutations, FitContext context) {
        return found.call(measure -> test(measure, x, y, permutations, context));
    }

    private <O extends Record> double value(Dependence<O> measure, INDArray x, INDArray y) {
        return measure.value(x, y, measure.descriptor().schema().parse(options));
    }

    private <O extends Record> PermutationTest test(
            Dependence<O> measure, INDArray x, INDArray y, int permutations, FitContext context) {
        return measure.permutationTest(x, y, measure.descriptor().schema().parse(options), permutations, context);
    }
}
