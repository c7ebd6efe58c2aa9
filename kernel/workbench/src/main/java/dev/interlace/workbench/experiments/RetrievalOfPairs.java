package dev.interlace.workbench.experiments;

import dev.interlace.learn.Csls;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.models.AlignmentHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whether pairs that a method has not seen find each other: alone, with few pairs, in small batches, without pairs at
 * all.
 */
final class RetrievalOfPairs {
    private static final int FEW = 50;
    private static final double TINY_RIDGE = 1e-9;

    private RetrievalOfPairs() {}

    /** Far above chance for a pro; below a rival for a con. */
    static Outcome retrieval(AlignmentTrial trial) {
        Pairs pairs = Pairs.fitting(trial);
        Tally tally = new Tally(trial);
        String own = trial.subject().name();
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
            } else if (trial.subject().id().equals("loss/supcon")) {
                AlignmentHandle fit = trial.own(Map.of("falseNegatives", "GROUPS"));
                Labels coarse = pairs.train().labels();
                List<String> classes = IntStream.range(0, pairs.train().rows())
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
                String rival = own.startsWith("alignment/procrustes") ? "alignment/ridge" : "alignment/contrastive";
                tally.rows(
                        "unseen pairs of " + pairs.words(),
                        "recall@10 of " + rival + " minus that of " + own,
                        tally.level(rival, pairs.hits(pairs.fit(trial, trial.alignment(rival, Map.of()), seed))),
                        tally.level(own, pairs.hits(pairs.fit(trial, trial.own(), seed))),
                        pairs.test().groups());
            }
        }
        return tally.outcome(trial.given(), "Recall@10", "share of pairs");
    }

    /**
     * For a con: how much of the recall of few fitted pairs is lost on unseen ones. For a pro: recall of unseen pairs
     * against a rival.
     */
    static Outcome pairsNeeded(AlignmentTrial trial) {
        Pairs pairs = Pairs.fitting(trial);
        Tally tally = new Tally(trial);
        AlignmentHandle own = trial.own();
        String name = trial.subject().name();
        if (trial.pro()) {
            String rival = name.startsWith("alignment/pls") ? "alignment/cca" : "alignment/ridge";
            Map<String, Object> options = rival.equals("alignment/cca") ? Map.of("ridge", TINY_RIDGE) : Map.of();
            for (int i = 0; i < trial.repeats(5); i++) {
                Encoded few = pairs.some(trial, FEW, i);
                tally.rows(
                        FEW + " pairs of " + pairs.words(),
                        "recall@10 of unseen pairs minus that of " + rival
                                + (options.isEmpty() ? "" : " without a ridge"),
                        tally.level(name, pairs.hits(pairs.fit(trial, own, few, i))),
                        tally.level(rival, pairs.hits(pairs.fit(trial, trial.alignment(rival, options), few, i))),
                        pairs.test().groups());
            }
            return tally.outcome(trial.given(), "Recall@10 after " + FEW + " pairs", "share of pairs");
        }
        AlignmentHandle bare = trial.own(Map.of("ridge", TINY_RIDGE));
        for (int i = 0; i < trial.repeats(10); i++) {
            Encoded few = pairs.some(trial, FEW, i);
            int[] order = trial.random("unseen", i).permutation(pairs.test().rows());
            Encoded unseen =
                    pairs.test().rows(IntStream.of(order).limit(few.rows()).toArray());
            for (AlignmentHandle fit : List.of(bare, own)) {
                String how = fit.equals(own) ? "by default" : "without a ridge";
                AlignmentModel model = pairs.fit(trial, fit, few, i);
                double seen = Inquiry.mean(Hits.both(model.similarity(pairs.leftOf(few), pairs.rightOf(few)), 1));
                double other =
                        Inquiry.mean(Hits.both(model.similarity(pairs.leftOf(unseen), pairs.rightOf(unseen)), 1));
                tally.level(how + ", fitted pairs", seen);
                tally.level(how + ", unseen pairs", other);
                tally.repetition(
                        FEW + " pairs, " + how,
                        "recall@1 of the fitted pairs minus that of as many unseen ones, minus 0.5",
                        seen - other - 0.5);
            }
        }
        return tally.outcome(trial.given(), "Recall@1 after " + FEW + " pairs", "share of pairs");
    }

    /** How much recall is lost from batches of 256 to batches of 16, against InfoNCE. */
    static Outcome smallBatches(AlignmentTrial trial) {
        Pairs pairs = Pairs.of(trial);
        Tally tally = new Tally(trial);
        for (long seed : trial.trainings()) {
            double[] own = loss(
                    trial, pairs, tally, trial.subject().name(), trial.own().options(), seed);
            double[] other = loss(trial, pairs, tally, "loss/infonce", Map.of(), seed);
            tally.rows(
                    "batches of 16 in place of 256",
                    "recall@10 lost by InfoNCE minus that lost by it",
                    other,
                    own,
                    pairs.test().groups());
        }
        return tally.outcome(trial.given(), "Recall@10", "share of pairs");
    }

    private static double[] loss(
            AlignmentTrial trial, Pairs pairs, Tally tally, String name, Map<String, ?> options, long seed) {
        double[][] hits = new double[2][];
        int[] sizes = {256, 16};
        for (int i = 0; i < 2; i++) {
            Map<String, Object> all = new HashMap<>(options);
            all.put("batchSize", sizes[i]);
            hits[i] = tally.level(
                    name + ", batches of " + sizes[i],
                    pairs.hits(pairs.fit(trial, trial.alignment("alignment/contrastive", all), seed)));
        }
        return IntStream.range(0, hits[0].length)
                .mapToDouble(row -> hits[0][row] - hits[1][row])
                .toArray();
    }

    /** What correcting for hubs adds. */
    static Outcome hubness(AlignmentTrial trial) {
        Pairs pairs = Pairs.fitting(trial);
        Tally tally = new Tally(trial);
        AlignmentModel model = pairs.fit(trial, trial.own(), trial.subject().seed());
        INDArray similarity = model.similarity(pairs.leftOf(pairs.test()), pairs.rightOf(pairs.test()));
        INDArray corrected = Csls.of(similarity, Pairs.NEAREST);
        for (int k : new int[] {1, Pairs.NEAREST}) {
            tally.rows(
                    "recall@" + k,
                    "recall@" + k + " with CSLS minus without",
                    tally.level("recall@" + k + " with CSLS", Hits.both(corrected, k)),
                    tally.level("recall@" + k, Hits.both(similarity, k)),
                    pairs.test().groups());
        }
        return tally.outcome(trial.given(), "Recall", "share of pairs");
    }
}
