package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.figures.TablesawFigures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Figure;

/**
 * How Tablesaw's values look. A table brings its first rows, page by page where scripts run; without them the first page is
 * seen. A class of its own, because checking its byte code loads Tablesaw.
 */
final class TablesawView {
    private static final int MOST_ROWS = 200;
    private static final int MOST_COLUMNS = 40;
    private static final int LONGEST_CELL = 200;
    private static final int PRINTED_ROWS = 20;

    private TablesawView() {}

    static Optional<DisplayData> of(Object value) {
        if (value instanceof Table table) {
            return Optional.of(table(table));
        }
        if (value instanceof Column<?> column) {
            return Optional.of(table(Table.create("", column)));
        }
        return value instanceof Figure figure
                ? Optional.of(TablesawFigures.of(figure).display())
                : Optional.empty();
    }

    private static DisplayData table(Table table) {
        String size = String.format(Locale.ROOT, "%,d rows × %,d columns", table.rowCount(), table.columnCount());
        List<Column<?>> columns = table.columns();
        String note = size;
        if (columns.size() > MOST_COLUMNS) {
            columns = columns.subList(0, MOST_COLUMNS);
            note += ", the first " + MOST_COLUMNS + " columns shown";
        }
        if (table.rowCount() > MOST_ROWS) {
            note += ", the first " + MOST_ROWS + " rows shown";
        }
        String name = table.name() == null ? "" : table.name();
        Table printed =
                columns.size() == table.columnCount() ? table : Table.create(name, columns.toArray(new Column<?>[0]));
        return DisplayData.html(html(name, columns, table.rowCount(), note), printed.print(PRINTED_ROWS) + "\n" + size);
    }

    private static String html(String name, List<Column<?>> columns, int rows, String note) {
        PagedTable table = new PagedTable(name);
        table.head("", "", PagedTable.Side.RIGHT);
        columns.forEach(
                column -> table.head(column.name(), column.type().name().toLowerCase(Locale.ROOT), side(column)));
        for (int row = 0; row < Math.min(MOST_ROWS, rows); row++) {
            table.row();
            table.place(row);
            for (Column<?> column : columns) {
                if (column.isMissing(row)) {
                    table.missing(side(column));
                } else {
                    table.cell(text(column, row), side(column));
                }
            }
        }
        return table.end(note);
    }

    private static PagedTable.Side side(Column<?> column) {
        return column instanceof NumericColumn<?> ? PagedTable.Side.RIGHT : PagedTable.Side.LEFT;
    }

    private static String text(Column<?> column, int row) {
        String text = column.getString(row);
        if (column.get(row) instanceof Number number
                && !(number instanceof Integer || number instanceof Long || number instanceof Short)
                && text.equals(column.getUnformattedString(row))) {
            return shortened(number.doubleValue(), text);
        }
        return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL) + "…";
    }

    /** Up to six significant digits, where nobody has given the column a format. */
    private static String shortened(double value, String text) {
        if (text.length() <= 8 || !Double.isFinite(value)) {
            return text;
        }
        double size = Math.abs(value);
        if (size >= 1e9 || size < 1e-4) {
            return String.format(Locale.ROOT, "%.5e", value);
        }
        int decimals = Math.max(0, 5 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
