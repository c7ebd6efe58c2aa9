package dev.interlace.plugins.experiments.fusion;

import dev.interlace.plugins.experiments.Effects;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.ArrayList;
import java.util.List;

/** A modality and its copy: how much worse the probabilities get than those of the mean. */
public final class FusionRedundancy implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/redundancy",
                "1.0.0",
                "A modality twice",
                "how good are the probabilities where a modality is given twice?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        List<Effect> findings = new ArrayList<>();
        List<String> names = trial.test().batch().names();
        double[] own = new double[names.size()];
        double[] mean = new double[names.size()];
        String rival = given.rival("fusion/late");
        Chosen<FusionMethod<?>> late = trial.other(rival);
        for (int m = 0; m < names.size(); m++) {
            Effects rows = new Effects();
            Rows train = doubled(trial.train(), names.get(m));
            Rows test = doubled(trial.test(), names.get(m));
            for (long seed : trial.seeds()) {
                double[] first = FusionTrial.surprise(trial.fit(trial.method(), train, seed), test);
                double[] second = FusionTrial.surprise(trial.fit(late, train, seed), test);
                rows.add(test, "", trial.pro() ? second : first, trial.pro() ? first : second);
                own[m] += Matrices.mean(first) / trial.seeds().size();
                mean[m] += Matrices.mean(second) / trial.seeds().size();
            }
            findings.add(trial.effect(
                    names.get(m) + " and its copy",
                    "negative log-likelihood, " + (trial.pro() ? rival + " minus it" : "minus that of " + rival),
                    rows));
        }
        return trial.outcome(
                findings,
                trial.givenRows(),
                new Chart.Bars(
                        "Negative log-likelihood with a copy",
                        "modality",
                        "nats per row",
                        List.of(Chart.Group.of(trial.id(), names, own), Chart.Group.of(rival, names, mean))));
    }

    private static Rows doubled(Rows rows, String modality) {
        return rows.only(modality).with(rows.get(modality).named(modality + "-copy"));
    }
}
