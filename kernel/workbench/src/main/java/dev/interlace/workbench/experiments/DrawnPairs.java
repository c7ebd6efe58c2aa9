package dev.interlace.workbench.experiments;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.models.AlignmentHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Retrieval of pairs that are drawn to have one structure. */
final class DrawnPairs {
    private static final int TRAIN = 300;
    private static final int TEST = 200;
    private static final int KNOWN = 30;

    private DrawnPairs() {}

    /** Both sides hold four shared columns of spread 0.3 and ten of their own of spread 3, turned: against CCA. */
    static Outcome smallSpread(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        String name = trial.subject().name();
        for (int i = 0; i < trial.repeats(10); i++) {
            SplittableRandom random = trial.draw("rows", i);
            double[][] shared = scaled(Matrices.normal(random, TRAIN + TEST, 4), 0.3);
            double[][][] sides = new double[2][][];
            for (int s = 0; s < 2; s++) {
                double[][] own = scaled(Matrices.normal(random, TRAIN + TEST, 10), 3);
                sides[s] = Matrices.times(
                        Matrices.beside(
                                shared, Matrices.beside(own, scaled(Matrices.normal(random, TRAIN + TEST, 2), 0.05))),
                        Matrices.turn(random, 16));
            }
            Pairs pairs = pairs(sides[0], sides[1]);
            double rival = recall(trial, pairs, trial.alignment("alignment/cca", Map.of()), i);
            double own = recall(trial, pairs, trial.own(), i);
            tally.level("alignment/cca", rival);
            tally.level(name, own);
            tally.repetition(
                    "what is shared has a tenth of the spread",
                    "recall@10 of alignment/cca minus that of " + name,
                    rival - own);
        }
        return tally.outcome(
                "drawn rows of 16 columns, " + TRAIN + " pairs to fit, " + TEST + " to find",
                "Recall@10",
                "share of pairs");
    }

    /** One side is rolled up to a spiral: against CCA for a pro, against the straight side for a con. */
    static Outcome curved(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        String name = trial.subject().name();
        for (int i = 0; i < trial.repeats(10); i++) {
            int repetition = i;
            double[][] flat = Matrices.rows(TRAIN + TEST, flat(trial.draw("rows", i))::get);
            Supplier<double[][]> rolled = () -> Matrices.rows(flat.length, row -> {
                double angle = 1.5 * Math.PI * (1 + 2 * flat[row][0]);
                return new double[] {angle * Math.cos(angle) / 5, angle * Math.sin(angle) / 5, flat[row][1]};
            });
            Pairs spiral = pairs(flat, rolled.get());
            double own = recall(trial, spiral, trial.own(), repetition);
            tally.level(name + ", spiral", own);
            if (trial.pro()) {
                double rival = recall(trial, spiral, trial.alignment("alignment/cca", Map.of()), repetition);
                tally.level("alignment/cca, spiral", rival);
                tally.repetition("a sheet and its spiral", "recall@10 minus that of alignment/cca", own - rival);
            } else {
                double[][] turned = Matrices.times(flat, Matrices.turn(trial.draw("turn", i), 2));
                double straight = recall(trial, pairs(flat, turned), trial.own(), repetition);
                tally.level(name + ", straight", straight);
                tally.repetition(
                        "a sheet and its spiral", "recall@10 with a turned copy minus with the spiral", straight - own);
            }
        }
        return tally.outcome(
                "drawn sheets, " + TRAIN + " pairs to fit, " + TEST + " to find", "Recall@10", "share of pairs");
    }

    private static List<double[]> flat(SplittableRandom random) {
        return IntStream.range(0, TRAIN + TEST)
                .mapToObj(row -> new double[] {random.nextDouble(), 2 * random.nextDouble() - 1})
                .toList();
    }

    private static double[][] scaled(double[][] rows, double factor) {
        return Matrices.rows(
                rows.length, i -> Arrays.stream(rows[i]).map(x -> factor * x).toArray());
    }

    private static Pairs pairs(double[][] left, double[][] right) {
        Encoded all = Matrices.pairs(left, right);
        return new Pairs(
                all.rows(IntStream.range(0, TRAIN).toArray()),
                all.rows(IntStream.range(TRAIN, TRAIN + TEST).toArray()),
                "left",
                "right");
    }

    /** The recall of a method; one that asks for seeds gets some of the pairs, and all rows. */
    private static double recall(AlignmentTrial trial, Pairs pairs, AlignmentHandle fit, long seed) {
        return Inquiry.mean(pairs.hits(
                fit.found().plugin().id().equals("alignment/manifold")
                        ? withSeeds(trial, pairs, fit, KNOWN, seed)
                        : pairs.fit(trial, fit, seed)));
    }

    /** A model of all rows of which the first few are known as pairs. */
    static AlignmentModel withSeeds(AlignmentTrial trial, Pairs pairs, AlignmentHandle fit, int known, long seed) {
        int[] rows = trial.random("known", seed).permutation(pairs.train().rows());
        int[] some = IntStream.of(rows).limit(known).toArray();
        return trial.fit(
                fit,
                pairs.leftOf(pairs.train()),
                pairs.rightOf(pairs.train()),
                Supervision.seeds(some, some),
                pairs.train().groups(),
                seed);
    }
}
