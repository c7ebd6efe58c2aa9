package dev.interlace.plugins.experiments.dependence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import java.util.SplittableRandom;

/** The largest value over bandwidths over the smallest. */
public final class DependenceBandwidth implements Experiment<NoOptions> {
    private static final int ROWS = 60;

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "dependence/bandwidth",
                "1.0.0",
                "Bandwidth",
                "how far does the value depend on the bandwidth?",
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
        for (int i = 0; i < trial.repeats(20); i++) {
            SplittableRandom random = trial.draw("rows", i);
            double[][] x = Matrices.normal(random, ROWS, 2);
            double[][] noise = Matrices.normal(random, ROWS, 2);
            double[][] y = Matrices.rows(ROWS, row -> new double[] {x[row][0] + 0.5 * noise[row][0], noise[row][1]});
            double most = 0;
            double least = Double.POSITIVE_INFINITY;
            for (double scale : new double[] {0.3, 1, 3, 10}) {
                double value = Measure.own(trial, Map.of("bandwidthScale", scale))
                        .value(Matrices.tensor(x), Matrices.tensor(y));
                tally.level(scale + " of the median distance", value);
                most = Math.max(most, value);
                least = Math.min(least, Math.max(value, 1e-12));
            }
            tally.repetition(
                    "bandwidths of 0.3 to 10 median distances",
                    "ln of the largest value over the smallest, minus ln 2",
                    Math.log(most / least) - Math.log(2));
        }
        return tally.outcome("drawn dependent rows, 20 times", "Value", "value");
    }
}
