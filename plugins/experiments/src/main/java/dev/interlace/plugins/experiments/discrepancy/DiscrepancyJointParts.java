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

/** The same difference among two and among twelve parts. */
public final class DiscrepancyJointParts implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "discrepancy/joint-parts",
                "1.0.0",
                "Many parts",
                "do further parts hide a difference?",
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
        for (int i = 0; i < trial.repeats(Two.REPEATS); i++) {
            double[] p = new double[2];
            int[] counts = {2, 12};
            for (int c = 0; c < 2; c++) {
                double[][][] both = Two.parts(trial.draw("parts", i), counts[c]);
                Distance own = Distance.own(trial, Map.of("widths", "1" + ",1".repeat(counts[c] - 1)));
                p[c] = own.p(trial, Matrices.tensor(both[0]), Matrices.tensor(both[1]), i);
                tally.level(counts[c] + " parts", p[c]);
            }
            tally.repetition("two of twelve parts go together", "p with 12 parts minus p with 2", p[1] - p[0]);
        }
        return tally.outcome(Two.DRAWN, "p of the test", "mean p");
    }
}
