package dev.interlace.plugins.experiments;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.experiment.Chosen;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A loss of two sides by itself; parameters of its own are as at the start of a training.
 *
 * @param chosen the loss
 * @param seed of parameters of its own
 */
public record LossValue(Chosen<AlignmentLoss<?>> chosen, long seed) {
    /** The value; {@code left} is {@code [n, d]}, {@code right} is {@code [m, d]}. */
    public double value(INDArray left, INDArray right) {
        Tape tape = tape();
        return loss(chosen.method(), chosen.options(), tape, Sides.of(tape.constant(left), tape.constant(right)))
                .value();
    }

    /** The gradient of {@link #value} with respect to {@code left}, {@code [n, d]}. */
    public INDArray gradient(INDArray left, INDArray right) {
        Tape tape = tape();
        Var moved = tape.watched(left);
        tape.backward(loss(chosen.method(), chosen.options(), tape, Sides.of(moved, tape.constant(right))));
        return moved.gradient().dup('c');
    }

    private static Tape tape() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        return tape;
    }

    private <O extends Record> Loss loss(AlignmentLoss<O> loss, Map<String, ?> options, Tape tape, Sides sides) {
        return loss.loss(
                new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(seed))),
                sides,
                loss.descriptor().schema().parse(options));
    }
}
