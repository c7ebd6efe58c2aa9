package dev.interlace.jupyter.display;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of values as HTML that reads well on light and dark pages; every text is escaped. */
final class HtmlTable {
    private static final String HEAD = "padding:2px 8px;border-bottom:1px solid #8888;vertical-align:bottom;";
    private static final String CELL = "padding:2px 8px;vertical-align:top;";
    private static final int SHORT_NUMBER = 9;
    private static final String FAINT = "opacity:.6;";

    private final StringBuilder out = new StringBuilder("<div>");

    /** A table under a title. */
    HtmlTable(String title) {
        if (!title.isEmpty()) {
            out.append("<div><b>").append(Html.escape(title)).append("</b></div>");
        }
        out.append("<table style=\"border-collapse:collapse;margin:0\">");
    }

    /** One cell: a text, and where it stands. */
    record Cell(String html, String style) {
        /** A value in brief: numbers on the right, null faint. */
        static Cell of(@Nullable Object value) {
            if (value == null) {
                return new Cell("null", "text-align:left;" + FAINT);
            }
            String text = value instanceof Double || value instanceof Float
                    ? rounded((Number) value)
                    : PlainText.brief(value);
            return new Cell(Html.escape(text), "text-align:" + (value instanceof Number ? "right;" : "left;"));
        }

        /** Seven digits, which is all that a reader compares; the text beside the table has them all. */
        private static String rounded(Number value) {
            String text = value.toString();
            return text.length() <= SHORT_NUMBER || !Double.isFinite(value.doubleValue())
                    ? text
                    : Double.toString(
                            new BigDecimal(text).round(new MathContext(7)).doubleValue());
        }

        /** A place without a value. */
        static Cell empty() {
            return new Cell("", "");
        }

        /** A name beside a row. */
        static Cell name(String name) {
            return new Cell(Html.escape(name), "text-align:left;font-weight:600;");
        }

        /** The number of a row. */
        static Cell place(int index) {
            return new Cell(Integer.toString(index), "text-align:right;" + FAINT);
        }
    }

    /** Adds the titles of the columns. */
    HtmlTable header(List<Cell> titles) {
        out.append("<thead><tr>");
        titles.forEach(title -> cell("th", HEAD, title));
        out.append("</tr></thead><tbody>");
        return this;
    }

    /** Adds a row. */
    void row(List<Cell> cells) {
        out.append("<tr>");
        cells.forEach(cell -> cell("td", CELL, cell));
        out.append("</tr>");
    }

    private void cell(String element, String style, Cell cell) {
        out.append('<')
                .append(element)
                .append(" style=\"")
                .append(style)
                .append(cell.style)
                .append("\">")
                .append(cell.html)
                .append("</")
                .append(element)
                .append('>');
    }

    /** The table with a line below it; empty for none. */
    String end(String note) {
        out.append("</tbody></table>");
        if (!note.isEmpty()) {
            out.append("<small>").append(Html.escape(note)).append("</small>");
        }
        return out.append("</div>").toString();
    }
}
