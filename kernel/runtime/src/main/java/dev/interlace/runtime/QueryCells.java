package dev.interlace.runtime;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a query; NULL is missing, the bytes of a picture or a sound are such. */
public final class QueryCells {
    private QueryCells() {}

    /** Reads what is left of {@code result}, which stays open. */
    public static Cells read(ResultSet result) throws SQLException {
        ResultSetMetaData about = result.getMetaData();
        List<String> columns = new ArrayList<>();
        List<List<Optional<Object>>> cells = new ArrayList<>();
        Map<String, List<Optional<Object>>> values = new HashMap<>();
        for (int c = 1; c <= about.getColumnCount(); c++) {
            String column = about.getColumnLabel(c);
            cells.add(new ArrayList<>());
            if (values.put(column, cells.get(c - 1)) != null) {
                throw new IllegalArgumentException("the query has two columns '" + column + "'; name one by AS");
            }
            columns.add(column);
        }
        int rows = 0;
        while (result.next()) {
            rows++;
            for (int c = 0; c < columns.size(); c++) {
                cells.get(c).add(value(result, c + 1));
            }
        }
        return new ColumnCells(List.copyOf(columns), values, rows);
    }

    private static Optional<Object> value(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        if (value instanceof Blob blob) {
            return Optional.of(blob.getBytes(1, Math.toIntExact(blob.length())));
        }
        if (value instanceof Clob clob) {
            return ColumnCells.held(clob.getSubString(1, Math.toIntExact(clob.length())));
        }
        if (value instanceof Array array && array.getArray() instanceof Object[] elements) {
            return ColumnCells.held(Arrays.asList(elements));
        }
        return value == null ? Optional.empty() : ColumnCells.held(value);
    }
}
