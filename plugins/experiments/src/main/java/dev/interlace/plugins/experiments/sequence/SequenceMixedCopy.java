package dev.interlace.plugins.experiments.sequence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;

/** A copy at another pace, its columns mixed: whether at least half of the steps are at most two off. */
public final class SequenceMixedCopy implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "sequence/mixed-copy",
                "1.0.0",
                "Mixed copies",
                "is a copy at another pace in mixed columns laid back?",
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
        for (int i = 0; i < trial.repeats(20); i++) {
            double off = Walks.off(trial, i, 0.1);
            tally.level("median step off", off);
            tally.repetition(
                    "a copy up to 8 steps off", "2.5 minus the median number of steps that it is off", 2.5 - off);
        }
        return tally.outcome(Walks.words(), "Off the planted path", "steps");
    }
}
