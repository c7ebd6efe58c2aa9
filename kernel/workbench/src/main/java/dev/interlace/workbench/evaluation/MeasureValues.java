package dev.interlace.workbench.evaluation;

import dev.interlace.spi.PluginException;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.spi.measure.Scale;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.models.MeasureHandle;
import dev.interlace.workbench.models.MeasureHandle.Reads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What every measure that reads such answers says of them, by default options.
 *
 * @param values one per measure
 */
public record MeasureValues(List<Value> values) {
    /**
     * One measure's value.
     *
     * @param id of the measure
     * @param title what it is called
     * @param scale which end of its range is the good one
     * @param rule what the number cannot say of itself; may be empty
     * @param value the number; NaN where the measure is not defined on these rows, or failed
     * @param refusal why it failed; empty where it did not
     */
    public record Value(String id, String title, Scale scale, String rule, double value, String refusal) {}

    public MeasureValues {
        values = List.copyOf(values);
    }

    /** The measures of predicted classes and of probabilities. */
    static MeasureValues of(List<MeasureHandle> measures, Predictions predictions) {
        return of(
                measures.stream()
                        .filter(one -> one.reads() == Reads.CLASSES
                                || (one.reads() == Reads.PROBABILITIES && predictions.hasProbabilities()))
                        .toList(),
                measure -> measure.of(predictions));
    }

    /** The measures of rankings, as means over queries. */
    static MeasureValues of(List<MeasureHandle> measures, List<Ranking> rankings) {
        return of(
                measures.stream().filter(one -> one.reads() == Reads.RANKINGS).toList(),
                measure -> measure.of(rankings));
    }

    private static MeasureValues of(List<MeasureHandle> measures, ToDoubleFunction<MeasureHandle> value) {
        return new MeasureValues(
                measures.stream().map(measure -> value(measure, value)).toList());
    }

    // one measure that fails must not take the others along
    private static Value value(MeasureHandle measure, ToDoubleFunction<MeasureHandle> value) {
        double number = Double.NaN;
        String refusal = "";
        try {
            number = value.applyAsDouble(measure);
        } catch (PluginException e) {
            refusal = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            refusal = measure.selection().id() + ": " + e;
        }
        return new Value(
                measure.selection().id(),
                measure.title(),
                measure.found().method().scale(),
                measure.found().method().rule(),
                number,
                refusal);
    }

    /** The value of a measure by its id; NaN where it is not defined, not measured, or failed. */
    public double get(String id) {
        return values.stream()
                .filter(one -> one.id().equals(id))
                .mapToDouble(Value::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Every value by the title of its measure. */
    Map<String, Double> byTitle() {
        Map<String, Double> all = new LinkedHashMap<>();
        values.forEach(one -> all.put(one.title(), one.value()));
        return all;
    }

    /** One row per measure. */
    TableView table() {
        TableView table = new TableView("measure", "value", "better", "rule");
        values.forEach(one -> table.row(one.title(), cell(one.value()), better(one), one.rule()));
        return table;
    }

    private static String better(Value one) {
        return one.scale().better() == Scale.Better.HIGHER ? "higher" : "lower";
    }

    private static Cell cell(double value) {
        return Cell.number(Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value));
    }

    /** Why measures failed, one line each. */
    List<String> refusals() {
        return values.stream()
                .map(Value::refusal)
                .filter(why -> !why.isEmpty())
                .distinct()
                .toList();
    }

    /** One row per measure and one column per name; empty where nothing was measured. */
    static TableView sideBySide(Map<String, MeasureValues> columns) {
        List<String> header = new ArrayList<>(List.of("measure", "better"));
        header.addAll(columns.keySet());
        TableView table = new TableView(header);
        Map<String, Value> rows = new LinkedHashMap<>();
        columns.values().forEach(column -> column.values.forEach(one -> rows.putIfAbsent(one.id(), one)));
        rows.values().forEach(one -> {
            List<Object> cells = new ArrayList<>(List.of(one.title(), better(one)));
            columns.values().forEach(column -> cells.add(cell(column.get(one.id()))));
            table.row(cells);
        });
        return table;
    }

    /**
     * One row per measure and one column per name, of values that were averaged over splits.
     *
     * @param columns name of a column to its values by the title of a measure
     */
    public static TableView means(Map<String, Map<String, Double>> columns) {
        List<String> header = new ArrayList<>(List.of("measure"));
        header.addAll(columns.keySet());
        TableView table = new TableView(header);
        List<String> titles = columns.values().stream()
                .flatMap(one -> one.keySet().stream())
                .distinct()
                .toList();
        for (String title : titles) {
            List<Object> cells = new ArrayList<>(List.of(title));
            columns.values().forEach(column -> cells.add(cell(column.getOrDefault(title, Double.NaN))));
            table.row(cells);
        }
        return table;
    }

    /** A table folded under a title, as HTML; empty for an empty table. */
    public static String folded(String title, TableView table, List<String> notes) {
        if (table.size() == 0 && notes.isEmpty()) {
            return "";
        }
        return "<details><summary>" + TableView.escape(title) + "</summary>" + table.html() + "<p><small>"
                + notes.stream().map(TableView::escape).collect(Collectors.joining("<br>")) + "</small></p></details>";
    }

    /** The same as text; empty for an empty table. */
    public static String unfolded(String title, TableView table, List<String> notes) {
        if (table.size() == 0 && notes.isEmpty()) {
            return "";
        }
        return "\n\n" + title + "\n" + table.text() + (notes.isEmpty() ? "" : "\n" + String.join("\n", notes));
    }
}
