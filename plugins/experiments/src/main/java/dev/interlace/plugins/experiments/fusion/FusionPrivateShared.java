package dev.interlace.plugins.experiments.fusion;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;

/**
 * Classes of a private and a joint part: above early and late fusion for a pro, below mid fusion by concatenation for a
 * con.
 */
public final class FusionPrivateShared implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/private-shared",
                "1.0.0",
                "Private and joint parts",
                "does it keep what one modality says alone beside what two say jointly?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        Contest contest = new Contest(trial);
        for (String rival :
                trial.pro() ? given.rivals("fusion/early", "fusion/late") : given.rivals("fusion/mid-concat")) {
            contest.drawn("against " + rival, rival, Draws::privateAndJoint);
        }
        return contest.outcome("drawn rows, four classes, chance 0.25");
    }
}
