package dev.interlace.workbench.models;

import dev.interlace.spi.Dependence;
import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.display.FitProgress;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dependence measure with its options, ready to say how much two representations of the same rows say of each other.
 *
 * @param selection the method, its options and the seed of what it draws
 */
public record DependenceHandle(Selection<Dependence<?>> selection) implements Handle<Dependence<?>, DependenceHandle> {
    @Override
    public PluginKind kind() {
        return PluginKind.DEPENDENCE;
    }

    @Override
    public DependenceHandle with(Selection<Dependence<?>> other) {
        return new DependenceHandle(other);
    }

    /**
     * The value of the estimator that the options name.
     *
     * @param x {@code [n, d]}
     * @param y {@code [n, e]}
     */
    public double value(INDArray x, INDArray y) {
        return selection.call(measure -> value(measure, given("left", x), given("right", y)));
    }

    /** A permutation test of independence; an interrupt stops it. */
    public PermutationTest test(INDArray x, INDArray y, int permutations) {
        FitProgress progress = FitProgress.of("testing with " + selection.id());
        return test(x, y, permutations, FitContext.seeded(seed()).with(progress).with(progress.cancellation()));
    }

    /** The same test in a context of the caller's, who shows the progress. */
    public PermutationTest test(INDArray x, INDArray y, int permutations, FitContext context) {
        return selection.call(measure -> test(measure, given("left", x), given("right", y), permutations, context));
    }

    private <O extends Record> double value(Dependence<O> measure, INDArray x, INDArray y) {
        return measure.value(x, y, measure.descriptor().schema().parse(options()));
    }

    private <O extends Record> PermutationTest test(
            Dependence<O> measure, INDArray x, INDArray y, int permutations, FitContext context) {
        return measure.permutationTest(x, y, measure.descriptor().schema().parse(options()), permutations, context);
    }

    private INDArray given(String side, INDArray rows) {
        return found().rows(GivenRows.floating(selection.id() + ": the " + side + " rows", rows));
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
