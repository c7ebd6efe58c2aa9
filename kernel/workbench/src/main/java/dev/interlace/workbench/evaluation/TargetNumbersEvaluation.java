package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.TargetNumbers;
import dev.interlace.spi.measure.Estimates;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import dev.interlace.workbench.models.MeasureHandle;
import dev.interlace.workbench.models.MeasureHandle.Reads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well a model predicts the numbers of a target, each in its own unit, by every measure of numbers.
 *
 * @param name what is evaluated
 * @param provenance where the model comes from
 * @param columns column to its true and predicted numbers with their measures
 * @param rowIds the rows it was evaluated on
 * @param groups one group per row; empty where every row stands alone
 * @param cost time and size
 */
public record TargetNumbersEvaluation(
        String name,
        Provenance provenance,
        Map<String, Column> columns,
        List<String> rowIds,
        List<String> groups,
        Cost cost)
        implements Evaluation {
    /**
     * One number of the target.
     *
     * @param estimates true and predicted numbers
     * @param evaluation the measures with their intervals
     * @param mean measure to its value for always answering the mean of these rows; NaN where that has none
     */
    public record Column(Estimates estimates, NumberEvaluation evaluation, Map<String, Double> mean) {
        public Column {
            mean = Collections.unmodifiableMap(new LinkedHashMap<>(mean));
        }
    }

    public TargetNumbersEvaluation {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        rowIds = List.copyOf(rowIds);
        groups = List.copyOf(groups);
    }

    /** The evaluation of predictions {@code [n * columns]}, row by row, against the true numbers. */
    static TargetNumbersEvaluation of(
            String name,
            double[] predicted,
            TargetNumbers truth,
            List<String> known,
            List<String> rowIds,
            List<String> groups,
            Provenance provenance,
            Cost cost,
            Bootstrap bootstrap,
            List<MeasureHandle> measures) {
        if (truth.rows() == 0) {
            throw new IllegalArgumentException(name + ": there are no rows to evaluate on");
        }
        if (!known.equals(truth.columns())) {
            throw new IllegalArgumentException(
                    name + ": the model predicts " + known + ", the target of the rows is " + truth.columns());
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        for (int c = 0; c < known.size(); c++) {
            int column = c;
            double[] own = IntStream.range(0, truth.rows())
                    .mapToDouble(row -> predicted[row * known.size() + column])
                    .toArray();
            double[] values = truth.column(c);
            double[] always = new double[values.length];
            Arrays.fill(always, Arrays.stream(values).average().orElse(0));
            Estimates estimates = Estimates.of(values, own);
            Map<String, Double> mean = new LinkedHashMap<>();
            measures.stream()
                    .filter(measure -> measure.reads() == Reads.NUMBERS)
                    .forEach(measure -> mean.put(measure.title(), measure.of(Estimates.of(values, always))));
            columns.put(
                    known.get(c),
                    new Column(estimates, NumberEvaluation.of(measures, estimates, groups, bootstrap), mean));
        }
        return new TargetNumbersEvaluation(name, provenance, columns, rowIds, groups, cost);
    }

    @Override
    public TargetNumbersEvaluation ofNumbers() {
        return this;
    }

    @Override
    public List<String> classes() {
        return List.copyOf(columns.keySet());
    }

    @Override
    public int rows() {
        return rowIds.size();
    }

    @Override
    public TargetNumbersEvaluation named(String other) {
        return new TargetNumbersEvaluation(other, provenance, columns, rowIds, groups, cost);
    }

    /** A measure of the first number by its title, for instance {@code RMSE}. */
    public Interval value(String measure) {
        Map<String, Interval> values =
                columns.values().iterator().next().evaluation().values();
        Interval value = values.get(measure);
        if (value == null) {
            throw new IllegalArgumentException(dev.interlace.spi.Names.unknown("measure", measure, values.keySet()));
        }
        return value;
    }

    /** Predicted against true numbers of one column, with the line on which they are equal. */
    public Figure figure(String column) {
        Column found = columns.get(column);
        if (found == null) {
            throw new IllegalArgumentException(dev.interlace.spi.Names.unknown("number", column, columns.keySet()));
        }
        double[] truth = found.estimates().truth();
        double[] ends = {
            Arrays.stream(truth).min().orElse(0), Arrays.stream(truth).max().orElse(0)
        };
        return Charts.scatter(
                "Predicted against true: " + name,
                "true " + column,
                "predicted " + column,
                List.of(
                        Charts.Points.of("rows", truth, found.estimates().estimated()),
                        Charts.Points.of("where both are equal", ends, ends)));
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("number", "measure", "value", "always the mean");
        List<String> how = new ArrayList<>();
        columns.forEach((column, found) -> found.evaluation().values().forEach((measure, value) -> {
            table.row(
                    column,
                    measure,
                    Cell.number(five(value)),
                    Cell.number(five(found.mean().getOrDefault(measure, Double.NaN))));
            how.add(value.how());
        }));
        String note =
                rows() + " rows; fit " + Evaluation.seconds(cost.fitSeconds()).text() + "; interval: "
                        + how.stream().findFirst().orElse("none") + "; data " + provenance.datasetId() + "; "
                        + provenance.methodId() + " " + provenance.version() + " " + provenance.options()
                        + Evaluation.brought(List.of(provenance));
        Figure figure = figure(classes().get(0));
        return DisplayData.html(
                "<h4>" + TableView.escape(name) + "</h4>" + table.html() + "<p><small>" + TableView.escape(note)
                        + "</small></p>" + figure.html(),
                name + "\n" + table.text() + "\n" + note + "\n\n" + figure.text());
    }

    private static String five(Interval value) {
        return five(value.value()) + " [" + five(value.low()) + ", " + five(value.high()) + "]";
    }

    private static String five(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.5g", value);
    }

    @Override
    public String toString() {
        return name + ": "
                + columns.entrySet().stream()
                        .map(column -> column.getKey() + " "
                                + column.getValue().evaluation().values())
                        .toList()
                + ", n = " + rows();
    }
}
