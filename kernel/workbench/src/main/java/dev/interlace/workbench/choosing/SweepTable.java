package dev.interlace.workbench.choosing;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Names;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.spi.Param;
import dev.interlace.spi.measure.Scale;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How a method did at each point of a sweep, by validation rows alone.
 *
 * @param title the method and the data
 * @param options those that were swept over
 * @param points name to the values of the options, in the order of the sweep
 * @param handles name to the method at that point
 * @param standings those that were measured, from the best to the worst
 * @param left what was not measured and why, a line each
 * @param how folds, seed and time
 * @param <H> the method
 */
public record SweepTable<H>(
        String title,
        List<Option> options,
        Map<String, Map<String, Object>> points,
        Map<String, H> handles,
        Standings standings,
        List<String> left,
        String how)
        implements Showable {
    public SweepTable {
        options = List.copyOf(options);
        points = Collections.unmodifiableMap(new LinkedHashMap<>(points));
        handles = Collections.unmodifiableMap(new LinkedHashMap<>(handles));
        left = List.copyOf(left);
    }

    /** The method at the best point. */
    public H best() {
        return at(standings.best());
    }

    /** The method at the point with the fewest parameters that is not told apart from the best. */
    public H simplest() {
        return at(standings.simplest());
    }

    private H at(String point) {
        H handle = handles.get(point);
        if (handle == null) {
            throw new IllegalArgumentException(Names.unknown("point", point, handles.keySet()));
        }
        return handle;
    }

    private boolean isCurve() {
        return options.size() == 1
                && options.get(0).initial() instanceof Number
                && standings.lines().size() > 1;
    }

    /** A curve over a number, a heatmap over two options, bars otherwise; with intervals where there is room. */
    public Figure figure() {
        String lower = standings.better() == Scale.Better.LOWER ? ", lower is better" : "";
        String words = title + ": " + standings.measure() + " of validation rows" + lower;
        if (isCurve()) {
            return curve(words);
        }
        return options.size() == 2 ? heatmap(words) : standings.figure(words, OptionalDouble.empty());
    }

    private Figure curve(String words) {
        Option option = options.get(0);
        List<Standings.Line> sorted = standings.lines().stream()
                .sorted(Comparator.comparingDouble(line -> number(line, option)))
                .toList();
        double[] x = sorted.stream().mapToDouble(line -> number(line, option)).toArray();
        Figure figure = Charts.lines(
                words,
                option.name(),
                standings.measure(),
                List.of(Charts.Line.of("mean over all rows", x, ends(sorted, Interval::value))
                        .withBand(ends(sorted, Interval::low), ends(sorted, Interval::high))));
        boolean wide = option.param().scale() == Param.Scale.LOG || x[x.length - 1] >= 8 * x[0];
        return x[0] > 0 && wide ? figure.withLayout("{\"xaxis\":{\"type\":\"log\"}}") : figure;
    }

    private double number(Standings.Line line, Option option) {
        return ((Number) value(line.name(), option.name())).doubleValue();
    }

    private Object value(String point, String option) {
        return points.getOrDefault(point, Map.of()).getOrDefault(option, "");
    }

    private static double[] ends(List<Standings.Line> lines, ToDoubleFunction<Interval> end) {
        return lines.stream()
                .mapToDouble(line -> end.applyAsDouble(line.score()))
                .toArray();
    }

    private Figure heatmap(String words) {
        String down = options.get(0).name();
        String across = options.get(1).name();
        List<String> rows = texts(down);
        List<String> columns = texts(across);
        double[][] values = new double[rows.size()][columns.size()];
        for (double[] row : values) {
            Arrays.fill(row, Double.NaN);
        }
        standings
                .lines()
                .forEach(line -> values[rows.indexOf(String.valueOf(value(line.name(), down)))][
                                columns.indexOf(String.valueOf(value(line.name(), across)))] =
                        line.score().value());
        return Charts.heatmap(words, across, down, rows, columns, values);
    }

    private List<String> texts(String option) {
        return points.values().stream()
                .map(point -> String.valueOf(point.get(option)))
                .distinct()
                .toList();
    }

    @Override
    public DisplayData display() {
        TableView table = standings.table(options.stream().map(Option::name).collect(Collectors.joining(", ")));
        List<String> notes = new ArrayList<>(left);
        notes.add(standings.how() + "; " + how);
        String head = "Best: " + standings.best()
                + (standings.simplest().equals(standings.best())
                        ? ""
                        : "; simplest that is not told apart: " + standings.simplest())
                + ". best() and simplest() are the method with these options.";
        Figure figure = figure();
        return DisplayData.html(
                "<h4>" + TableView.escape(title) + "</h4><p>" + TableView.escape(head) + "</p>" + table.html()
                        + notes.stream()
                                .map(line -> "<div><small>" + TableView.escape(line) + "</small></div>")
                                .collect(Collectors.joining())
                        + figure.html(),
                title + "\n" + head + "\n" + table.text() + "\n" + String.join("\n", notes) + "\n\n" + figure.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
