package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A small table that is written as HTML and, with the same content, as text. Everything but {@link Cell#html} is
 * escaped.
 */
public final class TableView {
    private static final String HEAD = ";padding:2px 8px;white-space:nowrap;border-bottom:1px solid #8888\">";
    private static final String LEFT = "text-align:left;padding:2px 8px;vertical-align:top";
    private static final String RIGHT = "text-align:right;padding:2px 8px;vertical-align:top;white-space:nowrap";
    /** A table that is wider than its place scrolls in a box of its own. */
    private static final String BOX = "<div style=\"overflow-x:auto;max-width:100%\">";

    private final List<String> header;
    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * One cell.
     *
     * @param text plain text
     * @param html the same as HTML, already escaped
     * @param side where it stands in its column
     */
    public record Cell(String text, String html, Side side) {
        /** Where a cell's text stands. */
        public enum Side {
            LEFT,
            RIGHT
        }

        /** Text that stands on the left. */
        public static Cell of(String text) {
            return new Cell(text, escape(text), Side.LEFT);
        }

        /** A number that stands on the right. */
        public static Cell number(String text) {
            return new Cell(text, escape(text), Side.RIGHT);
        }

        /** HTML with a text twin. */
        public static Cell html(String text, String html) {
            return new Cell(text, html, Side.LEFT);
        }
    }

    /** An empty table with these column titles. */
    public TableView(String... header) {
        this(List.of(header));
    }

    /** An empty table with these column titles. */
    public TableView(List<String> header) {
        this.header = List.copyOf(header);
    }

    /**
     * Adds a row.
     *
     * @param cells one per column: a {@link Cell}, a number, or anything whose text is shown
     */
    public TableView row(Object... cells) {
        return row(List.of(cells));
    }

    /** Adds a row; see {@link #row(Object...)}. */
    public TableView row(List<?> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(
                    "TableView.row: the table has " + header.size() + " columns, got " + cells.size() + " cells");
        }
        rows.add(cells.stream().map(TableView::cell).toList());
        return this;
    }

    private static Cell cell(Object value) {
        if (value instanceof Cell cell) {
            return cell;
        }
        if (value instanceof Double || value instanceof Float) {
            return Cell.number(number(((Number) value).doubleValue()));
        }
        return value instanceof Number ? Cell.number(value.toString()) : Cell.of(value.toString());
    }

    /** The number of rows. */
    public int size() {
        return rows.size();
    }

    /** This table as HTML. */
    public String html() {
        StringBuilder out = new StringBuilder(BOX + "<table style=\"border-collapse:collapse;margin:0\"><thead><tr>");
        for (int c = 0; c < header.size(); c++) {
            boolean numbers = !rows.isEmpty() && rows.get(0).get(c).side == Cell.Side.RIGHT;
            out.append("<th style=\"text-align:")
                    .append(numbers ? "right" : "left")
                    .append(HEAD)
                    .append(escape(header.get(c)))
                    .append("</th>");
        }
        out.append("</tr></thead><tbody>");
        for (List<Cell> row : rows) {
            out.append("<tr>");
            row.forEach(cell -> out.append("<td style=\"")
                    .append(cell.side == Cell.Side.RIGHT ? RIGHT : LEFT)
                    .append("\">")
                    .append(cell.html)
                    .append("</td>"));
            out.append("</tr>");
        }
        return out.append("</tbody></table></div>").toString();
    }

    /** This table as text with aligned columns, without a line break at the end. */
    public String text() {
        int[] width = header.stream().mapToInt(String::length).toArray();
        for (List<Cell> row : rows) {
            for (int c = 0; c < width.length; c++) {
                width[c] = Math.max(width[c], row.get(c).text.length());
            }
        }
        StringBuilder out = new StringBuilder();
        line(out, header.stream().map(Cell::of).toList(), width);
        rows.forEach(row -> line(out.append('\n'), row, width));
        return out.toString();
    }

    private static void line(StringBuilder out, List<Cell> row, int[] width) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < width.length; c++) {
            Cell cell = row.get(c);
            String space = " ".repeat(width[c] - cell.text.length());
            line.append(cell.side == Cell.Side.RIGHT ? space + cell.text : cell.text + space)
                    .append("  ");
        }
        out.append(line.toString().stripTrailing());
    }

    /** Text in which nothing is HTML. */
    public static String escape(String text) {
        return Html.escape(text);
    }

    /** A number as people write it: whole numbers without a point, others with up to four significant digits. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        if (size >= 1e9 || size < 1e-4) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        int decimals = Math.max(0, Math.min(6, 3 - (int) Math.floor(Math.log10(size))));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
