package dev.interlace.workbench.experiments;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.models.AlignmentHandle;
import dev.interlace.workbench.models.FusionHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What towers that are trained by contrast do with look-alikes and with few labels. */
final class Towers {
    /** How often a pair stands among the training pairs that have look-alikes. */
    private static final int COPIES = 4;

    /** The towers' own number of passes. */
    private static final int EPOCHS = 40;

    private static final int LABELS = 3;

    private Towers() {}

    /**
     * Every pair several times, as a caption with several pictures: what masking adds for a con, what InfoNCE loses
     * beyond it for a pro.
     */
    static Outcome falseNegatives(AlignmentTrial trial) {
        Pairs pairs = Pairs.of(trial);
        Tally tally = new Tally(trial);
        int[] repeated = IntStream.range(0, COPIES * pairs.train().rows())
                .map(i -> i / COPIES)
                .toArray();
        Alike alike = new Alike(
                pairs.leftOf(pairs.train()).rows(repeated),
                pairs.rightOf(pairs.train()).rows(repeated),
                IntStream.of(repeated).mapToObj(pairs.train().groups()::get).toList());
        String name = trial.subject().name();
        for (long seed : trial.trainings()) {
            Map<String, Object> shorter = new HashMap<>(trial.own().options());
            int epochs = shorter.get("epochs") instanceof Integer given ? given : EPOCHS;
            shorter.put("epochs", Math.max(1, epochs / COPIES)); // as many steps as with the pairs once
            AlignmentHandle once = trial.own();
            AlignmentHandle often = trial.alignment("alignment/contrastive", shorter);
            double[] unmasked = tally.level(name + ", look-alikes", pairs.hits(alike.fit(trial, often, seed)));
            if (trial.pro()) {
                AlignmentHandle rival = trial.alignment("alignment/contrastive", without(once.options()));
                AlignmentHandle rivalOften = trial.alignment("alignment/contrastive", without(shorter));
                double[] own =
                        minus(tally.level(name + ", pairs once", pairs.hits(pairs.fit(trial, once, seed))), unmasked);
                double[] other = minus(
                        tally.level("InfoNCE, pairs once", pairs.hits(pairs.fit(trial, rival, seed))),
                        tally.level("InfoNCE, look-alikes", pairs.hits(alike.fit(trial, rivalOften, seed))));
                tally.rows(
                        "every pair " + COPIES + " times",
                        "recall@10 that look-alikes cost InfoNCE minus what they cost it",
                        other,
                        own,
                        pairs.test().groups());
            } else {
                Map<String, Object> masked = new HashMap<>(shorter);
                masked.put("falseNegatives", "SAME_LEFT");
                tally.rows(
                        "every pair " + COPIES + " times",
                        "recall@10 with look-alikes masked minus without",
                        tally.level(
                                name + ", look-alikes masked",
                                pairs.hits(alike.fit(trial, trial.alignment("alignment/contrastive", masked), seed))),
                        unmasked,
                        pairs.test().groups());
                tally.rows(
                        "the pairs as given",
                        "recall@10 with pairs of one group masked minus without",
                        tally.level(
                                name + ", groups masked",
                                pairs.hits(pairs.fit(trial, trial.own(Map.of("falseNegatives", "GROUPS")), seed))),
                        tally.level(name + ", pairs once", pairs.hits(pairs.fit(trial, once, seed))),
                        pairs.test().groups());
            }
        }
        return tally.outcome(trial.given(), "Recall@10", "share of pairs");
    }

    /** Pairs several times. */
    private record Alike(Features left, Features right, List<String> groups) {
        AlignmentModel fit(AlignmentTrial trial, AlignmentHandle fit, long seed) {
            return trial.fit(fit, left, right, Supervision.paired(), groups, seed);
        }
    }

    private static Map<String, Object> without(Map<String, ?> options) {
        Map<String, Object> rest = new HashMap<>(options);
        rest.remove("loss");
        return rest;
    }

    private static double[] minus(double[] high, double[] low) {
        return IntStream.range(0, high.length)
                .mapToDouble(row -> high[row] - low[row])
                .toArray();
    }

    /** A linear classifier on a few labels per class, on the embedding of a side and on its features. */
    static Outcome labelEfficiency(AlignmentTrial trial) {
        Pairs pairs = Pairs.of(trial);
        Tally tally = new Tally(trial);
        AlignmentHandle fit =
                trial.own(trial.subject().id().equals("loss/supcon") ? Map.of("falseNegatives", "GROUPS") : Map.of());
        FusionHandle classifier = trial.lab().fusion("fusion/early", Map.of("hidden", 0));
        for (long seed : trial.trainings()) {
            AlignmentModel model = pairs.fit(trial, fit, seed);
            int[] labelled = labelled(
                    pairs.train().labels(),
                    trial.random("labels", seed).permutation(pairs.train().rows()));
            for (Side side : Side.values()) {
                String name = side == Side.LEFT ? pairs.left() : pairs.right();
                Encoded train = pairs.train().rows(labelled).only(name);
                Encoded test = pairs.test().only(name);
                tally.rows(
                        LABELS + " labels per class, " + name,
                        "accuracy of a linear classifier on the embedding minus on the features",
                        tally.level(
                                name + ", embedding",
                                right(
                                        trial,
                                        classifier,
                                        embedded(model, side, train, name),
                                        embedded(model, side, test, name),
                                        seed)),
                        tally.level(name + ", features", right(trial, classifier, train, test, seed)),
                        test.groups());
            }
        }
        return tally.outcome(trial.given(), "Accuracy with " + LABELS + " labels per class", "accuracy");
    }

    private static Encoded embedded(AlignmentModel model, Side side, Encoded rows, String name) {
        return rows.with(Features.vector(name, model.embed(side, rows.get(name))));
    }

    private static double[] right(
            AlignmentTrial trial, FusionHandle classifier, Encoded train, Encoded test, long seed) {
        FusionModel model = classifier.fit(
                train.batch(), train.labels(), trial.context(seed).grouped(train.groups()));
        return Trial.right(model, test);
    }

    private static int[] labelled(Labels labels, int[] order) {
        int[] taken = new int[labels.classes().size()];
        List<Integer> chosen = new ArrayList<>();
        for (int row : order) {
            if (taken[labels.get(row)]++ < LABELS) {
                chosen.add(row);
            }
        }
        return chosen.stream().mapToInt(row -> row).toArray();
    }
}
