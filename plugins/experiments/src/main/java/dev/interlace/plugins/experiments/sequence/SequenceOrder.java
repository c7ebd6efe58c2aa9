package dev.interlace.plugins.experiments.sequence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;

/** The same with the halves of the words swapped. */
public final class SequenceOrder implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "sequence/order", "1.0.0", "Order", "is a change of order followed?", NoOptions.class);
    }

    @Override
    public String data() {
        return "spoken words that ship";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        Recordings.each(trial, (group, even, found, swapped) -> {
            tally.level("even placement", even);
            tally.rows(
                    "halves swapped, against their order",
                    "seconds by which it misses a word's start minus with the words in their order",
                    tally.level("halves swapped", swapped),
                    tally.level("in their order", found),
                    group);
            tally.rows(
                    "halves swapped, against even placement",
                    "seconds by which it misses a word's start minus those of even placement",
                    swapped,
                    even,
                    group);
        });
        return tally.outcome("spoken words that ship, joined to sequences", "Word starts are missed by", "seconds");
    }
}
