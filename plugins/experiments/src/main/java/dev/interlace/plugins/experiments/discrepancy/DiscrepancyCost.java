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

/** By less than which power of the rows the seconds grow. */
public final class DiscrepancyCost implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "discrepancy/cost", "1.1.0", "Cost", "by which power of the rows do seconds grow?", NoOptions.class);
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
        String rival = given.rival("discrepancy/energy");
        Tally tally = new Tally(trial);
        Measured own = Measured.of(trial);
        Measured all = Measured.of(Distance.of(trial, rival, Map.of()), rival);
        int[] sizes = {trial.size(1000), 8 * trial.size(1000)};
        Measured.seconds(trial, own, sizes[0]); // compiled before it is timed
        Measured.seconds(trial, all, sizes[0]);
        tally.level(all.name(), power(trial, all, sizes));
        for (int i = 0; i < trial.repeats(5); i++) {
            double power = power(trial, own, sizes);
            tally.level(own.name(), power);
            tally.timing(
                    sizes[0] + " and " + sizes[1] + " rows of 16 columns",
                    "1.5 minus the power by which seconds grow with the rows",
                    1.5 - power,
                    "power");
        }
        return tally.outcome("drawn samples", "Power by which seconds grow with the rows", "power");
    }

    private static double power(AlignmentTrial trial, Measured one, int[] sizes) {
        return Math.log(Measured.seconds(trial, one, sizes[1]) / Measured.seconds(trial, one, sizes[0]))
                / Math.log(sizes[1] / (double) sizes[0]);
    }
}
