package dev.interlace.workbench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposedTest {
    private static Figure line(String title) {
        return Charts.lines(title, "x", "y", List.of(Charts.Line.of("a", new double[] {0, 1}, new double[] {0, 1})));
    }

    private static JsonNode json(Figure figure) {
        try {
            return Figure.JSON.readTree(figure.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Figure> two() {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("first", line("one"));
        figures.put("second", line("two"));
        return figures;
    }

    @Test
    void threeFiguresInTwoColumnsByHand() {
        JsonNode grid = json(Composed.grid("all", 2, List.of(line("a"), line("b"), line("c"))));
        assertEquals("x3", grid.path("data").path(2).path("xaxis").asText());
        JsonNode layout = grid.path("layout");
        // two columns with a gap of 0.2 of a step: a step is 1/1.8, a column 0.8 of it
        assertEquals(0.8 / 1.8, layout.path("xaxis").path("domain").path(1).asDouble(), 1e-12);
        assertEquals(0.0, layout.path("yaxis3").path("domain").path(0).asDouble(), "the third stands in the lower row");
        assertEquals("y3", layout.path("xaxis3").path("anchor").asText());
        assertEquals(3, layout.path("annotations").size());
        assertTrue(Composed.grid("all", 2, List.of(line("a"), line("b"))).png().length > 5_000);
    }

    @Test
    void linesOfOneNameStandOnceInTheLegendOfAGrid() {
        double[] ends = {0, 1};
        Figure two = Charts.lines(
                "t", "x", "y", List.of(Charts.Line.of("early", ends, ends), Charts.Line.of("late", ends, ends)));
        JsonNode grid = json(Composed.grid("all", 2, List.of(two, two, line("alone"))));
        assertTrue(grid.path("layout").path("showlegend").asBoolean());
        List<Boolean> listed = new ArrayList<>();
        grid.path("data").forEach(trace -> listed.add(trace.path("showlegend").asBoolean()));
        assertEquals(List.of(true, true, false, false, false), listed, "the panel of one line needs no legend");
        assertEquals("late", grid.path("data").path(3).path("legendgroup").asText(), "and a click hides both");
        assertFalse(json(Composed.grid("all", 1, List.of(line("a"))))
                .path("layout")
                .path("showlegend")
                .asBoolean(true));
    }

    @Test
    void framesHaveOneStepOfTheSliderEach() {
        JsonNode frames = json(Composed.frames("epoch", two()));
        assertEquals(2, frames.path("frames").size());
        JsonNode step =
                frames.path("layout").path("sliders").path(0).path("steps").path(1);
        assertEquals("second", step.path("args").path(0).path(0).asText());
        assertEquals(
                "two",
                frames.path("frames")
                        .path(1)
                        .path("layout")
                        .path("title")
                        .path("text")
                        .asText());
    }

    @Test
    void aChoiceShowsTheTracesOfOneFigure() {
        JsonNode choice = json(Composed.choice(two()));
        assertTrue(choice.path("data").path(0).path("visible").asBoolean());
        assertEquals("false", choice.path("data").path(1).path("visible").toString());
        JsonNode second = choice.path("layout")
                .path("updatemenus")
                .path(0)
                .path("buttons")
                .path(1);
        assertEquals("[false,true]", second.path("args").path(0).path("visible").toString());
    }

    @Test
    void figuresThatDoNotFitAreRefused() {
        Map<String, Figure> unlike = new LinkedHashMap<>(two());
        unlike.put("third", line("x").and(line("y")));
        assertEquals(
                "Composed.frames: every figure must have 1 traces as the first has, 'third' has 2",
                assertThrows(IllegalArgumentException.class, () -> Composed.frames("epoch", unlike))
                        .getMessage());
        assertEquals(
                "Composed.choice: there must be at least one figure, got none",
                assertThrows(IllegalArgumentException.class, () -> Composed.choice(Map.of()))
                        .getMessage());
        assertEquals(
                "Composed.grid: columns must be at least 1, got 0",
                assertThrows(IllegalArgumentException.class, () -> Composed.grid("", 0, List.of(line("a"))))
                        .getMessage());
    }
}
