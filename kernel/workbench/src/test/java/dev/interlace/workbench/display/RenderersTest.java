package dev.interlace.workbench.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Renderer;
import dev.interlace.spi.Labels;
import dev.interlace.workbench.evaluation.OutsideScores;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.Histogram;

class RenderersTest {
    private static Optional<DisplayData> render(Object value) {
        return ServiceLoader.load(Renderer.class).stream()
                .map(found -> found.get().render(value))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String text(Object value) {
        return render(value).orElseThrow().plain();
    }

    @Test
    void aTableShowsItsFirstTwentyRowsAndItsSizeAndEscapesThem() {
        Table table = Table.create(
                "scores",
                StringColumn.create(
                        "name", IntStream.range(0, 25).mapToObj(i -> "<b>" + i).toList()),
                DoubleColumn.create(
                        "score",
                        IntStream.range(0, 25).mapToDouble(i -> i / 2.0).toArray()));
        String html = render(table).orElseThrow().data().getOrDefault("text/html", "");
        assertTrue(html.contains("&lt;b&gt;19") && !html.contains("&lt;b&gt;20"));
        assertTrue(text(table).endsWith("25 rows × 2 columns, the first 20 shown"));
    }

    @Test
    void aTablesawFigureIsShownAsAFigure() {
        DisplayData data = render(Histogram.create("h", new double[] {1, 2, 2})).orElseThrow();
        assertTrue(data.data().containsKey("application/vnd.plotly.v1+json"));
    }

    @Test
    void aTensorShowsItsTypeItsShapeAndACorner() {
        assertEquals("FLOAT [2, 2]\n1, 2\n3, 4.5", text(Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4.5f}})));
        assertTrue(text(Nd4j.zeros(3, 20, 30)).startsWith("FLOAT [3, 20, 30], first [1, 8, 8]\n0, 0"));
        assertEquals("FLOAT []\n2.5", text(Nd4j.scalar(2.5f)));
        assertEquals("INT [3]\n1, 2, 3", text(Nd4j.createFromArray(1, 2, 3)));
    }

    @Test
    void anEvaluationOfTribuoIsShownByClass() {
        var evaluation = new OutsideScores("t", List.of("a", "b"), new double[] {1, 0, 0, 1})
                .evaluate(Labels.of(List.of("a", "b")));
        assertEquals("""
                class  rows  precision  recall  F1
                a         1          1       1   1
                b         1          1       1   1
                accuracy 1, macro F1 1, balanced error 0""", text(evaluation));
    }

    @Test
    void othersValuesAreLeftAlone() {
        assertEquals(Optional.empty(), render("text"));
        assertEquals(Optional.empty(), render(List.of(1)));
    }

    @Test
    void tablesAlignNumbersRightAndTextLeft() {
        TableView table = new TableView("name", "n").row("a", 1).row("bcd", 100);
        assertEquals("name  n\na       1\nbcd   100", table.text());
        assertEquals(
                "TableView.row: the table has 2 columns, got 1 cells",
                assertThrows(IllegalArgumentException.class, () -> table.row("a"))
                        .getMessage());
    }

    @Test
    void numbersAreWrittenAsPeopleDo() {
        assertEquals("3", TableView.number(3));
        assertEquals("0.1235", TableView.number(0.12345));
        assertEquals("1235", TableView.number(1234.5));
        assertEquals("0.000742", TableView.number(7.42e-4));
        assertEquals("1.00e-07", TableView.number(1e-7));
        assertEquals("–", TableView.number(Double.NaN));
    }
}
