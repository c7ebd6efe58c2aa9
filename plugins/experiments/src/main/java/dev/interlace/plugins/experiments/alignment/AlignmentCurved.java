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
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One side is rolled up to a spiral: against CCA for a pro, against the straight side for a con. */
public final class AlignmentCurved implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/curved",
                "1.0.0",
                "Curved pairs",
                "are pairs found where one side is rolled up?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        String rival = given.rival("alignment/cca");
        Tally tally = new Tally(trial);
        String name = trial.name();
        for (int i = 0; i < trial.repeats(10); i++) {
            int repetition = i;
            double[][] flat = Matrices.rows(DrawnPairs.TRAIN + DrawnPairs.TEST, flat(trial.draw("rows", i))::get);
            Supplier<double[][]> rolled = () -> Matrices.rows(flat.length, row -> {
                double angle = 1.5 * Math.PI * (1 + 2 * flat[row][0]);
                return new double[] {angle * Math.cos(angle) / 5, angle * Math.sin(angle) / 5, flat[row][1]};
            });
            Pairs spiral = DrawnPairs.pairs(flat, rolled.get());
            double own = DrawnPairs.recall(trial, spiral, trial.own(), repetition);
            tally.level(name + ", spiral", own);
            if (trial.pro()) {
                double other = DrawnPairs.recall(trial, spiral, trial.alignment(rival, Map.of()), repetition);
                tally.level(rival + ", spiral", other);
                tally.repetition("a sheet and its spiral", "recall@10 minus that of " + rival, own - other);
            } else {
                double[][] turned = Matrices.times(flat, Matrices.turn(trial.draw("turn", i), 2));
                double straight = DrawnPairs.recall(trial, DrawnPairs.pairs(flat, turned), trial.own(), repetition);
                tally.level(name + ", straight", straight);
                tally.repetition(
                        "a sheet and its spiral", "recall@10 with a turned copy minus with the spiral", straight - own);
            }
        }
        return tally.outcome(
                "drawn sheets, " + DrawnPairs.TRAIN + " pairs to fit, " + DrawnPairs.TEST + " to find",
                "Recall@10",
                "share of pairs");
    }

    private static List<double[]> flat(SplittableRandom random) {
        return IntStream.range(0, DrawnPairs.TRAIN + DrawnPairs.TEST)
                .mapToObj(row -> new double[] {random.nextDouble(), 2 * random.nextDouble() - 1})
                .toList();
    }
}
