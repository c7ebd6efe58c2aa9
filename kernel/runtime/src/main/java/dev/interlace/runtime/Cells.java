package dev.interlace.runtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows of named cells, wherever they lie: in a file, in the maps of a program, in a table. */
public interface Cells {
    /** The number of rows. */
    int rows();

    /** The names of the columns, in order. */
    List<String> columns();

    /**
     * What a cell holds: a text without blanks around it, a number, a truth value, or whatever a program gave. Empty
     * where the cell is, or holds nothing but blanks.
     *
     * @param column one of {@link #columns}
     * @param row from 0
     */
    Optional<Object> cell(String column, int row);

    /** Where a row stands, for messages: its number, from 1, and its line where it has one. */
    default String place(int row) {
        return "row " + (row + 1);
    }

    /** What stands before the decimals of numbers that are written as text. */
    default char decimal() {
        return '.';
    }

    /** The text of a cell; empty where the cell is. */
    default Optional<String> text(String column, int row) {
        return cell(column, row).map(String::valueOf);
    }

    /**
     * Rows that a program holds as maps from column to cell; null, no entry and blank text are missing.
     *
     * @param rows each a map whose values are texts, numbers, truth values, {@code byte[]}, paths, pictures, sounds,
     *     arrays or lists of numbers
     */
    static Cells of(List<? extends Map<String, ?>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        return new Maps(List.copyOf(columns), List.copyOf(rows));
    }

    /**
     * Rows as maps.
     *
     * @param columns the keys that occur
     * @param maps one per row
     */
    record Maps(List<String> columns, List<? extends Map<String, ?>> maps) implements Cells {
        @Override
        public int rows() {
            return maps.size();
        }

        @Override
        public Optional<Object> cell(String column, int row) {
            Object value = maps.get(row).get(column);
            return value instanceof String text
                    ? Optional.<Object>of(text.strip()).filter(stripped -> !stripped.equals(""))
                    : Optional.ofNullable(value);
        }
    }
}
