package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Hits;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Param;
import dev.interlace.spi.Supervision;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Far above chance for a pro; below a rival for a con. */
public final class AlignmentRetrieval implements Experiment<AlignmentRetrieval.Options> {
    /** Options of {@link AlignmentRetrieval}. */
    public record Options(
            @Param(
                    doc = "for a con, compare groups as labels with classes as labels, in place of another method",
                    choice = "false")
            boolean coarseLabels) {}

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                "alignment/retrieval",
                "1.0.0",
                "Retrieval of pairs",
                "do unseen pairs find each other?",
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
        String own = trial.name();
        for (long seed : trial.trainings()) {
            if (trial.pro()) {
                double[] hits = tally.level(own, pairs.hits(pairs.fit(trial, trial.own(), seed)));
                tally.level("chance", pairs.chance());
                tally.rows(
                        "unseen pairs of " + pairs.words(),
                        "recall@10 minus twice its chance level",
                        hits,
                        Hits.all(hits.length, 2 * pairs.chance()),
                        pairs.test().groups());
            } else if (options.coarseLabels()) {
                Chosen<AlignmentMethod<?>> fit = trial.own(Map.of("falseNegatives", "GROUPS"));
                Labels coarse = pairs.train().labels();
                List<String> classes = IntStream.range(0, pairs.train().count())
                        .mapToObj(coarse::name)
                        .toList();
                AlignmentModel byClass = trial.fit(
                        fit,
                        pairs.leftOf(pairs.train()),
                        pairs.rightOf(pairs.train()),
                        Supervision.paired(),
                        classes,
                        seed);
                tally.rows(
                        "unseen pairs of " + pairs.words(),
                        "recall@10 with the groups as labels minus with the "
                                + coarse.classes().size() + " classes",
                        tally.level("groups as labels", pairs.hits(pairs.fit(trial, fit, seed))),
                        tally.level("classes as labels", pairs.hits(byClass)),
                        pairs.test().groups());
            } else {
                String rival = given.rival("alignment/contrastive");
                tally.rows(
                        "unseen pairs of " + pairs.words(),
                        "recall@10 of " + rival + " minus that of " + own,
                        tally.level(rival, pairs.hits(pairs.fit(trial, trial.alignment(rival, Map.of()), seed))),
                        tally.level(own, pairs.hits(pairs.fit(trial, trial.own(), seed))),
                        pairs.test().groups());
            }
        }
        return tally.outcome(trial.givenRows(), "Recall@10", "share of pairs");
    }
}
