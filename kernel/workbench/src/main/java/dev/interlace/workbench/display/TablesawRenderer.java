package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Renderer;
import dev.interlace.workbench.figures.TablesawFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Shows Tablesaw's tables (the first 20 rows) and figures. */
public final class TablesawRenderer implements Renderer {
    private static final String PACKAGE = "tech.tablesaw.";
    private static final int MOST_ROWS = 20;

    /** For {@link java.util.ServiceLoader}. */
    public TablesawRenderer() {}

    @Override
    public Optional<DisplayData> render(Object value) {
        // by name first: asking for the type would load Tablesaw for every value of every cell
        return value.getClass().getName().startsWith(PACKAGE) ? known(value) : Optional.empty();
    }

    private static Optional<DisplayData> known(Object value) {
        if (value instanceof Table table) {
            return Optional.of(table(table));
        }
        if (value instanceof tech.tablesaw.plotly.components.Figure figure) {
            return Optional.of(TablesawFigures.of(figure).display());
        }
        return Optional.empty();
    }

    private static DisplayData table(Table table) {
        List<String> header = table.columnNames();
        TableView view = new TableView(header);
        for (int row = 0; row < Math.min(MOST_ROWS, table.rowCount()); row++) {
            List<Object> cells = new ArrayList<>();
            for (Column<?> column : table.columns()) {
                cells.add(
                        column instanceof tech.tablesaw.api.NumericColumn<?>
                                ? TableView.Cell.number(column.getString(row))
                                : column.getString(row));
            }
            view.row(cells);
        }
        String size = table.rowCount() + " rows × " + table.columnCount() + " columns"
                + (table.rowCount() > MOST_ROWS ? ", the first " + MOST_ROWS + " shown" : "");
        String name = table.name() == null ? "" : table.name();
        return DisplayData.html(
                (name.isEmpty() ? "" : "<b>" + TableView.escape(name) + "</b>") + view.html() + "<small>" + size
                        + "</small>",
                (name.isEmpty() ? "" : name + "\n") + view.text() + "\n" + size);
    }
}
