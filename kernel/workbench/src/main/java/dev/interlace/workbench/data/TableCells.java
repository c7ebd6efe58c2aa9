package dev.interlace.workbench.data;

import dev.interlace.runtime.Cells;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The rows of a Tablesaw table; missing values are missing.
 *
 * @param table the table
 */
public record TableCells(Table table) implements Cells {
    @Override
    public int rows() {
        return table.rowCount();
    }

    @Override
    public List<String> columns() {
        return table.columnNames();
    }

    @Override
    public Optional<Object> cell(String column, int row) {
        Column<?> cells = table.column(column);
        if (cells.isMissing(row)) {
            return Optional.empty();
        }
        if (cells instanceof NumericColumn<?> || cells instanceof BooleanColumn) {
            return Optional.of(cells.get(row));
        }
        return Optional.<Object>of(cells.getString(row).strip()).filter(text -> !text.equals(""));
    }

    @Override
    public Optional<String> text(String column, int row) {
        Column<?> cells = table.column(column);
        return cells.isMissing(row)
                ? Optional.empty()
                : Optional.of(cells.getString(row).strip()).filter(text -> !text.isEmpty());
    }
}
