package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.stream.IntStream;

/** A hundred pairs with all other rows beside them, against the hundred pairs alone. */
public final class AlignmentManifoldUnpaired implements Experiment<NoOptions> {
    private static final int KNOWN = 100;

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/manifold-unpaired",
                "1.0.0",
                "Rows without a partner",
                "do rows without a partner help?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Pairs pairs = Pairs.of(trial);
        Tally tally = new Tally(trial);
        int known = trial.size(KNOWN);
        for (int i = 0; i < trial.repeats(3); i++) {
            int[] rows = trial.permutation("known", i, pairs.train().count());
            Rows few = pairs.train().rows(IntStream.of(rows).limit(known).toArray());
            Pairs alone = new Pairs(few, pairs.test(), pairs.left(), pairs.right());
            tally.rows(
                    known + " pairs of " + pairs.words(),
                    "recall@10 with all " + pairs.train().count() + " rows minus with the pairs alone",
                    tally.level("all rows", pairs.hits(DrawnPairs.withSeeds(trial, pairs, trial.own(), known, i))),
                    tally.level("pairs alone", pairs.hits(DrawnPairs.withSeeds(trial, alone, trial.own(), known, i))),
                    pairs.test().groups());
        }
        return tally.outcome(trial.givenRows(), "Recall@10", "share of pairs");
    }
}
