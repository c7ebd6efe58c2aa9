package dev.interlace.learn.tape;

import dev.interlace.spi.SeedSource;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares the gradients of a loss with central differences, {@code (f(x + h) - f(x - h)) / 2h}, in double precision
 * and entry by entry. For tests: it runs the forward computation twice per entry.
 */
public final class GradientCheck {
    private static final double STEP = 1e-6;

    private GradientCheck() {}

    /** A forward computation from parameters, made on a tape of type DOUBLE. */
    @FunctionalInterface
    public interface Forward {
        /** The loss. */
        Loss run(Tape tape, List<Var> parameters);
    }

    /**
     * The worst difference between a gradient entry and its central difference, relative to the larger of 1 and both.
     *
     * @param parameters tensors of type DOUBLE; changed during the check, and put back
     */
    public static Worst worst(List<INDArray> parameters, Forward forward) {
        List<Parameter> trained = parameters.stream()
                .map(value -> new Parameter("checked", value))
                .toList();
        Tape tape = new Tape(DataType.DOUBLE);
        Loss loss = run(tape, trained, forward);
        tape.backward(loss);
        Worst worst = new Worst(0, "no entry");
        for (int p = 0; p < trained.size(); p++) {
            double[] gradient = Host.doubles(trained.get(p).gradient());
            double[] value = Host.doubles(trained.get(p).value());
            for (int i = 0; i < value.length; i++) {
                double above = at(trained.get(p), value, i, STEP, tape, trained, forward);
                double below = at(trained.get(p), value, i, -STEP, tape, trained, forward);
                double difference = (above - below) / (2 * STEP);
                double error = Math.abs(gradient[i] - difference)
                        / Math.max(1, Math.max(Math.abs(gradient[i]), Math.abs(difference)));
                if (!(error <= worst.error)) {
                    worst = new Worst(
                            error,
                            String.format(
                                    Locale.ROOT,
                                    "parameter %d, entry %d: gradient %.8g, central difference %.8g",
                                    p,
                                    i,
                                    gradient[i],
                                    difference));
                }
            }
            write(trained.get(p), value);
        }
        return worst;
    }

    /**
     * The worst entry.
     *
     * @param error relative error; NaN if a gradient or a loss was not finite
     * @param where which entry, with both numbers
     */
    public record Worst(double error, String where) {}

    private static double at(
            Parameter parameter,
            double[] value,
            int i,
            double step,
            Tape tape,
            List<Parameter> trained,
            Forward forward) {
        double[] moved = value.clone();
        moved[i] += step;
        write(parameter, moved);
        return run(tape, trained, forward).value();
    }

    private static Loss run(Tape tape, List<Parameter> trained, Forward forward) {
        tape.begin(Tape.Mode.TRAIN, new SeedSource(5));
        return forward.run(tape, trained.stream().map(tape::parameter).toList());
    }

    private static void write(Parameter parameter, double[] values) {
        parameter
                .value()
                .assign(Nd4j.createFromArray(values)
                        .reshape('c', parameter.value().shape()));
    }
}
