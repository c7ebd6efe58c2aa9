package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.List;

/** The power for samples that differ in correlation alone. */
public final class DiscrepancyCorrelation implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "discrepancy/correlation",
                "1.0.0",
                "Correlation",
                "is a difference in correlation alone missed?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        return Two.power(trial, List.of(Two.CORRELATION));
    }
}
