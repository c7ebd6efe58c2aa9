package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.List;

/** Taking away what is attended most, against random places. */
public final class AlignmentAttentionDeletion implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/attention-deletion",
                "1.0.0",
                "Deletion by attention",
                "does taking away what is attended most cost more than taking away at random?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Pairs pairs = Pairs.tokens(trial);
        Tally tally = new Tally(trial);
        AlignmentModel model = pairs.fit(trial, trial.own(), trial.seed());
        List<Effect> found = given.faithfulness(model, pairs.test());
        Effect area = found.get(0);
        tally.measured(new Effect(
                "places of " + pairs.right(), area.measure(), area.value(), area.low(), area.high(), area.how()));
        tally.level("most attended first", area.value());
        tally.level("shuffled weights", found.get(1).value());
        return tally.outcome(trial.givenRows(), "Area below the similarity in random order", "similarity");
    }
}
