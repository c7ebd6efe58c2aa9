package dev.interlace.workbench.pipelines;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.runtime.PredictedRows;
import dev.interlace.spi.Target;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Predictions of a pipeline in the lab: shown as a table.
 *
 * @param rows the predictions
 */
public record Predicted(PredictedRows rows) implements Showable {
    private static final int SHOWN = 20;
    private static final int MOST_COLUMNS = 6;

    /** The most probable class of every row. */
    public List<String> labels() {
        return rows.labels();
    }

    /** What is predicted for a row, in words: its class, its labels, or its numbers. */
    public String words(int row) {
        return rows.words(row);
    }

    /** The labels of a row: those with a probability of at least one half. */
    public List<String> labelSet(int row) {
        return rows.labelSet(row);
    }

    /** The number of a row, in its own unit; of several numbers the first. */
    public double number(int row) {
        return rows.number(row);
    }

    /** The probability of a class or label in a row. */
    public double probability(int row, String name) {
        return rows.probability(row, name);
    }

    /** What the reader should know: categories that are new, plugins of another version. */
    public List<String> notes() {
        return rows.notes();
    }

    /**
     * The predictions as a table: id, class or labels, and the probability of each; or id and numbers, where those are
     * the target.
     */
    public Table table() {
        Table table = Table.create(rows.target(), StringColumn.create("id", rows.rowIds()));
        if (!areNumbers()) {
            List<String> words =
                    IntStream.range(0, rows.rows()).mapToObj(rows::words).toList();
            table.addColumns(StringColumn.create(rows.target(), words));
        }
        for (int c = 0; c < rows.columns().size(); c++) {
            DoubleColumn column = DoubleColumn.create(heading(c));
            for (int row = 0; row < rows.rows(); row++) {
                column.append(rows.values(row)[c]);
            }
            table.addColumns(column);
        }
        return table;
    }

    private boolean areNumbers() {
        return rows.kind() == Target.Kind.NUMBERS;
    }

    private String heading(int column) {
        String name = rows.columns().get(column);
        return areNumbers() ? name : "p(" + name + ")";
    }

    @Override
    public DisplayData display() {
        List<String> header = new ArrayList<>(areNumbers() ? List.of("id") : List.of("id", rows.target()));
        int shown = Math.min(MOST_COLUMNS, rows.columns().size());
        IntStream.range(0, shown).forEach(column -> header.add(heading(column)));
        TableView table = new TableView(header);
        for (int row = 0; row < Math.min(SHOWN, rows.rows()); row++) {
            List<Object> cells = new ArrayList<>(List.of(rows.rowIds().get(row)));
            if (!areNumbers()) {
                cells.add(rows.words(row));
            }
            for (int c = 0; c < shown; c++) {
                cells.add(rows.values(row)[c]);
            }
            table.row(cells);
        }
        List<String> lines = new ArrayList<>();
        if (rows.rows() > SHOWN) {
            lines.add("the first " + SHOWN + " of " + rows.rows() + " rows; table() has all");
        }
        lines.addAll(rows.notes());
        StringBuilder html = new StringBuilder(table.html());
        lines.forEach(line ->
                html.append("<div><small>").append(TableView.escape(line)).append("</small></div>"));
        return DisplayData.html(
                html.toString(), table.text() + (lines.isEmpty() ? "" : "\n" + String.join("\n", lines)));
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
