package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Distance;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Halves of one sample, and two sides that look different: whether the value says so by itself. */
public final class DiscrepancyC2stScale implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "discrepancy/c2st-scale",
                "1.0.0",
                "Scale of the value",
                "does the value say by itself whether two samples differ?",
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
        Distance own = Distance.own(trial, Map.of());
        int rows = pairs.train().count();
        for (int i = 0; i < trial.repeats(5); i++) {
            int[] order = new SeedSource(trial.seed() + i).split("halves").permutation(rows);
            int[] first = IntStream.of(order).limit(rows / 2).toArray();
            int[] second = IntStream.of(order).skip(rows / 2).toArray();
            INDArray left = pairs.leftOf(pairs.train()).rows(first).values();
            double same =
                    own.value(left, pairs.leftOf(pairs.train()).rows(second).values());
            double other =
                    own.value(left, pairs.rightOf(pairs.train()).rows(second).values());
            tally.level("halves of one side", same);
            tally.level("the two sides", other);
            tally.repetition(
                    "halves of " + pairs.left(),
                    "0.1 minus the distance of the value from 0.5",
                    0.1 - Math.abs(same - 0.5));
            tally.repetition(pairs.words(), "value minus 0.9", other - 0.9);
        }
        return tally.outcome(rows + " training rows of " + pairs.train().datasetId(), "Value", "value");
    }
}
