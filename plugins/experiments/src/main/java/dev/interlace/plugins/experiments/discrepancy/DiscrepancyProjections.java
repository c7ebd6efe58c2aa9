package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Distance;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How far values of other directions lie apart, with 8 directions and with 256. */
public final class DiscrepancyProjections implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "discrepancy/projections",
                "1.0.0",
                "Directions",
                "do few directions make the value noisy?",
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
        SplittableRandom random = trial.draw("rows", 0);
        INDArray x = Matrices.tensor(Matrices.normal(random, 100, 64));
        INDArray y = Matrices.tensor(shifted(Matrices.normal(random, 100, 64)));
        int repeats = trial.repeats(30);
        double[][] values = new double[2][repeats];
        int[] counts = {8, 256};
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < repeats; i++) {
                values[c][i] = Distance.own(trial, Map.of("projections", counts[c], "seed", i))
                        .value(x, y);
            }
            tally.level(
                    counts[c] + " directions",
                    deviation(values[c], IntStream.range(0, repeats).toArray()));
        }
        tally.measured(given.effect(
                "two samples of 64 columns",
                "ln of the spread over seeds with 8 directions over that with 256",
                IntStream.range(0, repeats).mapToObj(i -> "repetition " + i).toList(),
                rows -> Math.log(deviation(values[0], rows) / deviation(values[1], rows))));
        return tally.outcome("drawn samples of 100 rows", "Spread of the value over seeds", "standard deviation");
    }

    private static double[][] shifted(double[][] rows) {
        return Matrices.rows(
                rows.length,
                i -> Arrays.stream(rows[i]).map(value -> value + 0.3).toArray());
    }

    private static double deviation(double[] values, int[] rows) {
        double mean = IntStream.of(rows).mapToDouble(i -> values[i]).average().orElse(0);
        double sum = IntStream.of(rows)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .sum();
        return Math.sqrt(Math.max(sum / rows.length, 1e-30));
    }
}
