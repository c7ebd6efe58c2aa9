package dev.interlace.workbench.experiments;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.models.AlignmentHandle;
import dev.interlace.workbench.models.DiscrepancyHandle;
import dev.interlace.workbench.models.LossHandle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What can be had without pairs, and what cannot. */
final class Unpaired {
    private static final int KNOWN = 100;

    private Unpaired() {}

    /** Fitted on rows that do not belong together: how far apart unseen rows are, and whether a test still sees it. */
    static Outcome distributions(AlignmentTrial trial) {
        Pairs pairs = Pairs.equallyWide(trial);
        Tally tally = new Tally(trial);
        DiscrepancyHandle mmd = trial.lab().discrepancy("discrepancy/mmd");
        for (int i = 0; i < trial.repeats(5); i++) {
            Halves train = Halves.of(trial, pairs.train(), i);
            Halves test = Halves.of(trial, pairs.test(), i);
            AlignmentModel model = unpaired(
                    trial,
                    trial.own(),
                    pairs.leftOf(train.first),
                    pairs.rightOf(train.second),
                    trial.subject().seed() + i);
            INDArray left = pairs.leftOf(test.first).values();
            INDArray right = pairs.rightOf(test.second).values();
            INDArray moved = model.embed(Side.LEFT, pairs.leftOf(test.first));
            INDArray target = model.embed(Side.RIGHT, pairs.rightOf(test.second));
            double before = mmd.value(left, right);
            double after = mmd.value(moved, target);
            tally.level("before", before);
            tally.level("after", after);
            String rows = "unseen rows of " + pairs.words();
            tally.repetition(
                    rows + ", fall",
                    "share of the squared maximum mean discrepancy that goes, minus 0.5",
                    1 - after / before - 0.5);
            tally.repetition(
                    rows + ", level",
                    "p of a test of equal distributions after the map minus 0.05",
                    trial.p(mmd, moved, target, i) - AlignmentTrial.LEVEL);
        }
        return tally.outcome(trial.given(), "Squared maximum mean discrepancy of unseen rows", "unbiased estimate");
    }

    /**
     * Fitted without pairs: that the partner is not found. For equal widths the left columns stand in another order.
     */
    static Outcome retrieval(AlignmentTrial trial) {
        Pairs pairs = Pairs.fitting(trial);
        Tally tally = new Tally(trial);
        boolean alike = pairs.leftOf(pairs.test()).width()
                == pairs.rightOf(pairs.test()).width();
        for (long seed : trial.trainings()) {
            Pairs mixed = alike ? reordered(trial, pairs, seed) : pairs;
            Halves train = Halves.of(trial, mixed.train(), seed);
            AlignmentModel model =
                    unpaired(trial, trial.own(), mixed.leftOf(train.first), mixed.rightOf(train.second), seed);
            double[] hits = tally.level(trial.subject().name(), mixed.hits(model));
            tally.level("chance", pairs.chance());
            tally.rows(
                    pairs.words() + (alike ? ", columns of the left in another order" : ""),
                    "twice the chance level of recall@10 minus recall@10",
                    Hits.all(hits.length, 2 * pairs.chance()),
                    hits,
                    pairs.test().groups());
        }
        return tally.outcome(trial.given(), "Recall@10 without pairs", "share of pairs");
    }

    private static Pairs reordered(AlignmentTrial trial, Pairs pairs, long seed) {
        int width = pairs.leftOf(pairs.test()).width();
        int[] order = trial.random("columns", seed).permutation(width);
        return new Pairs(
                pairs.train().with(reordered(pairs.leftOf(pairs.train()), order)),
                pairs.test().with(reordered(pairs.leftOf(pairs.test()), order)),
                pairs.left(),
                pairs.right());
    }

    private static Features reordered(Features features, int[] order) {
        double[][] rows = Rows.matrix(features.values());
        return Matrices.features(
                features.modality().name(),
                Matrices.rows(
                        rows.length,
                        i -> Arrays.stream(order).mapToDouble(c -> rows[i][c]).toArray()));
    }

    private static AlignmentModel unpaired(
            AlignmentTrial trial, AlignmentHandle fit, Features left, Features right, long seed) {
        return trial.fit(fit, left, right, Supervision.unpaired(), List.of(), seed);
    }

    /** That a loss is the same when the right rows are shuffled. */
    static Outcome shuffled(AlignmentTrial trial) {
        Pairs pairs = Pairs.equallyWide(trial);
        Tally tally = new Tally(trial);
        LossHandle loss = trial.lab().loss(trial.subject().id(), trial.subject().options());
        LossHandle contrast = trial.lab().loss("loss/infonce");
        INDArray left = pairs.leftOf(pairs.test()).values();
        double whole = loss.value(left, pairs.rightOf(pairs.test()).values());
        double other = contrast.value(left, pairs.rightOf(pairs.test()).values());
        for (int i = 0; i < trial.repeats(10); i++) {
            int[] order = trial.random("order", i).permutation(pairs.test().rows());
            INDArray right = pairs.rightOf(pairs.test()).rows(order).values();
            double change = Math.abs(loss.value(left, right) / whole - 1);
            tally.level(trial.subject().name(), change);
            tally.level("loss/infonce", Math.abs(contrast.value(left, right) / other - 1));
            tally.run("right rows shuffled", "1e-4 minus the share by which the loss changes", 1e-4 - change);
        }
        return tally.outcome(trial.given(), "Change of the loss when right rows are shuffled", "share of the loss");
    }

    /** A hundred pairs with all other rows beside them, against the hundred pairs alone. */
    static Outcome manifold(AlignmentTrial trial) {
        Pairs pairs = Pairs.of(trial);
        Tally tally = new Tally(trial);
        int known = trial.size(KNOWN);
        for (int i = 0; i < trial.repeats(3); i++) {
            int[] rows = trial.random("known", i).permutation(pairs.train().rows());
            Encoded few = pairs.train().rows(IntStream.of(rows).limit(known).toArray());
            Pairs alone = new Pairs(few, pairs.test(), pairs.left(), pairs.right());
            tally.rows(
                    known + " pairs of " + pairs.words(),
                    "recall@10 with all " + pairs.train().rows() + " rows minus with the pairs alone",
                    tally.level("all rows", pairs.hits(DrawnPairs.withSeeds(trial, pairs, trial.own(), known, i))),
                    tally.level("pairs alone", pairs.hits(DrawnPairs.withSeeds(trial, alone, trial.own(), known, i))),
                    pairs.test().groups());
        }
        return tally.outcome(trial.given(), "Recall@10", "share of pairs");
    }

    /** Two halves of rows, drawn. */
    private record Halves(Encoded first, Encoded second) {
        static Halves of(AlignmentTrial trial, Encoded rows, long seed) {
            int[] order = trial.random("halves of " + rows.rows(), seed).permutation(rows.rows());
            return new Halves(
                    rows.rows(Arrays.copyOf(order, rows.rows() / 2)),
                    rows.rows(Arrays.copyOfRange(order, rows.rows() / 2, rows.rows())));
        }
    }
}
