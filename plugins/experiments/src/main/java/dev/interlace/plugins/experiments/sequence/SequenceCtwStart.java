package dev.interlace.plugins.experiments.sequence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;

/** How much further off the path is for a copy far from the diagonal. */
public final class SequenceCtwStart implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "sequence/ctw-start",
                "1.0.0",
                "Far from the diagonal",
                "is a copy far from the diagonal recovered less often?",
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
            double near = Walks.off(trial, i, 0.05);
            double far = Walks.off(trial, i, 0.3);
            tally.level("near the diagonal", near);
            tally.level("far from it", far);
            tally.repetition(
                    "copies up to 24 steps off against up to 4",
                    "recovered within 2.5 steps near the diagonal minus far from it",
                    (near <= 2.5 ? 1 : 0) - (far <= 2.5 ? 1 : 0));
        }
        return tally.outcome(Walks.words(), "Off the planted path", "steps");
    }
}
