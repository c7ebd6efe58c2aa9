package dev.interlace.workbench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.doubles.Shown;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.plotly.api.Histogram;

class TablesawViewTest {
    private static final String SCRIPT = "<script>alert(1)</script>";

    private static Table counted(int rows) {
        return Table.create(
                "counted", IntColumn.create("n", IntStream.range(0, rows).toArray()));
    }

    @Test
    void aTableShowsNamesTypesAndNumbersOnTheRight() {
        Table table = Table.create(
                "scores", StringColumn.create("name", "a", "b"), DoubleColumn.create("score", 0.5, 1 / 3.0));
        String html = Shown.html(table);
        assertTrue(html.contains("text-align:left\">name<br><small"), html);
        assertTrue(html.contains(">string</small>") && html.contains(">double</small>"), html);
        assertTrue(
                html.contains("text-align:right\">0.5000</td>") && html.contains("text-align:right\">0.3333</td>"),
                html);
        assertTrue(html.contains("2 rows × 2 columns"), html);
        assertFalse(html.contains("<script"), "a table of one page needs no script");
        assertEquals(table.print() + "\n2 rows × 2 columns", Shown.text(table));
    }

    @Test
    void aFormatOfTheColumnIsKept() {
        DoubleColumn column = DoubleColumn.create("price", 1234.56789);
        column.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(1));
        assertTrue(Shown.html(column).contains(">" + column.getString(0) + "</td>"));
    }

    @Test
    void fractionsHaveCommonDecimalsThatAllRowsDecide() {
        // Tablesaw writes 1.0E-4 as 0.0001, Java as 1.0E-4: neither is a format of the user
        String html = Shown.html(DoubleColumn.create("x", 1.0E-4, 0.008863588431931045, 12));
        assertTrue(
                html.contains(">0.0001</td>") && html.contains(">0.0089</td>") && html.contains(">12.0000</td>"), html);
    }

    @Test
    void missingValuesAreMarked() {
        DoubleColumn numbers = DoubleColumn.create("x", 1.0);
        numbers.appendMissing();
        StringColumn words = StringColumn.create("w", "");
        words.append("b");
        String html = Shown.html(Table.create("gaps", numbers, words));
        assertEquals(2, html.split("italic\">missing</td>", -1).length - 1, html);
    }

    @Test
    void namesAndTextsAreEscaped() {
        String html = Shown.html(Table.create(SCRIPT, StringColumn.create(SCRIPT, SCRIPT)));
        assertFalse(html.contains("<script>alert"), html);
        assertEquals(3, html.split("&lt;script&gt;alert", -1).length - 1, html);
    }

    @Test
    void theRowsAfterTheFirstPageWaitForTheScript() {
        String html = Shown.html(counted(50));
        assertEquals(50, html.split("<td style=\"padding:2px 8px;text-align:right\">", -1).length - 1);
        assertEquals(30, html.split("<tr style=\"display:none\">", -1).length - 1);
        assertTrue(html.contains("data-page=\"20\"") && html.contains("<script>"), "the pages are turned by a script");
        assertEquals(html, Shown.html(counted(50)), "no ids: the same table is the same text");
    }

    @Test
    void ofALargeTableTheFirstRowsAndColumnsAreBrought() {
        Table table = counted(100_000);
        String html = Shown.html(table);
        assertTrue(html.contains("100,000 rows × 1 columns, the first 200 rows shown"), "the note");
        assertFalse(html.contains(">200</td>"), "row 200 is the 201st");
        assertTrue(Shown.text(table).length() < 1_000, Shown.text(table));
        Table wide = Table.create(
                "wide",
                IntStream.range(0, 500)
                        .mapToObj(i -> IntColumn.create("c" + i, 1))
                        .toArray(Column<?>[]::new));
        assertTrue(Shown.html(wide).contains("1 rows × 500 columns, the first 40 columns shown"));
        assertFalse(Shown.text(wide).contains("c40"));
        assertTrue(Shown.html(StringColumn.create("s", "x".repeat(1000))).length() < 1_500, "a long text is cut");
    }

    @Test
    void aColumnIsATableOfOne() {
        assertTrue(Shown.html(IntColumn.create("n", 1, 2)).contains("2 rows × 1 columns"));
    }

    @Test
    void anEmptyTableShowsItsColumns() {
        assertTrue(Shown.html(Table.create("none", IntColumn.create("n"))).contains("0 rows × 1 columns"));
        assertTrue(Shown.html(Table.create("nothing")).contains("0 rows × 0 columns"));
    }

    @Test
    void aFigureIsShownAsAFigure() {
        var data = Shown.of(Histogram.create("h", new double[] {1, 2, 2}));
        assertTrue(data.data().containsKey("application/vnd.plotly.v1+json"));
    }
}
