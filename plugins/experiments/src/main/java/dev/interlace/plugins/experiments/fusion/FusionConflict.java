package dev.interlace.plugins.experiments.fusion;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.experiments.Effects;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One modality of every row comes from another row of another class: whether the conflict rises. */
public final class FusionConflict implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/conflict",
                "1.0.0",
                "Conflict",
                "is the conflict higher in rows whose modalities were shuffled?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        Map<String, Effects> effects = new LinkedHashMap<>();
        List<String> names = trial.test().batch().names();
        double[] own = new double[names.size()];
        double[] mixed = new double[names.size()];
        for (long seed : trial.seeds()) {
            FusionModel model = trial.fit(trial.method(), trial.train(), seed);
            for (int m = 0; m < names.size(); m++) {
                Rows test = trial.test();
                int[] order = trial.random(names.get(m), seed).permutation(test.count());
                int[] differing = IntStream.range(0, order.length)
                        .filter(row -> test.labels().get(row) != test.labels().get(order[row]))
                        .toArray();
                Rows rows = test.rows(differing);
                int[] sources = Arrays.stream(differing).map(row -> order[row]).toArray();
                Rows shuffled = rows.with(test.get(names.get(m)).rows(sources));
                double[] before = Host.doubles(Explained.by(trial, model, rows, "conflict"));
                double[] after = Host.doubles(Explained.by(trial, model, shuffled, "conflict"));
                effects.computeIfAbsent(names.get(m) + " from a row of another class", key -> new Effects())
                        .add(rows, "", after, before);
                own[m] += Matrices.mean(before) / trial.seeds().size();
                mixed[m] += Matrices.mean(after) / trial.seeds().size();
            }
        }
        List<Effect> findings = new ArrayList<>();
        effects.forEach((condition, rows) ->
                findings.add(trial.effect(condition, "conflict of shuffled rows minus that of their own", rows)));
        return trial.outcome(
                findings,
                trial.givenRows(),
                new Chart.Bars(
                        "Conflict",
                        "modality that was shuffled",
                        "mean conflict",
                        List.of(Chart.Group.of("own", names, own), Chart.Group.of("shuffled", names, mixed))));
    }
}
