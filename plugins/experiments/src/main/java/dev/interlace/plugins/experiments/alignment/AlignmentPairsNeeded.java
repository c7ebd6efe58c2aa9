package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Hits;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Param;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * For a con: how much of the recall of few fitted pairs is lost on unseen ones. For a pro: recall of unseen pairs
 * against a rival.
 */
public final class AlignmentPairsNeeded implements Experiment<AlignmentPairsNeeded.Options> {
    private static final int FEW = 50;
    private static final double TINY_RIDGE = 1e-9;

    /** Options of {@link AlignmentPairsNeeded}. */
    public record Options(
            @Param(doc = "for a pro, whether the rival is fitted without its ridge", choice = "false")
            boolean bareRival) {}

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                "alignment/pairs-needed",
                "1.0.0",
                "Few pairs",
                "what do fifty pairs do for unseen ones?",
                Options.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, Options options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Pairs pairs = Pairs.fitting(trial);
        Tally tally = new Tally(trial);
        Chosen<AlignmentMethod<?>> own = trial.own();
        String name = trial.name();
        if (trial.pro()) {
            String rival = given.rival("alignment/ridge");
            Map<String, Object> theirs = options.bareRival() ? Map.of("ridge", TINY_RIDGE) : Map.of();
            for (int i = 0; i < trial.repeats(5); i++) {
                Rows few = pairs.some(trial, FEW, i);
                tally.rows(
                        FEW + " pairs of " + pairs.words(),
                        "recall@10 of unseen pairs minus that of " + rival
                                + (theirs.isEmpty() ? "" : " without a ridge"),
                        tally.level(name, pairs.hits(pairs.fit(trial, own, few, i))),
                        tally.level(rival, pairs.hits(pairs.fit(trial, trial.alignment(rival, theirs), few, i))),
                        pairs.test().groups());
            }
            return tally.outcome(trial.givenRows(), "Recall@10 after " + FEW + " pairs", "share of pairs");
        }
        Chosen<AlignmentMethod<?>> bare = trial.own(Map.of("ridge", TINY_RIDGE));
        for (int i = 0; i < trial.repeats(10); i++) {
            Rows few = pairs.some(trial, FEW, i);
            int[] order = trial.permutation("unseen", i, pairs.test().count());
            Rows unseen =
                    pairs.test().rows(IntStream.of(order).limit(few.count()).toArray());
            for (Chosen<AlignmentMethod<?>> fit : List.of(bare, own)) {
                String how = fit.equals(own) ? "by default" : "without a ridge";
                AlignmentModel model = pairs.fit(trial, fit, few, i);
                double seen = Matrices.mean(Hits.both(model.similarity(pairs.leftOf(few), pairs.rightOf(few)), 1));
                double other =
                        Matrices.mean(Hits.both(model.similarity(pairs.leftOf(unseen), pairs.rightOf(unseen)), 1));
                tally.level(how + ", fitted pairs", seen);
                tally.level(how + ", unseen pairs", other);
                tally.repetition(
                        FEW + " pairs, " + how,
                        "recall@1 of the fitted pairs minus that of as many unseen ones, minus 0.5",
                        seen - other - 0.5);
            }
        }
        return tally.outcome(trial.givenRows(), "Recall@1 after " + FEW + " pairs", "share of pairs");
    }
}
