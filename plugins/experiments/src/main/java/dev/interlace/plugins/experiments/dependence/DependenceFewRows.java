package dev.interlace.plugins.experiments.dependence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Independent rows, few for their width: the biased value and the other. */
public final class DependenceFewRows implements Experiment<NoOptions> {
    private static final int ROWS = 60;

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "dependence/few-rows",
                "1.0.0",
                "Few rows",
                "what do few, wide, independent rows seem to have in common?",
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
        Measure biased = Measure.own(trial, Map.of("estimator", "BIASED"));
        Measure other = Measure.own(trial, Map.of("estimator", corrected(biased)));
        for (int i = 0; i < trial.repeats(20); i++) {
            double[] value = new double[2];
            int[] widths = {2, 200};
            double corrected = 0;
            for (int w = 0; w < 2; w++) {
                SplittableRandom random = trial.draw("rows of " + widths[w], i);
                INDArray x = Matrices.tensor(Matrices.normal(random, ROWS, widths[w]));
                INDArray y = Matrices.tensor(Matrices.normal(random, ROWS, widths[w]));
                value[w] = biased.value(x, y);
                corrected = other.value(x, y);
                tally.level("biased, " + widths[w] + " columns", value[w]);
                tally.level("corrected, " + widths[w] + " columns", corrected);
            }
            tally.repetition("biased", "value at 200 columns minus at 2, minus 0.2", value[1] - value[0] - 0.2);
            tally.repetition("corrected, 200 columns", "0.1 minus the size of the value", 0.1 - Math.abs(corrected));
        }
        return tally.outcome(
                "drawn independent rows, " + ROWS + " of them, 20 times", "Value of independent rows", "value");
    }

    /** The estimator of the measure that is without the bias. */
    private static String corrected(Measure biased) {
        return biased.chosen().method().descriptor().schema().options().stream()
                        .filter(option -> option.name().equals("estimator"))
                        .map(OptionsSchema.Option::range)
                        .anyMatch(range -> range.contains("DEBIASED"))
                ? "DEBIASED"
                : "UNBIASED";
    }
}
