package dev.interlace.workbench.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one method reached on one split: one number per row for each measure, so that rows of several splits can be
 * pooled and methods compared row by row. Immutable: the methods that add give another one.
 *
 * @param groups one group per row; rows of a group are no independent evidence and are drawn together
 * @param measures name of the measure to its numbers, in order
 * @param totals numbers of the split as a whole, which have no rows, by name
 * @param further what every other measure says of the split, by title; tables fold it
 * @param seconds wall-clock seconds of the fit; NaN where nothing was fitted
 */
public record Measured(
        List<String> groups,
        Map<String, PerRow> measures,
        Map<String, Double> totals,
        Map<String, Double> further,
        double seconds) {
    /** How rows become one number. */
    public enum Statistic {
        MEAN,
        MEDIAN
    }

    /**
     * One measure.
     *
     * @param values one per row
     * @param chance what would be reached without knowing anything; NaN where there is no such level
     * @param statistic how the rows become one number
     */
    public record PerRow(List<Double> values, double chance, Statistic statistic) {
        public PerRow {
            values = List.copyOf(values);
        }
    }

    public Measured {
        groups = List.copyOf(groups);
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
        totals = Collections.unmodifiableMap(new LinkedHashMap<>(totals));
        further = Collections.unmodifiableMap(new LinkedHashMap<>(further));
        int rows = groups.size();
        measures.forEach((name, measure) -> {
            if (measure.values.size() != rows) {
                throw new IllegalArgumentException("Measured: there are " + rows + " groups, '" + name + "' has "
                        + measure.values.size() + " numbers; give one per row");
            }
            if (measure.values.stream().anyMatch(value -> value.isNaN())) {
                throw new IllegalArgumentException("Measured: '" + name + "' must be numbers, got NaN");
            }
        });
    }

    /** Nothing measured yet. */
    public static Measured of(List<String> groups) {
        return new Measured(groups, Map.of(), Map.of(), Map.of(), Double.NaN);
    }

    /** The share of right rows of an evaluation as the measure {@code accuracy}, and what every other measure says. */
    public static Measured of(Evaluation evaluation) {
        double[] right = evaluation.ofClasses().rightRows();
        List<String> groups = evaluation.groups().isEmpty() ? evaluation.rowIds() : evaluation.groups();
        return of(groups).rows("accuracy", right, evaluation.chance()).further(evaluation.measures());
    }

    /** This with one measure more, whose mean counts. */
    public Measured rows(String name, double[] values, double chance) {
        return with(name, new PerRow(Arrays.stream(values).boxed().toList(), chance, Statistic.MEAN));
    }

    /** This with one measure more, whose median counts. */
    public Measured medianOf(String name, double[] values, double chance) {
        return with(name, new PerRow(Arrays.stream(values).boxed().toList(), chance, Statistic.MEDIAN));
    }

    private Measured with(String name, PerRow measure) {
        Map<String, PerRow> more = new LinkedHashMap<>(measures);
        if (more.putIfAbsent(name, measure) != null) {
            throw new IllegalArgumentException("Measured: there is a measure '" + name + "' already");
        }
        return new Measured(groups, more, totals, further, seconds);
    }

    /** This with a number of the split as a whole more. */
    public Measured total(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(totals);
        more.put(name, value);
        return new Measured(groups, measures, more, further, seconds);
    }

    /** This with what every other measure says of the split. */
    public Measured further(MeasureValues values) {
        Map<String, Double> more = new LinkedHashMap<>(further);
        more.putAll(values.byTitle());
        return new Measured(groups, measures, totals, more, seconds);
    }

    private static Map<String, Double> mean(Map<String, Double> one, Map<String, Double> other) {
        Map<String, Double> mean = new LinkedHashMap<>();
        one.forEach((name, value) -> mean.put(name, (value + other.getOrDefault(name, value)) / 2));
        return mean;
    }

    /** This after a fit of that many seconds. */
    public Measured after(double fitSeconds) {
        return new Measured(groups, measures, totals, further, fitSeconds);
    }

    /**
     * This with a search more: mean reciprocal rank, hit rate at 1, 5 and 10, and the median rank of each query's own
     * partner, and what every other measure says of it.
     *
     * @param recall the name of the hit rate, for instance {@code R} for {@code R@1}
     * @param way every row as a query, in the order of the groups
     */
    public Measured search(String recall, Retrieval.Direction way) {
        double[] ranks = way.ranks().stream().mapToDouble(rank -> rank).toArray();
        Measured more = rows("MRR", Arrays.stream(ranks).map(rank -> 1 / rank).toArray(), way.mrrChance());
        for (int k : List.of(1, 5, 10)) {
            double chance = way.recallChance().getOrDefault(k, Double.NaN);
            more = more.rows(
                    recall + "@" + k,
                    Arrays.stream(ranks).map(rank -> rank <= k ? 1 : 0).toArray(),
                    chance);
        }
        return more.medianOf("median rank", ranks, (way.items() + 1) / 2.0).further(way.measures());
    }

    /** These rows and those of {@code other} with the same measures: the two directions of a search, for instance. */
    public Measured and(Measured other) {
        if (!measures.keySet().equals(other.measures.keySet())) {
            throw new IllegalArgumentException("Measured.and: the measures must be the same, got " + measures.keySet()
                    + " and " + other.measures.keySet());
        }
        List<String> allGroups = new ArrayList<>(groups);
        allGroups.addAll(other.groups);
        Map<String, PerRow> both = new LinkedHashMap<>();
        measures.forEach((name, mine) -> {
            PerRow theirs = other.measures.getOrDefault(name, mine);
            List<Double> values = new ArrayList<>(mine.values);
            values.addAll(theirs.values);
            double chance = (mine.chance * groups.size() + theirs.chance * other.groups.size()) / allGroups.size();
            both.put(name, new PerRow(values, chance, mine.statistic));
        });
        return new Measured(allGroups, both, totals, mean(further, other.further), seconds);
    }
}
