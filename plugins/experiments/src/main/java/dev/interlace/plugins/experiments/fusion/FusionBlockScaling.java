package dev.interlace.plugins.experiments.fusion;

import dev.interlace.plugins.experiments.Effects;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.Features;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Presence;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * With block scaling and without it: how much the narrow modality counts, by the fall of accuracy where it is absent.
 */
public final class FusionBlockScaling implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/block-scaling",
                "1.0.0",
                "Block scaling",
                "does block scaling let a narrow modality count?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows and the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        if (!trial.method().has("blockScaling")) {
            throw new IllegalArgumentException(trial.id() + " has no option blockScaling");
        }
        Map<String, Effects> effects = new LinkedHashMap<>();
        Map<String, double[]> falls = new LinkedHashMap<>();
        for (long seed : trial.seeds()) {
            scaled(
                    trial,
                    "2 strong columns beside 300 faint ones",
                    Draws.narrowAndWide(trial.random("rows", seed)),
                    seed,
                    "seed " + seed + " ",
                    effects,
                    falls);
            scaled(trial, "the given rows", new Draws(trial.train(), trial.test()), seed, "", effects, falls);
        }
        List<Effect> findings = new ArrayList<>();
        effects.forEach((condition, rows) -> findings.add(trial.effect(
                condition, "fall without the narrowest modality, with block scaling minus without it", rows)));
        List<String> names = List.copyOf(falls.keySet());
        return trial.outcome(
                findings,
                "drawn rows, and " + trial.givenRows(),
                new Chart.Bars(
                        "Fall of accuracy without the narrowest modality",
                        "",
                        "fall",
                        List.of(
                                Chart.Group.of("with block scaling", names, column(falls, 0)),
                                Chart.Group.of("without", names, column(falls, 1)))));
    }

    private static double[] column(Map<String, double[]> rows, int place) {
        return rows.values().stream().mapToDouble(row -> row[place]).toArray();
    }

    private static void scaled(
            FusionTrial trial,
            String condition,
            Draws rows,
            long seed,
            String prefix,
            Map<String, Effects> effects,
            Map<String, double[]> falls) {
        String narrow = rows.test().batch().modalities().stream()
                .min(Comparator.comparingInt(Features::width))
                .orElseThrow()
                .modality()
                .name();
        Rows without = rows.test().masked(narrow, Presence.none(rows.test().count()));
        double[][] fall = new double[2][];
        for (int i = 0; i < 2; i++) {
            Chosen<FusionMethod<?>> fit =
                    FusionTrial.with(trial.method(), Map.of("blockScaling", i == 0, "missing", "MEAN"));
            FusionModel model = trial.fit(fit, rows.train(), seed);
            fall[i] = Matrices.right(model, rows.test());
            double[] blind = Matrices.right(model, without);
            for (int row = 0; row < blind.length; row++) {
                fall[i][row] -= blind[row];
            }
            falls.computeIfAbsent(condition, key -> new double[2])[i] +=
                    Matrices.mean(fall[i]) / trial.seeds().size();
        }
        effects.computeIfAbsent(condition, key -> new Effects()).add(rows.test(), prefix, fall[0], fall[1]);
    }
}
