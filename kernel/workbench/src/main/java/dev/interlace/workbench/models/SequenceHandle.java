package dev.interlace.workbench.models;

import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.Warping;
import dev.interlace.workbench.catalogue.PluginKind;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A sequence aligner with its options, ready to lay two sequences on each other.
 *
 * @param selection the method, its options and the seed of what it draws
 */
public record SequenceHandle(Selection<SequenceAligner<?>> selection)
        implements Handle<SequenceAligner<?>, SequenceHandle> {
    @Override
    public PluginKind kind() {
        return PluginKind.SEQUENCE;
    }

    @Override
    public SequenceHandle with(Selection<SequenceAligner<?>> other) {
        return new SequenceHandle(other);
    }

    /**
     * The best warping.
     *
     * @param x {@code [t, d]}
     * @param y {@code [s, d]}
     */
    public Warping align(INDArray x, INDArray y) {
        return selection.call(
                aligner -> Shapes.warping(found(), align(aligner, given("left", x), given("right", y)), x, y));
    }

    /** The gradient of the cost with respect to {@code x}, {@code [t, d]}, where the method has one. */
    public INDArray gradient(INDArray x, INDArray y) {
        return selection.call(aligner ->
                Shapes.exactly(found(), "gradient", gradient(aligner, given("left", x), given("right", y)), x.shape()));
    }

    private <O extends Record> Warping align(SequenceAligner<O> aligner, INDArray x, INDArray y) {
        return aligner.align(x, y, aligner.descriptor().schema().parse(options()));
    }

    private <O extends Record> INDArray gradient(SequenceAligner<O> aligner, INDArray x, INDArray y) {
        return aligner.gradient(x, y, aligner.descriptor().schema().parse(options()));
    }

    private INDArray given(String side, INDArray rows) {
        return found().rows(GivenRows.floating(selection.id() + ": the " + side + " rows", rows));
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
