package dev.interlace.plugins.experiments.fusion;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.OptionalDouble;

/** The exclusive or: above late fusion for a pro; for a con, nearer to chance than to early fusion. */
public final class FusionInteraction implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/interaction",
                "1.0.0",
                "Interaction",
                "can it tell classes apart that differ only jointly?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        Contest contest = new Contest(trial, trial.pro() ? OptionalDouble.empty() : OptionalDouble.of(0.5));
        contest.drawn(
                "classes differ only jointly",
                given.rival(trial.pro() ? "fusion/late" : "fusion/early"),
                Draws::exclusiveOr);
        return contest.outcome("drawn rows, two classes, chance 0.5");
    }
}
