package dev.interlace.workbench.figures.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticPictureTest {
    private static StaticPicture.Drawing drawn(String data, String layout) {
        return new StaticPicture(Kinds.read(data), Kinds.read(layout), 0, false).draw();
    }

    static List<String> kinds() {
        return Kinds.names();
    }

    @Test
    void threeStackedBarsByHand() {
        StaticPicture.Drawing drawing = drawn(
                "[{\"type\":\"bar\",\"y\":[3]},{\"type\":\"bar\",\"y\":[4]},{\"type\":\"bar\",\"y\":[1]}]",
                "{\"barmode\":\"stack\"}");
        List<Box> boxes = drawing.plots().get(0).cell().boxes();
        assertEquals(List.of(0.0, 3.0, 7.0), boxes.stream().map(Box::y0).toList()); // 0, 3, 3 + 4
        assertEquals(List.of(3.0, 7.0, 8.0), boxes.stream().map(Box::y1).toList());
    }

    @Test
    void theQuartilesOfSevenValuesByHand() {
        // at (i + 1/2)/7 stand 1 to 7: a quarter lies at index 7/4 - 1/2 = 1.25, three quarters at 4.75
        StaticPicture.Drawing drawing = drawn("[{\"type\":\"box\",\"y\":[7,1,2,3,4,5,6]}]", "{}");
        Box box = drawing.plots().get(0).cell().boxes().get(0);
        assertEquals(2.25, box.y0());
        assertEquals(5.75, box.y1());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindIsDrawnInInkOnBothPapers(String name) {
        JsonNode figure = Kinds.ALL.path(name);
        for (boolean dark : new boolean[] {false, true}) {
            BufferedImage image = new StaticPicture(figure.path("data"), figure.path("layout"), 0, dark)
                    .draw()
                    .image();
            Color paper = dark ? Look.DARK.paper() : Look.LIGHT.paper();
            long inked = Arrays.stream(
                            image.getRGB(0, 80, image.getWidth(), image.getHeight() - 80, null, 0, image.getWidth()))
                    .filter(rgb -> (rgb & 0xFFFFFF) != (paper.getRGB() & 0xFFFFFF))
                    .count();
            assertTrue(inked > 800, name + ": " + inked + " pixels are not paper");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sankey", "parcoords", "treemap"})
    void whatCannotBeDrawnIsNamed(String type) {
        StaticPicture picture =
                new StaticPicture(Kinds.read("[{\"type\":\"" + type + "\"}]"), Kinds.read("{}"), 0, false);
        assertEquals("This picture cannot show: " + type + "; the interactive view does", picture.note());
    }

    @Test
    void framesAndMenusAreSpokenOf() {
        JsonNode data = Kinds.read("[{\"y\":[1,2]}]");
        assertTrue(new StaticPicture(data, Kinds.read("{}"), 3, false).note().startsWith("one of several frames"));
        assertTrue(new StaticPicture(data, Kinds.read("{\"updatemenus\":[{}]}"), 0, false)
                .note()
                .startsWith("the first choice of the menu"));
        assertEquals("", new StaticPicture(data, Kinds.read("{}"), 0, false).note());
    }

    @Test
    void aHiddenTraceIsNotDrawn() {
        StaticPicture.Drawing drawing = drawn(
                "[{\"mode\":\"markers\",\"y\":[1]},{\"visible\":\"legendonly\",\"mode\":\"markers\",\"y\":[2]}]", "{}");
        assertEquals(1, drawing.plots().get(0).cell().dots().size());
        assertFalse(drawing.plots().isEmpty());
    }
}
