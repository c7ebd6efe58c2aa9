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

/**
 * Rights of two methods at levels of a disturbance, by condition. How far they fall decides. How right they are at the
 * strongest level stands beside: a method that starts lower can fall less and be no better there.
 */
final class Curves {
    private final FusionTrial trial;
    private final Chosen<FusionMethod<?>> rival;
    private final double[] levels;
    private final Map<String, Effects> effects = new LinkedHashMap<>();
    private final Map<String, Effects> levelled = new LinkedHashMap<>();
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
        Rights ours = rights(own.name() + ", " + condition, own, seed, disturbed);
        Rights theirs = rights(other.name() + ", " + condition, other, seed, disturbed);
        Effects sum = effects.computeIfAbsent(condition, key -> new Effects());
        Effects level = levelled.computeIfAbsent(condition, key -> new Effects());
        if (trial.pro()) {
            sum.add(clean, prefix, theirs.fall, ours.fall);
            level.add(clean, prefix, ours.last, theirs.last);
        } else {
            sum.add(clean, prefix, ours.fall, theirs.fall);
            level.add(clean, prefix, theirs.last, ours.last);
        }
    }

    /**
     * What one method gets right.
     *
     * @param fall for each row, its right at level 0 minus the mean of the others
     * @param last for each row, its right at the strongest level
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is; never compared
    private record Rights(double[] fall, double[] last) {}

    private Rights rights(String line, Chosen<FusionMethod<?>> fit, long seed, IntFunction<Rows> disturbed) {
        FusionModel model = trial.fit(fit, trial.train(), seed);
        double[] means = accuracy.computeIfAbsent(line, key -> new double[levels.length]);
        double[] fall = new double[0];
        double[] last = new double[0];
        for (int place = 0; place < levels.length; place++) {
            double[] right = Matrices.right(model, disturbed.apply(place));
            last = right.clone();
            means[place] += Matrices.mean(right) / trial.seeds().size();
            for (int row = 0; row < right.length; row++) {
                if (place == 0) {
                    fall = right;
                } else {
                    fall[row] -= right[row] / (levels.length - 1);
                }
            }
        }
        return new Rights(fall, last);
    }

    /**
     * The measurement.
     *
     * @param axis what the levels count
     * @param where of which levels the fall is the mean
     * @param strongest the last level in words
     */
    Measurement outcome(String axis, String where, String strongest) {
        List<Effect> findings = new ArrayList<>();
        List<Effect> beside = new ArrayList<>();
        String measure = (trial.pro()
                        ? "fall of " + rival.name() + " minus " + trial.id()
                        : "fall of " + trial.id() + " minus " + rival.name())
                + ", " + where;
        effects.forEach((condition, rows) ->
                findings.add(trial.effect(condition, measure, rows).in(FusionTrial.ACCURACY)));
        String level = "accuracy of "
                + (trial.pro() ? trial.id() + " minus " + rival.name() : rival.name() + " minus " + trial.id()) + ", "
                + strongest;
        levelled.forEach((condition, rows) ->
                beside.add(trial.effect(condition, level, rows).in(FusionTrial.ACCURACY)));
        List<Chart.Line> lines = new ArrayList<>();
        accuracy.forEach((name, y) -> lines.add(Chart.Line.of(name, levels, y)));
        return new Measurement(
                findings,
                beside,
                trial.seeds(),
                trial.givenRows(),
                new Chart.Lines("Accuracy", axis, "accuracy", lines));
    }
}
