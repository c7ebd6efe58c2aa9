package dev.interlace.workbench.models;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.AlignmentTerm;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.Convergence;
import dev.interlace.spi.Estimate;
import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.catalogue.PluginKind;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An alignment loss with its options: to be evaluated on its own, or added to the training of a fusion method by
 * {@link FusionHandle#with(LossHandle, double)}.
 *
 * @param selection the method, its options and the seed of what it draws
 */
public record LossHandle(Selection<AlignmentLoss<?>> selection) implements Handle<AlignmentLoss<?>, LossHandle> {
    @Override
    public PluginKind kind() {
        return PluginKind.LOSS;
    }

    @Override
    public LossHandle with(Selection<AlignmentLoss<?>> other) {
        return new LossHandle(other);
    }

    /**
     * The loss of two sides; parameters of the loss itself, such as a temperature, are as at the start.
     *
     * @param left {@code [n, d]}
     * @param right {@code [m, d]}
     */
    public double value(INDArray left, INDArray right) {
        return value(left, right, new int[0]);
    }

    /**
     * The loss of pairs with labels.
     *
     * @param labels {@code [n]}, what each pair shows; pairs with the same number are no true negatives of each other
     */
    public double value(INDArray left, INDArray right, int[] labels) {
        return report(left, right, labels).required(selection.id());
    }

    /** The loss of two sides together with how well it was reached. */
    public Estimate report(INDArray left, INDArray right) {
        return report(left, right, new int[0]);
    }

    private Estimate report(INDArray left, INDArray right, int[] labels) {
        return selection.call(loss -> {
            Tape tape = tape();
            Loss found = loss(
                    tape,
                    loss,
                    new Sides(tape.constant(given("left", left)), tape.constant(given("right", right)), labels));
            return new Estimate(
                    found.value(), found.convergences().values().stream().reduce(Convergence::worse));
        });
    }

    /** The gradient of {@link #value} with respect to {@code left}, {@code [n, d]}. */
    public INDArray gradient(INDArray left, INDArray right) {
        return selection.call(loss -> {
            Tape tape = tape();
            Var moved = tape.watched(given("left", left));
            tape.backward(loss(tape, loss, Sides.of(moved, tape.constant(given("right", right)))));
            return moved.gradient().dup('c');
        });
    }

    AlignmentTerm<?> term(double weight) {
        return term(found().method(), weight);
    }

    private <O extends Record> AlignmentTerm<O> term(AlignmentLoss<O> loss, double weight) {
        return AlignmentTerm.of(loss, options(), weight);
    }

    private static Tape tape() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        return tape;
    }

    private <O extends Record> Loss loss(Tape tape, AlignmentLoss<O> loss, Sides sides) {
        return loss.loss(
                new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(seed()))),
                sides,
                loss.descriptor().schema().parse(options()));
    }

    private INDArray given(String side, INDArray rows) {
        return found().rows(GivenRows.floating(selection.id() + ": the " + side + " rows", rows));
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
