package dev.interlace.plugins.experiments.match;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Param;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;

/** A copy that is disturbed more and more. */
public final class MatchStructureNoise implements Experiment<MatchStructureNoise.Options> {
    /** Options of {@link MatchStructureNoise}. */
    public record Options(
            @Param(doc = MatchIsometry.DRAWN, choice = "DISTANCES")
            Copy.Structure structure) {}

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                "match/structure-noise",
                "1.0.0",
                "Disturbed copies",
                "how many right matches does a disturbed copy cost?",
                Options.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, Options options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        boolean graph = options.structure() == Copy.Structure.EDGES;
        for (int i = 0; i < trial.repeats(Copy.REPEATS); i++) {
            double exact = Copy.of(trial, options.structure(), i, 0).accuracy(trial, 0, i);
            tally.level("exact", exact);
            for (double noise : new double[] {0.1, 0.4}) {
                double accuracy = Copy.of(trial, options.structure(), i, noise).accuracy(trial, 0, i);
                String how = graph
                        ? Math.round(100 * noise) + " % of the edges drawn again"
                        : "noise of " + noise + " on distances around 2";
                tally.level(how, accuracy);
                tally.repetition(how, "share of right matches of the exact copy minus of this one", exact - accuracy);
            }
        }
        return tally.outcome(options.structure().words(), "Right matches", "share of items");
    }
}
