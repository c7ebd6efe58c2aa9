package dev.interlace.plugins.experiments.fusion;

import dev.interlace.plugins.experiments.Effects;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.Arrays;
import java.util.List;

/** Training rows from few to all: against early fusion on the fewest. */
public final class FusionSampleSize implements Experiment<NoOptions> {
    private static final int FEWEST_ROWS = 20;
    private static final double[] SHARES = {0.05, 0.1, 0.25, 0.5, 1};

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/sample-size",
                "1.0.0",
                "Few training rows",
                "how accurate is it on few training rows?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        Rows all = trial.train();
        Rows test = trial.test();
        String rival = trial.rival();
        Effects few = new Effects();
        double[] sizes = Arrays.stream(SHARES)
                .map(share -> Math.min(all.count(), Math.max(FEWEST_ROWS, Math.round(share * all.count()))))
                .distinct()
                .toArray();
        double[] own = new double[sizes.length];
        double[] other = new double[sizes.length];
        for (long seed : trial.seeds()) {
            int[] order = trial.permutation("rows", seed, all.count());
            for (int i = 0; i < sizes.length; i++) {
                Rows train = all.rows(Arrays.copyOf(order, (int) sizes[i]));
                double[] first = Matrices.right(trial.fit(trial.method(), train, seed), test);
                double[] second = Matrices.right(trial.fit(trial.other(rival), train, seed), test);
                own[i] += Matrices.mean(first) / trial.seeds().size();
                other[i] += Matrices.mean(second) / trial.seeds().size();
                if (i == 0) {
                    few.add(test, "", trial.pro() ? first : second, trial.pro() ? second : first);
                }
            }
        }
        String id = trial.method().name();
        String measure = "accuracy of " + (trial.pro() ? id + " minus " + rival : rival + " minus " + id);
        return trial.outcome(
                List.of(trial.effect((int) sizes[0] + " training rows", measure, few)
                        .in(FusionTrial.ACCURACY)),
                trial.givenRows(),
                new Chart.Lines(
                        "Accuracy",
                        "training rows",
                        "accuracy",
                        List.of(Chart.Line.of(id, sizes, own), Chart.Line.of(rival, sizes, other))));
    }
}
