package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Distance;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Fitted on rows that do not belong together: how far apart unseen rows are, and whether a test still sees it. */
public final class AlignmentUnpaired implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/unpaired",
                "1.0.0",
                "Distributions without pairs",
                "do distributions agree after a map that saw no pairs?",
                NoOptions.class);
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
        Distance mmd = Distance.of(trial, "discrepancy/mmd", Map.of());
        for (int i = 0; i < trial.repeats(5); i++) {
            Halves train = Halves.of(trial, pairs.train(), i);
            Halves test = Halves.of(trial, pairs.test(), i);
            AlignmentModel model = Halves.fit(
                    trial, trial.own(), pairs.leftOf(train.first()), pairs.rightOf(train.second()), trial.seed() + i);
            INDArray left = pairs.leftOf(test.first()).values();
            INDArray right = pairs.rightOf(test.second()).values();
            INDArray moved = model.embed(Side.LEFT, pairs.leftOf(test.first()));
            INDArray target = model.embed(Side.RIGHT, pairs.rightOf(test.second()));
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
                    mmd.p(trial, moved, target, i) - Distance.LEVEL);
        }
        return tally.outcome(trial.givenRows(), "Squared maximum mean discrepancy of unseen rows", "unbiased estimate");
    }
}
