package dev.interlace.workbench.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Renderer;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class RenderersTest {
    private static Optional<DisplayData> render(Object value) {
        return ServiceLoader.load(Renderer.class).stream()
                .map(found -> found.get().render(value))
                .flatMap(Optional::stream)
                .findFirst();
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
