package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Parameter;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Lbfgs;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.Progress;
import dev.interlace.spi.SeedSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The linear map of a {@link Head} on representations that nothing trains: the W and b that minimise {@code mean loss +
 * ridge s / (2 n) |W|^2}, by L-BFGS over all rows at once in double precision. The problem is convex, so neither seed
 * nor start matters. {@code s} is the head's {@link Head#share}, so that a ridge of {@code 1 / C} gives one class and
 * each of several labels scikit-learn's {@code LogisticRegression(C=C)}, and a ridge of {@code alpha} gives numbers its
 * {@code Ridge(alpha)} on the standardised target.
 *
 * <p>Costs {@code 8 n D} bytes beside the representations, and a product of {@code [n, D]} and {@code [D, C]} and its
 * gradient per step, 50 to 300 of them on standardised columns.
 *
 * <p>n rows, D width of a representation, C columns of the head.
 *
 * <p>Reference: Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 2nd edition, 2009, sections 3.4.1
 * and 4.4.
 */
final class LinearHead {
    private static final int STEPS = 2000;
    private static final double TOLERANCE = 1e-7;
    private static final String SERIES = "training loss";

    private final Tape tape = new Tape(DataType.DOUBLE);
    private final Parameters parameters = new Parameters(DataType.DOUBLE, new SeedSource(0));
    private final INDArray fused; // [n, D]
    private final Objective objective;
    private final double penalty;

    /** The mean loss of the head's output for all rows. */
    @FunctionalInterface
    interface Objective {
        Loss loss(Layers layers, Var fused);
    }

    private LinearHead(INDArray fused, Objective objective, double penalty) {
        this.fused = fused.castTo(DataType.DOUBLE);
        this.objective = objective;
        this.penalty = penalty;
    }

    /**
     * Solves.
     *
     * @param fused {@code [n, D]}
     * @param penalty what half the squared weights cost beside the mean loss, in [0, inf)
     * @param into gets the solution
     * @return {@code training loss} with the penalty, one value per step, and a warning where it has not converged
     */
    static History solve(
            String id, INDArray fused, Objective objective, double penalty, Parameters into, FitContext context) {
        LinearHead head = new LinearHead(fused, objective, penalty);
        head.run();
        List<Double> values = new ArrayList<>();
        Lbfgs.Minimum found = Lbfgs.minimize(
                (x, gradient) -> {
                    context.checkCancelled();
                    return head.at(x, gradient);
                },
                new double[Math.toIntExact(head.parameters.count())],
                STEPS,
                TOLERANCE,
                (step, value) -> {
                    values.add(value);
                    context.progress().on(new Progress.Step(id, step, STEPS, SERIES, value));
                });
        values.add(found.value());
        head.write(found.x());
        into.restore(head.parameters.snapshot());
        return new History(
                Map.of(SERIES, values),
                found.convergence().converged()
                        ? List.of()
                        : List.of("the linear head: " + found.convergence() + "; a larger ridge converges sooner"));
    }

    /** The penalised loss at {@code x}, all parameters one after the other. */
    private double at(double[] x, double[] gradient) {
        write(x);
        Loss loss = run();
        tape.backward(loss);
        double squares = 0;
        int at = 0;
        for (Parameter parameter : parameters.all()) {
            double[] own = Host.doubles(parameter.gradient());
            boolean pays = parameter.name().endsWith(".weight");
            for (int i = 0; i < own.length; i++, at++) {
                gradient[at] = own[i] + (pays ? penalty * x[at] : 0);
                squares += pays ? x[at] * x[at] : 0;
            }
        }
        return loss.value() + penalty / 2 * squares;
    }

    private Loss run() {
        tape.begin();
        return objective.loss(new Layers(tape, parameters), tape.constant(fused));
    }

    private void write(double[] x) {
        int at = 0;
        for (Parameter parameter : parameters.all()) {
            double[] own = new double[Math.toIntExact(parameter.value().length())];
            System.arraycopy(x, at, own, 0, own.length);
            Host.write(own, parameter.value());
            at += own.length;
        }
    }
}
