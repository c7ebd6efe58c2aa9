package dev.interlace.plugins.experiments.fusion;

import dev.interlace.plugins.experiments.Effects;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.List;
import java.util.Map;

/** An interaction of full rank at the smallest and a large value of the option that bounds what the method can hold. */
public final class FusionCapacity implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/capacity",
                "1.0.0",
                "Capacity",
                "does accuracy depend on the rank or width that the method allows?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        String option = List.of("rank", "sketch", "factor", "hidden").stream()
                .filter(name -> trial.method().has(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(trial.id()
                        + ": fusion/capacity turns the option rank, sketch, factor or hidden, and it has none"));
        double[] sizes = option.equals("sketch") ? new double[] {4, 32, 256} : new double[] {1, 4, 16};
        double[] accuracy = new double[sizes.length];
        Effects effects = new Effects();
        for (long seed : trial.seeds()) {
            Draws draws = Draws.fullRank(trial.random("rows", seed));
            double[][] right = new double[sizes.length][];
            for (int i = 0; i < sizes.length; i++) {
                Chosen<FusionMethod<?>> fit = FusionTrial.with(trial.method(), Map.of(option, (int) sizes[i]));
                right[i] = Matrices.right(trial.fit(fit, draws.train(), seed), draws.test());
                accuracy[i] += Matrices.mean(right[i]) / trial.seeds().size();
            }
            effects.add(draws.test(), "seed " + seed + " ", right[sizes.length - 1], right[0]);
        }
        String measure = "accuracy at " + option + " " + (int) sizes[sizes.length - 1] + " minus at " + (int) sizes[0];
        return trial.outcome(
                List.of(trial.effect("an interaction of rank 6", measure, effects)),
                "drawn rows, two classes, chance 0.5",
                new Chart.Lines("Accuracy", option, "accuracy", List.of(Chart.Line.of(trial.id(), sizes, accuracy))));
    }
}
