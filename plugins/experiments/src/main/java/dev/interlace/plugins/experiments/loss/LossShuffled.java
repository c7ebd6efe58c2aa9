package dev.interlace.plugins.experiments.loss;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.LossValue;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** That a loss is the same when the right rows are shuffled. */
public final class LossShuffled implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "loss/shuffled", "1.0.0", "Shuffled pairs", "is the loss of shuffled pairs the same?", NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Pairs pairs = Pairs.equallyWide(trial);
        Tally tally = new Tally(trial);
        LossValue loss = new LossValue(given.subject(AlignmentLoss.class), given.seed());
        String rival = given.rival("loss/infonce");
        LossValue contrast = new LossValue(given.method(AlignmentLoss.class, rival, Map.of()), given.seed());
        INDArray left = pairs.leftOf(pairs.test()).values();
        double whole = loss.value(left, pairs.rightOf(pairs.test()).values());
        double other = contrast.value(left, pairs.rightOf(pairs.test()).values());
        for (int i = 0; i < trial.repeats(10); i++) {
            int[] order = trial.permutation("order", i, pairs.test().count());
            INDArray right = pairs.rightOf(pairs.test()).rows(order).values();
            double change = Math.abs(loss.value(left, right) / whole - 1);
            tally.level(trial.name(), change);
            tally.level(rival, Math.abs(contrast.value(left, right) / other - 1));
            tally.run("right rows shuffled", "1e-4 minus the share by which the loss changes", 1e-4 - change);
        }
        return tally.outcome(trial.givenRows(), "Change of the loss when right rows are shuffled", "share of the loss");
    }
}
