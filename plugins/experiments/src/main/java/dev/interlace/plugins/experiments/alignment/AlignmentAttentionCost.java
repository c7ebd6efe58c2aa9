package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Seconds of comparing all pairs, against one vector per sample. */
public final class AlignmentAttentionCost implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/attention-cost",
                "1.1.0",
                "Cost of attention",
                "how much longer does comparing all pairs take than with one vector per sample?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Pairs pairs = Pairs.tokens(trial);
        String id = given.rival("alignment/contrastive");
        Tally tally = new Tally(trial);
        Chosen<AlignmentMethod<?>> rival = trial.alignment(id, Map.of("epochs", 1));
        Rows few = pairs.some(trial, 100, 0);
        AlignmentModel[] models = {
            pairs.fit(trial, trial.own(Map.of("epochs", 1)), few, 0), pairs.fit(trial, rival, few, 0)
        };
        for (AlignmentModel model : models) {
            seconds(model, pairs); // compiled before it is timed
        }
        for (int i = 0; i < trial.repeats(7); i++) {
            boolean swapped = i % 2 == 1;
            double first = seconds(models[swapped ? 1 : 0], pairs);
            double second = seconds(models[swapped ? 0 : 1], pairs);
            double own = swapped ? second : first;
            double other = swapped ? first : second;
            tally.level(trial.name(), own);
            tally.level(id, other);
            tally.timing(
                    "all pairs of the test rows",
                    "ln of seconds, " + trial.name() + " over " + id,
                    Math.log(own / other),
                    "ln of a ratio");
        }
        return tally.outcome(trial.givenRows(), "Comparing all pairs", "seconds");
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
