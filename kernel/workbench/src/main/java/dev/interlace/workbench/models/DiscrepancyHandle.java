package dev.interlace.workbench.models;

import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.Estimate;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Masses;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.display.FitProgress;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A discrepancy with its options, ready to measure how far apart two samples are.
 *
 * @param selection the method, its options and the seed of what it draws
 */
public record DiscrepancyHandle(Selection<Discrepancy<?>> selection)
        implements Handle<Discrepancy<?>, DiscrepancyHandle> {
    @Override
    public PluginKind kind() {
        return PluginKind.DISCREPANCY;
    }

    @Override
    public DiscrepancyHandle with(Selection<Discrepancy<?>> other) {
        return new DiscrepancyHandle(other);
    }

    /**
     * The value of the estimator that the options name.
     *
     * @param x {@code [n, d]}
     * @param y {@code [m, d]}
     * @throws IllegalStateException when an iteration did not converge; {@link #report} gives the number all the same
     */
    public double value(INDArray x, INDArray y) {
        return selection.call(discrepancy -> value(discrepancy, given("left", x), given("right", y)));
    }

    /** The value together with how well it was reached. */
    public Estimate report(INDArray x, INDArray y) {
        return selection.call(discrepancy -> report(discrepancy, given("left", x), given("right", y)));
    }

    /**
     * The value of rows that differ in mass, together with how well it was reached.
     *
     * @throws UnsupportedOperationException where the method counts all rows alike
     */
    public Estimate report(INDArray x, INDArray y, Masses masses) {
        return selection.call(discrepancy -> report(discrepancy, given("left", x), given("right", y), masses));
    }

    /** The gradient of {@link #value} with respect to {@code x}, {@code [n, d]}. */
    public INDArray gradient(INDArray x, INDArray y) {
        return selection.call(discrepancy -> Shapes.exactly(
                found(), "gradient", gradient(discrepancy, given("left", x), given("right", y)), x.shape()));
    }

    /** A permutation test of equal distributions; an interrupt stops it. */
    public Discrepancy.PermutationTest test(INDArray x, INDArray y, int permutations) {
        FitProgress progress = FitProgress.of("testing with " + selection.id());
        return test(x, y, permutations, FitContext.seeded(seed()).with(progress).with(progress.cancellation()));
    }

    /** The same test in a context of the caller's, who shows the progress. */
    public Discrepancy.PermutationTest test(INDArray x, INDArray y, int permutations, FitContext context) {
        return selection.call(
                discrepancy -> test(discrepancy, given("left", x), given("right", y), permutations, context));
    }

    private <O extends Record> double value(Discrepancy<O> discrepancy, INDArray x, INDArray y) {
        return discrepancy.value(x, y, discrepancy.descriptor().schema().parse(options()));
    }

    private <O extends Record> Estimate report(Discrepancy<O> discrepancy, INDArray x, INDArray y) {
        return discrepancy.report(x, y, discrepancy.descriptor().schema().parse(options()));
    }

    private <O extends Record> Estimate report(Discrepancy<O> discrepancy, INDArray x, INDArray y, Masses masses) {
        return discrepancy.report(
                x, y, masses, discrepancy.descriptor().schema().parse(options()));
    }

    private <O extends Record> INDArray gradient(Discrepancy<O> discrepancy, INDArray x, INDArray y) {
        return discrepancy.gradient(x, y, discrepancy.descriptor().schema().parse(options()));
    }

    private <O extends Record> Discrepancy.PermutationTest test(
            Discrepancy<O> discrepancy, INDArray x, INDArray y, int permutations, FitContext context) {
        return discrepancy.permutationTest(
                x, y, discrepancy.descriptor().schema().parse(options()), permutations, context);
    }

    private INDArray given(String side, INDArray rows) {
        return found().rows(GivenRows.floating(selection.id() + ": the " + side + " rows", rows));
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
