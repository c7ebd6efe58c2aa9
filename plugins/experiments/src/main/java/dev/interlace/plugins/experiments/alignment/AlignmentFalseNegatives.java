package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Supervision;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Every pair several times, as a caption with several pictures: what masking adds for a con, what InfoNCE loses beyond
 * it for a pro.
 */
public final class AlignmentFalseNegatives implements Experiment<NoOptions> {
    /** How often a pair stands among the training pairs that have look-alikes. */
    private static final int COPIES = 4;

    /** The towers' own number of passes. */
    private static final int EPOCHS = 40;

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/false-negatives",
                "1.0.0",
                "False negatives",
                "what do look-alikes among the pairs cost?",
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
        int[] repeated = IntStream.range(0, COPIES * pairs.train().count())
                .map(i -> i / COPIES)
                .toArray();
        Alike alike = new Alike(
                pairs.leftOf(pairs.train()).rows(repeated),
                pairs.rightOf(pairs.train()).rows(repeated),
                IntStream.of(repeated).mapToObj(pairs.train().groups()::get).toList());
        String name = trial.name();
        for (long seed : trial.trainings()) {
            Map<String, Object> shorter = new HashMap<>(trial.own().options());
            int epochs = shorter.get("epochs") instanceof Integer own && own > 0 ? own : EPOCHS;
            shorter.put("epochs", Math.max(1, epochs / COPIES)); // as many steps as with the pairs once
            Chosen<AlignmentMethod<?>> once = trial.own();
            Chosen<AlignmentMethod<?>> often = trial.towers(shorter);
            double[] unmasked = tally.level(name + ", look-alikes", pairs.hits(alike.fit(trial, often, seed)));
            if (trial.pro()) {
                Chosen<AlignmentMethod<?>> rival = trial.towers(without(once.options()));
                Chosen<AlignmentMethod<?>> rivalOften = trial.towers(without(shorter));
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
                                pairs.hits(alike.fit(trial, trial.towers(masked), seed))),
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
        return tally.outcome(trial.givenRows(), "Recall@10", "share of pairs");
    }

    /** Pairs several times. */
    private record Alike(Features left, Features right, List<String> groups) {
        AlignmentModel fit(AlignmentTrial trial, Chosen<AlignmentMethod<?>> fit, long seed) {
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
}
