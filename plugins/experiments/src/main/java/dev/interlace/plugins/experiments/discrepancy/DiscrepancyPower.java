package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.List;

/**
 * Whether a permutation test sees another spread, another shape and another correlation: for a pro in most draws, for a
 * con less often than the maximum mean discrepancy.
 */
public final class DiscrepancyPower implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "discrepancy/power", "1.0.0", "Power", "in how many draws is a difference seen?", NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        return Two.power(trial, List.of(Two.SPREAD, Two.SHAPE, Two.CORRELATION));
    }
}
