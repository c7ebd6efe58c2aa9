package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Supervision;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Pairs that are drawn to have one structure, and the recall of a method on them. */
final class DrawnPairs {
    static final int TRAIN = 300;
    static final int TEST = 200;
    private static final int KNOWN = 30;

    private DrawnPairs() {}

    static double[][] scaled(double[][] rows, double factor) {
        return Matrices.rows(
                rows.length, i -> Arrays.stream(rows[i]).map(x -> factor * x).toArray());
    }

    static Pairs pairs(double[][] left, double[][] right) {
        Rows all = Matrices.pairs(left, right);
        return new Pairs(
                all.rows(IntStream.range(0, TRAIN).toArray()),
                all.rows(IntStream.range(TRAIN, TRAIN + TEST).toArray()),
                "left",
                "right");
    }

    /** The recall of a method; one that asks for seeds gets some of the pairs, and all rows. */
    static double recall(AlignmentTrial trial, Pairs pairs, Chosen<AlignmentMethod<?>> fit, long seed) {
        return Matrices.mean(pairs.hits(
                fit.method().descriptor().capabilities().contains(Capability.NEEDS_SEEDS)
                        ? withSeeds(trial, pairs, fit, KNOWN, seed)
                        : pairs.fit(trial, fit, seed)));
    }

    /** A model of all rows of which the first few are known as pairs. */
    static AlignmentModel withSeeds(
            AlignmentTrial trial, Pairs pairs, Chosen<AlignmentMethod<?>> fit, int known, long seed) {
        int[] rows = trial.permutation("known", seed, pairs.train().count());
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
