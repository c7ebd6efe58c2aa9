package dev.interlace.plugins.experiments.sequence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient against central differences, also where the sequences are equal. */
public final class SequenceSoftGradient implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "sequence/soft-gradient",
                "1.0.0",
                "Gradient",
                "does the gradient agree with central differences?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        Aligner own = Aligner.own(trial, Map.of());
        double step = 1e-4;
        for (int i = 0; i < trial.repeats(10); i++) {
            SplittableRandom random = trial.draw("sequences", i);
            double[][] x = Matrices.normal(random, 12, 2);
            Map<String, double[][]> others = new LinkedHashMap<>();
            others.put("another sequence", Matrices.normal(random, 15, 2));
            others.put("the sequence itself", x);
            others.forEach((name, y) -> {
                INDArray right = Matrices.tensor(y);
                double[][] gradient = Matrices.of(own.gradient(Matrices.tensor(x), right));
                double largest = 0;
                double error = 0;
                for (int t = 0; t < x.length; t++) {
                    for (int c = 0; c < 2; c++) {
                        double slope =
                                (cost(own, x, t, c, step, right) - cost(own, x, t, c, -step, right)) / (2 * step);
                        error = Math.max(error, Math.abs(slope - gradient[t][c]));
                        largest = Math.max(largest, Math.abs(slope));
                    }
                }
                tally.level(name, error / Math.max(1, largest));
                tally.repetition(
                        name,
                        "1e-5 minus the largest difference, as a share of the largest slope or of 1",
                        1e-5 - error / Math.max(1, largest));
            });
        }
        return tally.outcome("drawn sequences of 12 and 15 steps", "Gradient minus central differences", "share");
    }

    private static double cost(Aligner own, double[][] x, int t, int c, double step, INDArray y) {
        double[][] moved = Matrices.rows(x.length, i -> x[i].clone());
        moved[t][c] += step;
        return own.align(Matrices.tensor(moved), y).cost();
    }
}
