package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** How much recall is lost from batches of 256 to batches of 16, against InfoNCE. */
public final class AlignmentSmallBatches implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/small-batches",
                "1.0.0",
                "Small batches",
                "how much recall is lost in small batches?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Pairs pairs = Pairs.of(trial);
        Tally tally = new Tally(trial);
        for (long seed : trial.trainings()) {
            double[] own = loss(trial, pairs, tally, trial.name(), trial.own().options(), seed);
            double[] other = loss(trial, pairs, tally, "loss/infonce", Map.of(), seed);
            tally.rows(
                    "batches of 16 in place of 256",
                    "recall@10 lost by InfoNCE minus that lost by it",
                    other,
                    own,
                    pairs.test().groups());
        }
        return tally.outcome(trial.givenRows(), "Recall@10", "share of pairs");
    }

    private static double[] loss(
            AlignmentTrial trial, Pairs pairs, Tally tally, String name, Map<String, ?> options, long seed) {
        double[][] hits = new double[2][];
        int[] sizes = {256, 16};
        for (int i = 0; i < 2; i++) {
            Map<String, Object> all = new HashMap<>(options);
            all.put("batchSize", sizes[i]);
            hits[i] = tally.level(
                    name + ", batches of " + sizes[i], pairs.hits(pairs.fit(trial, trial.towers(all), seed)));
        }
        return IntStream.range(0, hits[0].length)
                .mapToDouble(row -> hits[0][row] - hits[1][row])
                .toArray();
    }
}
