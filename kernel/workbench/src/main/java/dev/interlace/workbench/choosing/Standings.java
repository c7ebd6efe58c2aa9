package dev.interlace.workbench.choosing;

import dev.interlace.spi.Names;
import dev.interlace.spi.measure.Scale;
import dev.interlace.workbench.choosing.Learner.Scored;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Holm;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.evaluation.PairedPermutation;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Methods, or values of an option, from the best to the worst, each compared with the best row by row.
 *
 * <p>Not told apart from the best is whose paired permutation test against the best has a p-value of at least
 * {@value #LEVEL} after {@link Holm}'s correction for all comparisons. The simplest of those has the fewest parameters;
 * of equal ones it is the first that took part.
 *
 * @param measure the name of the mean score
 * @param better which scores are better
 * @param lines from the best to the worst
 * @param simplest the name of the simplest that is not told apart from the best
 */
public record Standings(String measure, Scale.Better better, List<Line> lines, String simplest) {
    /** The level of the tests. */
    public static final double LEVEL = 0.05;

    /**
     * One line.
     *
     * @param name who
     * @param score mean over all rows with its interval, which draws whole groups
     * @param toBest score minus that of the best, drawn in pairs
     * @param pValue of the test against the best, by Holm; NaN of the best itself
     * @param byFold mean score of each fold
     * @param parameters mean number of parameters over the folds, rounded
     * @param seconds mean wall-clock seconds of a fit
     */
    public record Line(
            String name,
            Interval score,
            Interval toBest,
            double pValue,
            List<Double> byFold,
            long parameters,
            double seconds) {
        public Line {
            byFold = List.copyOf(byFold);
        }

        /** Whether it is the best, or the rows do not tell it apart from the best. */
        public boolean notToldApart() {
            return Double.isNaN(pValue) || pValue >= LEVEL;
        }
    }

    public Standings {
        lines = List.copyOf(lines);
    }

    /**
     * The standings by scores that were measured on the same rows.
     *
     * @param scored name to its scores by round, at least one
     * @param part which scores count
     * @param groups one group per row, round after round
     */
    static Standings of(
            RowScore score,
            Map<String, List<Scored>> scored,
            Function<Scored, double[]> part,
            List<String> groups,
            Bootstrap bootstrap) {
        return of(score.name(), score.better(), scored, part, groups, bootstrap);
    }

    static Standings of(
            String measure,
            Scale.Better better,
            Map<String, List<Scored>> scored,
            Function<Scored, double[]> part,
            List<String> groups,
            Bootstrap bootstrap) {
        List<String> names = List.copyOf(scored.keySet());
        List<List<Scored>> all = List.copyOf(scored.values());
        List<double[]> rows = all.stream().map(own -> pooled(own, part)).toList();
        double sign = better == Scale.Better.HIGHER ? 1 : -1;
        int best = 0;
        for (int i = 1; i < names.size(); i++) {
            best = sign * mean(rows.get(i)) > sign * mean(rows.get(best)) ? i : best;
        }
        double[] leading = rows.get(best);
        List<double[]> gains = rows.stream()
                .map(own -> IntStream.range(0, own.length)
                        .mapToDouble(row -> own[row] - leading[row])
                        .toArray())
                .toList();
        int[] others = IntStream.range(0, names.size()).toArray();
        int first = best;
        others = Arrays.stream(others).filter(i -> i != first).toArray();
        double[] corrected = Holm.adjusted(Arrays.stream(others)
                .mapToDouble(i -> PairedPermutation.of(gains.get(i), groups, bootstrap.seed())
                        .pValue())
                .toArray());
        double[] pValues = new double[names.size()];
        pValues[best] = Double.NaN;
        for (int i = 0; i < others.length; i++) {
            pValues[others[i]] = corrected[i];
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            List<Scored> own = all.get(i);
            lines.add(new Line(
                    names.get(i),
                    bootstrap.mean(rows.get(i), groups),
                    bootstrap.mean(gains.get(i), groups),
                    pValues[i],
                    own.stream().map(one -> mean(part.apply(one))).toList(),
                    Math.round(
                            own.stream().mapToLong(Scored::parameters).average().orElse(0)),
                    own.stream().mapToDouble(Scored::seconds).average().orElse(Double.NaN)));
        }
        String simplest = lines.stream()
                .filter(Line::notToldApart)
                .min(Comparator.comparingLong(Line::parameters)) // of equal ones the first
                .orElseThrow()
                .name();
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort(
                Comparator.comparingDouble((Line line) -> -sign * line.score().value())
                        .thenComparing(line -> !line.name().equals(names.get(first))));
        return new Standings(measure, better, sorted, simplest);
    }

    static double[] pooled(List<Scored> rounds, Function<Scored, double[]> part) {
        return rounds.stream().map(part).flatMapToDouble(Arrays::stream).toArray();
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** The name of the best. */
    public String best() {
        return lines.get(0).name();
    }

    /** The names of the best and of all that are not told apart from it. */
    public List<String> notToldApart() {
        return lines.stream().filter(Line::notToldApart).map(Line::name).toList();
    }

    /** The line of that name. */
    public Line line(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Names.unknown(
                        "line", name, lines.stream().map(Line::name).toList())));
    }

    /** The table, under a header of choice for the names. */
    TableView table(String header) {
        TableView table = new TableView(header, measure, "to the best", "p", "parameters", "fit", "");
        for (Line line : lines) {
            table.row(
                    line.name(),
                    Cell.number(line.score().toString()),
                    Cell.number(Double.isNaN(line.pValue()) ? "–" : signed(line.toBest())),
                    Cell.number(PairedPermutation.p(line.pValue())),
                    Cell.number(String.format(Locale.ROOT, "%,d", line.parameters())),
                    Cell.number(String.format(Locale.ROOT, "%.2f s", line.seconds())),
                    mark(line));
        }
        return table;
    }

    private String mark(Line line) {
        List<String> marks = new ArrayList<>();
        if (line.name().equals(best())) {
            marks.add("best");
        } else if (line.notToldApart()) {
            marks.add("not told apart");
        }
        if (line.name().equals(simplest)) {
            marks.add("simplest of these");
        }
        return String.join(", ", marks);
    }

    private static String signed(Interval interval) {
        return String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", interval.value(), interval.low(), interval.high());
    }

    /** How the numbers came about. */
    String how() {
        return measure + (better == Scale.Better.LOWER ? " (lower is better)" : "") + ": mean over all rows, "
                + lines.get(0).score().how()
                + "; to the best: drawn in pairs; p: paired permutation against the best, "
                + Holm.words(lines.size() - 1) + "; not told apart: p of at least " + LEVEL
                + "; simplest: the fewest parameters";
    }

    /** The scores as bars with their intervals, the best on top; a level as a dashed line where it is given. */
    Figure figure(String title, OptionalDouble chance) {
        List<String> names = lines.stream().map(Line::name).toList();
        Figure bars = Charts.ranked(
                title,
                measure,
                List.of(Charts.Bars.of(measure, names, ends(Interval::value))
                        .withBand(ends(Interval::low), ends(Interval::high))));
        return chance.isEmpty()
                ? bars
                : bars.and(Charts.level("chance", names, chance.getAsDouble())).withLayout("{\"showlegend\":true}");
    }

    private double[] ends(ToDoubleFunction<Interval> end) {
        return lines.stream()
                .mapToDouble(line -> end.applyAsDouble(line.score()))
                .toArray();
    }
}
