package dev.interlace.workbench.experiments;

import dev.interlace.learn.Host;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.evaluation.AttentionFaithfulness;
import dev.interlace.workbench.models.AlignmentHandle;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What attention between two sequences shows, bears and costs. */
final class Attending {
    private static final int PADDING = 3;

    private Attending() {}

    /** Taking away what is attended most, against random places. */
    static Outcome deletion(AlignmentTrial trial) {
        Pairs pairs = Pairs.tokens(trial);
        Tally tally = new Tally(trial);
        AlignmentModel model = pairs.fit(trial, trial.own(), trial.subject().seed());
        AttentionFaithfulness found = trial.lab().faithfulness(model, pairs.test());
        tally.measured("places of " + pairs.right(), "area between random order and most attended first", found.area());
        tally.level("most attended first", found.area().value());
        tally.level("shuffled weights", found.control().value());
        return tally.outcome(trial.given(), "Area below the similarity in random order", "similarity");
    }

    /** Padding that holds noise: that it changes no similarity. */
    static Outcome padding(AlignmentTrial trial) {
        Pairs pairs = Pairs.tokens(trial);
        Tally tally = new Tally(trial);
        AlignmentModel model = pairs.fit(trial, trial.own(), trial.subject().seed());
        Features left = pairs.leftOf(pairs.test());
        Features right = pairs.rightOf(pairs.test());
        double[] before = Rows.doubles(model.similarity(left, right));
        for (int i = 0; i < trial.repeats(3); i++) {
            SplittableRandom random = trial.draw("padding", i);
            double[] after = Rows.doubles(model.similarity(padded(left, random), padded(right, random)));
            double largest = 0;
            for (int at = 0; at < after.length; at++) {
                largest = Math.max(largest, Math.abs(after[at] - before[at]));
            }
            tally.level("largest change", largest);
            tally.run(
                    PADDING + " further places of noise",
                    "1e-4 minus the largest change of a similarity",
                    1e-4 - largest);
        }
        return tally.outcome(trial.given(), "Largest change of a similarity", "similarity");
    }

    private static Features padded(Features features, SplittableRandom random) {
        int tokens = (int) features.values().size(1);
        int width = features.width();
        double[] old = Rows.doubles(features.values());
        float[] values = new float[features.rows() * (tokens + PADDING) * width];
        for (int at = 0; at < values.length; at++) {
            int row = at / ((tokens + PADDING) * width);
            int place = at / width % (tokens + PADDING);
            values[at] = (float)
                    (place < tokens ? old[(row * tokens + place) * width + at % width] : 10 * random.nextGaussian());
        }
        return Features.tokens(
                features.modality().name(),
                Host.tensor(DataType.FLOAT, values, features.rows(), tokens + PADDING, width),
                features.lengths(),
                features.presence());
    }

    /** Seconds of comparing all pairs, against one vector per sample. */
    static Outcome cost(AlignmentTrial trial) {
        Pairs pairs = Pairs.tokens(trial);
        Tally tally = new Tally(trial);
        AlignmentHandle rival = trial.alignment("alignment/contrastive", Map.of("epochs", 1));
        Encoded few = pairs.some(trial, 100, 0);
        AlignmentModel[] models = {
            pairs.fit(trial, trial.own(Map.of("epochs", 1)), few, 0), pairs.fit(trial, rival, few, 0)
        };
        for (AlignmentModel model : models) {
            seconds(model, pairs); // compiled before it is timed
        }
        for (int i = 0; i < trial.repeats(3); i++) {
            double own = seconds(models[0], pairs);
            double other = seconds(models[1], pairs);
            tally.level(trial.subject().name(), own);
            tally.level("alignment/contrastive", other);
            tally.run(
                    "all pairs of the test rows",
                    "ln of seconds, " + trial.subject().name() + " over alignment/contrastive",
                    Math.log(own / other));
        }
        return tally.outcome(trial.given(), "Comparing all pairs", "seconds");
    }

    private static double seconds(AlignmentModel model, Pairs pairs) {
        long start = System.nanoTime();
        INDArray similarity = model.similarity(pairs.leftOf(pairs.test()), pairs.rightOf(pairs.test()));
        if (similarity.isEmpty()) {
            throw new IllegalStateException("no similarity");
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
