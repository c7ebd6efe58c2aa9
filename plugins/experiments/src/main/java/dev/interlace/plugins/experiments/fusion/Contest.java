package dev.interlace.plugins.experiments.fusion;

import dev.interlace.plugins.experiments.Effects;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A method and its rivals on the same rows. */
final class Contest {
    private final FusionTrial trial;
    private final List<Effect> findings = new ArrayList<>();
    private final Map<String, Double> accuracy = new LinkedHashMap<>();
    private final OptionalDouble chance;

    Contest(FusionTrial trial) {
        this(trial, OptionalDouble.empty());
    }

    /**
     * A contest against halfway from that chance to the rival, so that being a little worse is not yet being at chance.
     */
    Contest(FusionTrial trial, OptionalDouble chance) {
        this.trial = trial;
        this.chance = chance;
    }

    void drawn(String condition, String rival, Function<SeedSource, Draws> draw) {
        compare(condition, rival, seed -> draw.apply(trial.random("rows", seed)), "seed " + condition);
    }

    void given(String condition, String rival) {
        compare(condition, rival, seed -> new Draws(trial.train(), trial.test()), "");
    }

    private void compare(String condition, String rival, Function<Long, Draws> rows, String prefix) {
        Effects effects = new Effects();
        for (long seed : trial.seeds()) {
            Draws draws = rows.apply(seed);
            double[] own = right(trial.method(), draws, condition, seed);
            double[] theirs = right(trial.other(rival), draws, condition, seed);
            double[] other = Arrays.stream(theirs)
                    .map(right -> chance.isPresent() ? (right + chance.getAsDouble()) / 2 : right)
                    .toArray();
            String group = prefix.isEmpty() ? "" : prefix + seed + " ";
            effects.add(draws.test(), group, trial.pro() ? own : other, trial.pro() ? other : own);
        }
        String id = trial.method().name();
        findings.add(trial.effect(
                        condition,
                        "accuracy" + (chance.isPresent() ? " halfway from chance to " : " of ")
                                + (trial.pro() ? id + " minus " + rival : rival + " minus " + id),
                        effects)
                .in(FusionTrial.ACCURACY));
    }

    private double[] right(Chosen<FusionMethod<?>> fit, Draws draws, String condition, long seed) {
        double[] right = Matrices.right(trial.fit(fit, draws.train(), seed), draws.test());
        accuracy.merge(
                fit.name() + ", " + condition,
                Matrices.mean(right) / trial.seeds().size(),
                Double::sum);
        return right;
    }

    Measurement outcome(String data) {
        List<String> names = List.copyOf(accuracy.keySet());
        double[] values = accuracy.values().stream().mapToDouble(value -> value).toArray();
        return trial.outcome(
                findings,
                data,
                new Chart.Bars("Accuracy", "", "accuracy", List.of(Chart.Group.of("mean over seeds", names, values))));
    }
}
