package dev.interlace.plugins.experiments.fusion;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;

/** Members that are worth more for some classes than for others: against the mean of the members. */
public final class FusionStacking implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/stacking",
                "1.0.0",
                "Worth by class",
                "is it better than the mean where members are good at different classes?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows and the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        String rival = given.rival("fusion/late");
        Contest contest = new Contest(trial);
        contest.drawn("each modality tells two of four classes apart", rival, Draws::worthByClass);
        contest.given("the given rows", rival);
        return contest.outcome("drawn rows, and " + trial.givenRows());
    }
}
