package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Distance;
import dev.interlace.plugins.experiments.LossValue;
import dev.interlace.plugins.experiments.Matrices;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleBiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A discrepancy or a loss: its value and its gradient. */
record Measured(String name, ToDoubleBiFunction<INDArray, INDArray> value, BinaryOperator<INDArray> gradient) {
    static Measured of(AlignmentTrial trial) {
        if (trial.ofLoss()) {
            LossValue loss = new LossValue(trial.given().subject(AlignmentLoss.class), trial.seed());
            return new Measured(trial.name(), loss::value, loss::gradient);
        }
        return of(Distance.own(trial, Map.of()), trial.name());
    }

    static Measured of(Distance distance, String name) {
        return new Measured(name, distance::value, distance::gradient);
    }

    /** The best of three times of a value, on two samples of 16 columns. */
    static double seconds(AlignmentTrial trial, Measured one, int rows) {
        SplittableRandom random = trial.draw("rows", rows);
        INDArray x = Matrices.features("x", Matrices.normal(random, rows, 16)).values();
        INDArray y = Matrices.features("y", Matrices.normal(random, rows, 16)).values();
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            double value = one.value.applyAsDouble(x, y);
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
            if (!Double.isFinite(value)) {
                throw new IllegalStateException(one.name + ": got " + value);
            }
        }
        return best;
    }
}
