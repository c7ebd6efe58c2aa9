package dev.interlace.jupyter.display;

import dev.interlace.jupyter.display.HtmlTable.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows maps, records, and rows of either as tables, beside the text that they have anyway. */
final class StructureRenderer implements Renderer {
    private static final int MOST_ROWS = 60;
    private static final int MOST_COLUMNS = 30;

    @Override
    public Optional<DisplayData> render(Object value) {
        return table(value).map(html -> DisplayData.html(html, PlainText.of(value)));
    }

    private static Optional<String> table(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() || !PlainText.isJavas(map) ? Optional.empty() : Optional.of(map(map));
        }
        if (value instanceof Record record) {
            return record(record);
        }
        if (value instanceof Collection<?> rows && PlainText.isJavas(rows)) {
            return rows(rows);
        }
        return value instanceof Object[] rows ? rows(Arrays.asList(rows)) : Optional.empty();
    }

    private static String map(Map<?, ?> map) {
        HtmlTable table = new HtmlTable("").header(List.of(Cell.name("key"), Cell.name("value")));
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        int shown = 0;
        while (shown < MOST_ROWS && entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            table.row(List.of(Cell.of(entry.getKey()), Cell.of(entry.getValue())));
            shown++;
        }
        return table.end(note(shown, map.size(), "entries"));
    }

    private static Optional<String> record(Record record) {
        if (RecordParts.writesItself(record.getClass())) {
            return Optional.empty();
        }
        return RecordParts.of(record).filter(parts -> !parts.isEmpty()).map(parts -> {
            HtmlTable table = new HtmlTable(record.getClass().getSimpleName())
                    .header(List.of(Cell.name("component"), Cell.name("value")));
            parts.forEach(part -> table.row(List.of(Cell.name(part.name()), Cell.of(part.value()))));
            return table.end("");
        });
    }

    /** Records of one class, or maps with texts as keys, one row each; empty for anything else. */
    private static Optional<String> rows(Collection<?> rows) {
        List<Object> shown = new ArrayList<>();
        Iterator<?> all = rows.iterator();
        while (shown.size() < MOST_ROWS && all.hasNext()) {
            Object row = all.next();
            if (row == null || (!shown.isEmpty() && !alike(shown.get(0), row)) || !isRow(row)) {
                return Optional.empty();
            }
            shown.add(row);
        }
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        Set<String> columns = new LinkedHashSet<>();
        List<Map<String, Cell>> cells = new ArrayList<>();
        for (Object row : shown) {
            Map<String, Cell> named = cells(row);
            columns.addAll(named.keySet());
            cells.add(named);
        }
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        String title = shown.get(0) instanceof Record record ? record.getClass().getSimpleName() : "";
        return Optional.of(rows(title, columns.stream().limit(MOST_COLUMNS).toList(), cells)
                .end(note(shown.size(), rows.size(), "rows")
                        + (columns.size() > MOST_COLUMNS ? ", " + columns.size() + " columns" : "")));
    }

    private static HtmlTable rows(String title, List<String> columns, List<Map<String, Cell>> rows) {
        List<Cell> header = new ArrayList<>(List.of(Cell.empty()));
        for (String column : columns) {
            String style = rows.stream()
                    .filter(row -> row.containsKey(column))
                    .findFirst()
                    .map(row -> row.getOrDefault(column, Cell.empty()).style())
                    .orElse("");
            header.add(new Cell(Html.escape(column), style));
        }
        HtmlTable table = new HtmlTable(title).header(header);
        for (int row = 0; row < rows.size(); row++) {
            List<Cell> cells = new ArrayList<>(List.of(Cell.place(row)));
            for (String column : columns) {
                cells.add(rows.get(row).getOrDefault(column, Cell.empty()));
            }
            table.row(cells);
        }
        return table;
    }

    private static boolean alike(Object first, Object row) {
        return first instanceof Map<?, ?> ? row instanceof Map<?, ?> : first.getClass() == row.getClass();
    }

    private static boolean isRow(Object row) {
        if (row instanceof Map<?, ?> map) {
            return map.size() <= MOST_COLUMNS
                    && PlainText.isJavas(map)
                    && map.keySet().stream().allMatch(String.class::isInstance);
        }
        return row instanceof Record && !RecordParts.writesItself(row.getClass());
    }

    private static Map<String, Cell> cells(Object row) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        if (row instanceof Map<?, ?> map) {
            map.forEach((name, value) -> cells.put(String.valueOf(name), Cell.of(value)));
        } else if (row instanceof Record record) {
            RecordParts.of(record).orElse(List.of()).forEach(part -> cells.put(part.name(), Cell.of(part.value())));
        }
        return cells;
    }

    private static String note(int shown, int all, String what) {
        return shown < all ? String.format(Locale.ROOT, "the first %,d of %,d %s", shown, all, what) : "";
    }
}
