package dev.interlace.plugins.experiments.fusion;

import dev.interlace.plugins.experiments.Effects;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Rights of two methods at levels of a disturbance, by condition. */
final class Curves {
    private final FusionTrial trial;
    private final Chosen<FusionMethod<?>> rival;
    private final double[] levels;
    private final Map<String, Effects> effects = new LinkedHashMap<>();
    private final Map<String, double[]> accuracy = new LinkedHashMap<>();

    Curves(FusionTrial trial, Chosen<FusionMethod<?>> rival, double[] levels) {
        this.trial = trial;
        this.rival = rival;
        this.levels = levels;
    }

    void add(
            String condition,
            String prefix,
            Chosen<FusionMethod<?>> own,
            Chosen<FusionMethod<?>> other,
            long seed,
            IntFunction<Rows> disturbed) {
        Rows clean = disturbed.apply(0);
        double[] ownFall = fall(own.name() + ", " + condition, own, seed, disturbed);
        double[] otherFall = fall(other.name() + ", " + condition, other, seed, disturbed);
        Effects sum = effects.computeIfAbsent(condition, key -> new Effects());
        if (trial.pro()) {
            sum.add(clean, prefix, otherFall, ownFall);
        } else {
            sum.add(clean, prefix, ownFall, otherFall);
        }
    }

    /** For each row, its right at level 0 minus the mean of the others. */
    private double[] fall(String line, Chosen<FusionMethod<?>> fit, long seed, IntFunction<Rows> disturbed) {
        FusionModel model = trial.fit(fit, trial.train(), seed);
        double[] means = accuracy.computeIfAbsent(line, key -> new double[levels.length]);
        double[] fall = new double[0];
        for (int place = 0; place < levels.length; place++) {
            double[] right = Matrices.right(model, disturbed.apply(place));
            means[place] += Matrices.mean(right) / trial.seeds().size();
            for (int row = 0; row < right.length; row++) {
                if (place == 0) {
                    fall = right;
                } else {
                    fall[row] -= right[row] / (levels.length - 1);
                }
            }
        }
        return fall;
    }

    Measurement outcome(String axis, String where) {
        List<Effect> findings = new ArrayList<>();
        String measure = (trial.pro()
                        ? "fall of " + rival.name() + " minus " + trial.id()
                        : "fall of " + trial.id() + " minus " + rival.name())
                + ", " + where;
        effects.forEach((condition, rows) -> findings.add(trial.effect(condition, measure, rows)));
        List<Chart.Line> lines = new ArrayList<>();
        accuracy.forEach((name, y) -> lines.add(Chart.Line.of(name, levels, y)));
        return trial.outcome(findings, trial.givenRows(), new Chart.Lines("Accuracy", axis, "accuracy", lines));
    }
}
