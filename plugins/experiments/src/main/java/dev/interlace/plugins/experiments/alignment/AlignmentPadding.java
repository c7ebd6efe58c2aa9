package dev.interlace.plugins.experiments.alignment;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;

/** Padding that holds noise: that it changes no similarity. */
public final class AlignmentPadding implements Experiment<NoOptions> {
    private static final int PADDING = 3;

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/padding", "1.0.0", "Padding", "does padding change a similarity?", NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Pairs pairs = Pairs.tokens(trial);
        Tally tally = new Tally(trial);
        AlignmentModel model = pairs.fit(trial, trial.own(), trial.seed());
        Features left = pairs.leftOf(pairs.test());
        Features right = pairs.rightOf(pairs.test());
        double[] before = Host.doubles(model.similarity(left, right));
        for (int i = 0; i < trial.repeats(3); i++) {
            SplittableRandom random = trial.draw("padding", i);
            double[] after = Host.doubles(model.similarity(padded(left, random), padded(right, random)));
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
        return tally.outcome(trial.givenRows(), "Largest change of a similarity", "similarity");
    }

    private static Features padded(Features features, SplittableRandom random) {
        int tokens = (int) features.values().size(1);
        int width = features.width();
        double[] old = Host.doubles(features.values());
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
}
