package dev.interlace.runtime;

import dev.interlace.spi.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cells that are held by column.
 *
 * @param columns the names, in order
 * @param values the cells of each column, from the first row to the last
 * @param rows how many rows there are
 */
record ColumnCells(List<String> columns, Map<String, List<Optional<Object>>> values, int rows) implements Cells {
    @Override
    public Optional<Object> cell(String column, int row) {
        List<Optional<Object>> cells = values.get(column);
        if (cells == null) {
            throw new IllegalArgumentException(Names.unknown("column", column, columns));
        }
        return cells.get(row);
    }

    /** A value as cells hold it: numbers, truth values, bytes and lists of numbers as they are, others as text. */
    static Optional<Object> held(Object value) {
        boolean numbers = value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance);
        return numbers || value instanceof Number || value instanceof Boolean || value instanceof byte[]
                ? Optional.of(value)
                : Optional.<Object>of(String.valueOf(value).strip()).filter(text -> !text.equals(""));
    }
}
