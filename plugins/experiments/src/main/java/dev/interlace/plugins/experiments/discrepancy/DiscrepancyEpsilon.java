package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Distance;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;

/** Seconds at a small weight of the entropy over those at a large one. */
public final class DiscrepancyEpsilon implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "discrepancy/epsilon",
                "1.1.0",
                "Weight of the entropy",
                "how much longer does a small epsilon take?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        Measured[] both = {
            Measured.of(Distance.own(trial, Map.of("epsilon", 0.5)), "epsilon 0.5"),
            Measured.of(Distance.own(trial, Map.of("epsilon", 0.005)), "epsilon 0.005")
        };
        int rows = trial.size(300);
        for (Measured one : both) {
            Measured.seconds(trial, one, rows);
        }
        for (int i = 0; i < trial.repeats(5); i++) {
            double[] seconds = new double[2];
            for (int turn = 0; turn < 2; turn++) {
                int m = (turn + i) % 2;
                seconds[m] = Measured.seconds(trial, both[m], rows);
                tally.level(both[m].name(), seconds[m]);
            }
            tally.timing(
                    rows + " rows of 16 columns",
                    "ln of seconds at an epsilon of 0.005 over those at 0.5",
                    Math.log(seconds[1] / seconds[0]),
                    "ln of a ratio");
        }
        return tally.outcome("drawn samples", "Seconds of a value", "seconds");
    }
}
