package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Distance;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** For a pro that it still grows and pulls at a shift of many bandwidths; for a con that a shift is nothing to it. */
public final class DiscrepancyShift implements Experiment<NoOptions> {
    private static final int ROWS = 60;
    private static final double SHIFT = 10;

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "discrepancy/shift", "1.0.0", "Shift", "does it feel a shift of many bandwidths?", NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        Measured own = Measured.of(trial);
        Measured gaussian = Measured.of(
                Distance.of(trial, "discrepancy/mmd", Map.of("bandwidth", 1, "estimator", "BIASED")),
                "discrepancy/mmd, bandwidth 1");
        for (int i = 0; i < trial.repeats(20); i++) {
            SplittableRandom random = trial.draw("rows", i);
            double[][] x = Matrices.normal(random, ROWS, 2);
            if (!trial.pro()) {
                INDArray same = Matrices.tensor(x);
                double shifted = own.value().applyAsDouble(Matrices.tensor(moved(x, SHIFT, 1)), same);
                double wider = own.value().applyAsDouble(Matrices.tensor(moved(x, 0, 2)), same);
                tally.level("shifted by 10", shifted);
                tally.level("twice as wide", wider);
                tally.repetition(
                        "the same rows, shifted by 10",
                        "1e-6 minus the value as a share of that of the rows twice as wide",
                        1e-6 - Math.abs(shifted) / wider);
                continue;
            }
            INDArray y = Matrices.tensor(Matrices.normal(random, ROWS, 2));
            double[] growth = new double[2];
            double[] pull = new double[2];
            for (int m = 0; m < 2; m++) {
                Measured one = m == 0 ? own : gaussian;
                INDArray near = Matrices.tensor(moved(x, 1, 1));
                INDArray far = Matrices.tensor(moved(x, SHIFT, 1));
                INDArray farther = Matrices.tensor(moved(x, 2 * SHIFT, 1));
                growth[m] = Math.log(
                        one.value().applyAsDouble(farther, y) / one.value().applyAsDouble(far, y));
                pull[m] =
                        pull(one.gradient().apply(far, y)) / pull(one.gradient().apply(near, y));
                tally.level(one.name() + ", pull at 10 over at 1", pull[m]);
            }
            tally.repetition(
                    "shifts of 10 and 20",
                    "ln of the values' ratio, minus that of " + gaussian.name(),
                    growth[0] - growth[1]);
            tally.repetition(
                    "pull at a shift of 10",
                    "pull on all rows as a share of that at a shift of 1, minus that of " + gaussian.name(),
                    pull[0] - pull[1]);
        }
        return tally.outcome(
                "drawn samples of " + ROWS + " rows of 2 columns",
                trial.pro() ? "Pull at a shift of 10 over pull at 1" : "Value",
                trial.pro() ? "share" : "value");
    }

    private static double[][] moved(double[][] rows, double shift, double factor) {
        return Matrices.rows(rows.length, i -> new double[] {factor * rows[i][0] + shift, factor * rows[i][1]});
    }

    /** How hard the whole sample is pulled: the length of the sum of its rows' gradients. */
    private static double pull(INDArray gradient) {
        return gradient.sum(0).norm2Number().doubleValue();
    }
}
