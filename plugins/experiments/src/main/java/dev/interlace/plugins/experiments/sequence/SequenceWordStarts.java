package dev.interlace.plugins.experiments.sequence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;

/**
 * Samples of the words a third slower, laid on the recording: by how much word starts are missed, against even
 * placement.
 */
public final class SequenceWordStarts implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "sequence/word-starts",
                "1.0.0",
                "Word starts",
                "are word starts found in recordings at another pace?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "spoken words that ship";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        Recordings.each(
                trial,
                (group, even, found, swapped) -> tally.rows(
                        "words in their order, a third slower",
                        "seconds by which even placement misses a word's start minus those of it",
                        tally.level("even placement", even),
                        tally.level(trial.name(), found),
                        group));
        return tally.outcome("spoken words that ship, joined to sequences", "Word starts are missed by", "seconds");
    }
}
