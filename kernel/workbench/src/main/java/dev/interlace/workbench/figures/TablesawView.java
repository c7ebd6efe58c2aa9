package dev.interlace.workbench.figures;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Numbers;
import dev.interlace.workbench.display.PagedTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.plotly.components.Figure;

/**
 * How Tablesaw's values look. A table brings its first rows, page by page where scripts run; without them the first
 * page is seen. A class of its own, because checking its byte code loads Tablesaw.
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
        int shown = Math.min(MOST_ROWS, rows);
        List<IntFunction<String>> texts =
                columns.stream().map(column -> texts(column, shown)).toList();
        for (int row = 0; row < shown; row++) {
            table.row();
            table.place(row);
            for (int c = 0; c < columns.size(); c++) {
                PagedTable.Side side = side(columns.get(c));
                if (columns.get(c).isMissing(row)) {
                    table.missing(side);
                } else {
                    table.cell(texts.get(c).apply(row), side);
                }
            }
        }
        return table.end(note);
    }

    private static PagedTable.Side side(Column<?> column) {
        return column instanceof NumericColumn<?> ? PagedTable.Side.RIGHT : PagedTable.Side.LEFT;
    }

    /** The text of each row: of fractions with common decimals, where nobody has given the column a format. */
    private static IntFunction<String> texts(Column<?> column, int rows) {
        boolean fractions = column instanceof DoubleColumn || column instanceof FloatColumn;
        NumberColumnFormatter standard = NumberColumnFormatter.floatingPointDefault();
        standard.setColumnType(column.type());
        if (fractions
                && column instanceof NumericColumn<?> numbers
                && IntStream.range(0, rows)
                        .allMatch(row -> column.getString(row).equals(standard.format(numbers.getDouble(row))))) {
            Numbers common = Numbers.of(
                    IntStream.range(0, rows).mapToDouble(numbers::getDouble).toArray());
            return row -> common.text(numbers.getDouble(row)).strip();
        }
        return row -> {
            String text = column.getString(row);
            return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL) + "…";
        };
    }
}
