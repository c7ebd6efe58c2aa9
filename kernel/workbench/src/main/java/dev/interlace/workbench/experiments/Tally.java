package dev.interlace.workbench.experiments;

import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.figures.Charts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What an alignment experiment collects: effects by condition, and the levels behind them, which the figure shows. */
final class Tally {
    private final AlignmentTrial trial;
    private final Map<String, Condition> conditions = new LinkedHashMap<>();
    private final Map<String, List<Double>> levels = new LinkedHashMap<>();

    private record Condition(String measure, Effects effects, Function<Effects, Interval> interval) {}

    Tally(AlignmentTrial trial) {
        this.trial = trial;
    }

    /** Adds one effect per row, {@code high - low}; rows of a group are drawn together, also over seeds. */
    void rows(String condition, String measure, double[] high, double[] low, List<String> groups) {
        Effects effects = effects(condition, measure, this::drawn);
        for (int row = 0; row < high.length; row++) {
            effects.add(groups.get(row), high[row] - low[row]);
        }
    }

    /** Adds the effect of one repetition; repetitions are drawn one by one. */
    void repetition(String condition, String measure, double effect) {
        Effects effects = effects(condition, measure, this::drawn);
        effects.add("repetition " + effects.groups().size(), effect);
    }

    /** Adds one of a few measurements, whose range is the interval. */
    void run(String condition, String measure, double effect) {
        effects(condition, measure, effects -> Inquiry.range(effects.values(), "runs"))
                .add("run", effect);
    }

    /** Sets an effect whose interval was worked out elsewhere. */
    void measured(String condition, String measure, Interval interval) {
        effects(condition, measure, effects -> interval).add("measured", interval.value());
    }

    private Interval drawn(Effects effects) {
        return trial.bootstrap().mean(effects.values(), effects.groups());
    }

    private Effects effects(String condition, String measure, Function<Effects, Interval> interval) {
        return conditions.computeIfAbsent(condition, key -> new Condition(measure, new Effects(), interval)).effects;
    }

    /** Adds to the mean of a bar of the figure. */
    void level(String name, double value) {
        levels.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** Adds the mean of the rows to the mean of a bar, and gives the rows on. */
    double[] level(String name, double[] rows) {
        level(name, Inquiry.mean(rows));
        return rows;
    }

    /**
     * The outcome.
     *
     * @param data what it was measured on
     * @param title of the figure
     * @param axis what its bars count
     */
    Outcome outcome(String data, String title, String axis) {
        List<Finding> findings = new ArrayList<>();
        conditions.forEach((name, condition) ->
                findings.add(Finding.of(name, condition.measure, condition.interval.apply(condition.effects))));
        double[] means = levels.values().stream()
                .mapToDouble(values ->
                        values.stream().mapToDouble(value -> value).average().orElse(Double.NaN))
                .toArray();
        return trial.outcome(
                findings,
                data,
                Charts.bars(title, "", axis, List.of(Charts.Bars.of("mean", List.copyOf(levels.keySet()), means))));
    }
}
