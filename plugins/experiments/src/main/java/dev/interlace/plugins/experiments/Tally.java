package dev.interlace.plugins.experiments;

import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an experiment collects: effects by condition, and the levels behind them, which the figure shows. */
public final class Tally {
    private final AlignmentTrial trial;
    private final Map<String, Condition> conditions = new LinkedHashMap<>();
    private final Map<String, List<Double>> levels = new LinkedHashMap<>();

    /** How the effect of a condition is made of what was collected. */
    private interface Estimate {
        Effect of(String condition, String measure, Effects effects);
    }

    private record Condition(String measure, Effects effects, Estimate estimate) {}

    /** An empty one. */
    public Tally(AlignmentTrial trial) {
        this.trial = trial;
    }

    /** Adds one effect per row, {@code high - low}; rows of a group are drawn together, also over seeds. */
    public void rows(String condition, String measure, double[] high, double[] low, List<String> groups) {
        Effects effects = effects(condition, measure, this::drawn);
        for (int row = 0; row < high.length; row++) {
            effects.add(groups.get(row), high[row] - low[row]);
        }
    }

    /** Adds the effect of one repetition; repetitions are drawn one by one. */
    public void repetition(String condition, String measure, double effect) {
        Effects effects = effects(condition, measure, this::drawn);
        effects.add("repetition " + effects.groups().size(), effect);
    }

    /** Adds one of a few measurements, whose range is the interval. */
    public void run(String condition, String measure, double effect) {
        effects(condition, measure, (name, what, effects) -> Effect.range(name, what, effects.values(), "runs"))
                .add("run", effect);
    }

    /** Adds one of a few timings, taken in turns, whose interval is that of Student's t. */
    public void timing(String condition, String measure, double effect, String unit) {
        effects(
                        condition,
                        measure,
                        (name, what, effects) -> Effect.repeated(name, what, effects.values(), "timings in turns")
                                .in(unit))
                .add("timing", effect);
    }

    /** Sets an effect whose interval was worked out elsewhere. */
    public void measured(Effect effect) {
        effects(effect.condition(), effect.measure(), (name, what, effects) -> effect)
                .add("measured", effect.value());
    }

    private Effect drawn(String condition, String measure, Effects effects) {
        return trial.given().effect(condition, measure, effects.values(), effects.groups());
    }

    private Effects effects(String condition, String measure, Estimate estimate) {
        return conditions.computeIfAbsent(condition, key -> new Condition(measure, new Effects(), estimate)).effects;
    }

    /** Adds to the mean of a bar of the figure. */
    public void level(String name, double value) {
        levels.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** Adds the mean of the rows to the mean of a bar, and gives the rows on. */
    public double[] level(String name, double[] rows) {
        level(name, Matrices.mean(rows));
        return rows;
    }

    /**
     * The measurement.
     *
     * @param data what it was measured on
     * @param title of the figure
     * @param axis what its bars count
     */
    public Measurement outcome(String data, String title, String axis) {
        List<Effect> effects = new ArrayList<>();
        conditions.forEach(
                (name, condition) -> effects.add(condition.estimate.of(name, condition.measure, condition.effects)));
        double[] means = levels.values().stream()
                .mapToDouble(values ->
                        values.stream().mapToDouble(value -> value).average().orElse(Double.NaN))
                .toArray();
        return new Measurement(
                effects,
                trial.seedsUsed(),
                data,
                new Chart.Bars(title, "", axis, List.of(Chart.Group.of("mean", List.copyOf(levels.keySet()), means))));
    }
}
