package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import java.util.SplittableRandom;

/** Both sides hold four shared columns of spread 0.3 and ten of their own of spread 3, turned: against CCA. */
public final class AlignmentSmallSpread implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/small-spread",
                "1.0.0",
                "Small spread",
                "is what both sides share found where it has little spread?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        String rival = given.rival("alignment/cca");
        String name = trial.name();
        for (int i = 0; i < trial.repeats(10); i++) {
            SplittableRandom random = trial.draw("rows", i);
            double[][] shared = DrawnPairs.scaled(Matrices.normal(random, DrawnPairs.TRAIN + DrawnPairs.TEST, 4), 0.3);
            double[][][] sides = new double[2][][];
            for (int s = 0; s < 2; s++) {
                double[][] own = DrawnPairs.scaled(Matrices.normal(random, DrawnPairs.TRAIN + DrawnPairs.TEST, 10), 3);
                sides[s] = Matrices.times(
                        Matrices.beside(
                                shared,
                                Matrices.beside(
                                        own,
                                        DrawnPairs.scaled(
                                                Matrices.normal(random, DrawnPairs.TRAIN + DrawnPairs.TEST, 2), 0.05))),
                        Matrices.turn(random, 16));
            }
            Pairs pairs = DrawnPairs.pairs(sides[0], sides[1]);
            double theirs = DrawnPairs.recall(trial, pairs, trial.alignment(rival, Map.of()), i);
            double own = DrawnPairs.recall(trial, pairs, trial.own(), i);
            tally.level(rival, theirs);
            tally.level(name, own);
            tally.repetition(
                    "what is shared has a tenth of the spread",
                    "recall@10 of " + rival + " minus that of " + name,
                    theirs - own);
        }
        return tally.outcome(
                "drawn rows of 16 columns, " + DrawnPairs.TRAIN + " pairs to fit, " + DrawnPairs.TEST + " to find",
                "Recall@10",
                "share of pairs");
    }
}
