package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Hits;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Arrays;

/** Fitted without pairs: that the partner is not found. For equal widths the left columns stand in another order. */
public final class AlignmentUnpairedRetrieval implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/unpaired-retrieval",
                "1.0.0",
                "Retrieval without pairs",
                "do pairs stay apart where only distributions were matched?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Pairs pairs = Pairs.fitting(trial);
        Tally tally = new Tally(trial);
        boolean alike = pairs.leftOf(pairs.test()).width()
                == pairs.rightOf(pairs.test()).width();
        for (long seed : trial.trainings()) {
            Pairs mixed = alike ? reordered(trial, pairs, seed) : pairs;
            Halves train = Halves.of(trial, mixed.train(), seed);
            AlignmentModel model =
                    Halves.fit(trial, trial.own(), mixed.leftOf(train.first()), mixed.rightOf(train.second()), seed);
            double[] hits = tally.level(trial.name(), mixed.hits(model));
            tally.level("chance", pairs.chance());
            tally.rows(
                    pairs.words() + (alike ? ", columns of the left in another order" : ""),
                    "twice the chance level of recall@10 minus recall@10",
                    Hits.all(hits.length, 2 * pairs.chance()),
                    hits,
                    pairs.test().groups());
        }
        return tally.outcome(trial.givenRows(), "Recall@10 without pairs", "share of pairs");
    }

    private static Pairs reordered(AlignmentTrial trial, Pairs pairs, long seed) {
        int width = pairs.leftOf(pairs.test()).width();
        int[] order = trial.permutation("columns", seed, width);
        return new Pairs(
                pairs.train().with(reordered(pairs.leftOf(pairs.train()), order)),
                pairs.test().with(reordered(pairs.leftOf(pairs.test()), order)),
                pairs.left(),
                pairs.right());
    }

    private static Features reordered(Features features, int[] order) {
        double[][] rows = Matrices.of(features.values());
        return Matrices.features(
                features.modality().name(),
                Matrices.rows(
                        rows.length,
                        i -> Arrays.stream(order).mapToDouble(c -> rows[i][c]).toArray()));
    }
}
