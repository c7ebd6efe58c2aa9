package dev.interlace.workbench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FittedLabelsTest {
    private static final String LONG = "a category whose name has many more characters than fit";

    @Test
    void aLongTextKeepsBothEnds() {
        assertEquals("abcdef", FittedLabels.shortened("abcdef", 6));
        assertEquals("abc…fg", FittedLabels.shortened("abcdefg", 6));
        assertEquals("😀…😀", FittedLabels.shortened("😀abc😀", 3), "characters count, not their halves");
    }

    @Test
    void linesBreakBetweenWords() {
        assertEquals("one two<br>three", FittedLabels.wrapped("one two three", 8));
        assertEquals("&lt;b&gt;<br>x", FittedLabels.wrapped("<b> x", 3));
        assertEquals("a  b", FittedLabels.wrapped("a  b", 10), "spaces stay");
    }

    @Test
    void aLongCategoryIsShortAtTheAxisAndWholeOnHover() {
        Figure figure =
                Charts.ranked("t", "x", List.of(Charts.Bars.of("g", List.of("a", LONG), new double[] {1, 0.25})));
        JsonNode axis = figure.layout().path("yaxis");
        assertEquals(LONG, axis.path("tickvals").path(1).asText());
        assertEquals(
                "a category who…ters than fit", axis.path("ticktext").path(1).asText());
        assertEquals(
                LONG + ": 0.25", figure.data().path(0).path("hovertext").path(1).asText());
        Figure heat = Charts.heatmap("t", "x", "y", List.of("r"), List.of(LONG), new double[][] {{2}});
        assertEquals(
                "r / " + LONG + ": 2",
                heat.data().path(0).path("hovertext").path(0).path(0).asText());
        assertFalse(
                Charts.heatmap("t", "x", "y", List.of("r"), List.of("c"), new double[][] {{2}})
                        .layout()
                        .path("xaxis")
                        .has("tickvals"),
                "short names stay as they are");
    }

    @Test
    void aLongTitleTakesLinesAndTheRoomForThem() {
        Figure figure = Charts.lines("word ".repeat(30).strip(), "x", "y", List.of());
        assertEquals("word ".repeat(30).strip(), figure.title());
        assertEquals(2, figure.layout().path("title").path("text").asText().split("<br>").length);
    }
}
