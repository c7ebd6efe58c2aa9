package dev.interlace.workbench.experiments;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.experiment.Effort;
import dev.interlace.workbench.EncodedSplit;
import dev.interlace.workbench.Lab;
import java.util.Optional;

/**
 * Runs experiments with little effort, which no call of the lab does.
 *
 * @param experiments of the lab
 * @param split given rows, if any
 * @param lending what trials may use
 */
record Measuring(Experiments experiments, Optional<EncodedSplit> split, Lending lending) {
    static Measuring of(Lab lab, Optional<EncodedSplit> split) {
        return new Measuring(lab.experiments(), split, lab.lending());
    }

    Outcome outcome(String id, String method, Effort effort) {
        Subject subject = Subject.of(experiments.catalogue().plugin(method), 42);
        var found = experiments.get(id);
        return experiments.run(
                subject,
                new LabTrial(
                        found,
                        subject,
                        subject.claim(id, found.method().descriptor().summary()),
                        split,
                        lending,
                        FitContext.seeded(42),
                        effort));
    }
}
