package dev.interlace.plugins.experiments.fusion;

import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The spread over depth and width beyond that over seeds. */
public final class FusionDepth implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/depth",
                "1.0.0",
                "Design",
                "does the design move accuracy more than the seed does?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        List<Chosen<FusionMethod<?>>> designs = new ArrayList<>(List.of(trial.method()));
        designs = crossed(designs, "depth", 1, 3);
        designs = crossed(designs, trial.method().has("width") ? "width" : "hidden", 8, 128);
        designs = trial.method().has("heads") ? crossed(designs, "heads", 1, 4) : designs;
        if (designs.size() < 2) {
            throw new IllegalArgumentException(trial.id()
                    + ": fusion/depth turns the options depth, width or hidden, and heads; it has none of them");
        }
        Rows test = trial.test();
        double[][][] right = new double[designs.size()][trial.seeds().size()][];
        List<Chart.Group> bars = new ArrayList<>();
        List<String> names = designs.stream().map(Chosen::name).toList();
        for (int s = 0; s < trial.seeds().size(); s++) {
            double[] accuracy = new double[designs.size()];
            for (int d = 0; d < designs.size(); d++) {
                long seed = trial.seeds().get(s);
                right[d][s] = Matrices.right(trial.fit(designs.get(d), trial.train(), seed), test);
                accuracy[d] = Matrices.mean(right[d][s]);
            }
            bars.add(Chart.Group.of("seed " + trial.seeds().get(s), names, accuracy));
        }

        return trial.outcome(
                List.of(given.effect(
                        designs.size() + " designs",
                        "standard deviation of accuracy over designs minus that over seeds",
                        test.groups(),
                        rows -> spread(right, rows))),
                trial.givenRows(),
                new Chart.Bars("Accuracy of designs", "", "accuracy", bars));
    }

    private static List<Chosen<FusionMethod<?>>> crossed(
            List<Chosen<FusionMethod<?>>> designs, String option, int... values) {
        List<Chosen<FusionMethod<?>>> crossed = new ArrayList<>();
        for (Chosen<FusionMethod<?>> design : designs) {
            if (!design.has(option)) {
                return designs;
            }
            for (int value : values) {
                crossed.add(FusionTrial.with(design, Map.of(option, value)));
            }
        }
        return crossed;
    }

    private static double spread(double[][][] right, int[] rows) {
        double[] means = new double[right.length];
        double overSeeds = 0;
        for (int d = 0; d < right.length; d++) {
            double[] accuracy = Arrays.stream(right[d])
                    .mapToDouble(one -> Arrays.stream(rows)
                            .mapToDouble(row -> one[row])
                            .average()
                            .orElse(0))
                    .toArray();
            means[d] = Matrices.mean(accuracy);
            overSeeds += deviation(accuracy) / right.length;
        }
        return deviation(means) - overSeeds;
    }

    private static double deviation(double[] values) {
        double mean = Matrices.mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / (values.length - 1));
    }
}
