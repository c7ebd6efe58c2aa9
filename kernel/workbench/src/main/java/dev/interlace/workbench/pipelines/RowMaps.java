package dev.interlace.workbench.pipelines;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of a notebook, maps or records, as maps from column to cell. */
final class RowMaps {
    private RowMaps() {}

    static Map<String, @Nullable Object> of(Object row) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        if (row instanceof Map<?, ?> map) {
            map.forEach((column, cell) -> cells.put(String.valueOf(column), cell));
        } else if (row instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                cells.put(component.getName(), cell(record, component));
            }
        } else {
            throw new IllegalArgumentException(
                    "predict: a row must be a map from column to cell, or a record whose components are the"
                            + " columns, got "
                            + row.getClass().getName());
        }
        return cells;
    }

    private static @Nullable Object cell(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true); // a record of a cell need not be public
            Object cell = component.getAccessor().invoke(record);
            return cell instanceof Optional<?> optional ? optional.orElse(null) : cell;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "predict: component " + component.getName() + " of " + record + " cannot be read: " + e, e);
        }
    }
}
