package dev.interlace.plugins.experiments.match;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Hits;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matching;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.stream.IntStream;

/** Against each left item's most similar right one. */
public final class MatchHubs implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "match/hubs",
                "1.0.0",
                "Hubs",
                "are more matches right than by taking the most similar item?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "countries that ship, and the given split if any";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        for (Across across : Across.of(trial)) {
            int[] truth = IntStream.range(0, across.similarity().length).toArray();
            Matching matching =
                    Across.match(trial, MatchProblem.ofSimilarity(Matrices.tensor(across.similarity())), trial.seed());
            tally.rows(
                    across.name(),
                    "share of right matches minus that of the most similar items",
                    tally.level(trial.name() + ", " + across.name(), Across.right(matching, truth)),
                    tally.level("most similar item, " + across.name(), Hits.of(across.similarity(), truth, 1)),
                    across.groups());
        }
        return tally.outcome(Across.data(trial), "Right matches", "share of items");
    }
}
