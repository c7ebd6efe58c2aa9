package dev.interlace.workbench.figures.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
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

    /** Two heatmaps, one below the other, of {@code columns} columns each. */
    private static StaticPicture.Drawing twoHeatmaps(int columns) {
        String row = "[" + "0.07138,".repeat(columns - 1) + "0.5]";
        String map = "{\"type\":\"heatmap\",\"y\":[\"a rather long name of a row\",\"b\"],\"z\":[" + row + "," + row
                + "],\"texttemplate\":\"%%{z}\",\"xaxis\":\"x%1$s\",\"yaxis\":\"y%1$s\"}";
        return drawn(
                "[" + map.formatted("") + "," + map.formatted("2") + "]",
                "{\"xaxis\":{\"domain\":[0,1],\"anchor\":\"y\"},"
                        + "\"yaxis\":{\"domain\":[0.6,1],\"title\":{\"text\":\"token\"}},"
                        + "\"xaxis2\":{\"domain\":[0,1],\"anchor\":\"y2\"},\"yaxis2\":{\"domain\":[0,0.4]}}");
    }

    @Test
    void longNamesBesideSubplotsAreNotCut() {
        BufferedImage image = twoHeatmaps(3).image();
        int paper = Look.LIGHT.paper().getRGB() & 0xFFFFFF;
        long inked = Arrays.stream(image.getRGB(0, 0, 4, image.getHeight(), null, 0, 4))
                .filter(rgb -> (rgb & 0xFFFFFF) != paper)
                .count();
        assertEquals(0, inked, "the left edge of the picture is paper");
    }

    private static List<FittedText> texts(StaticPicture.Drawing drawing) {
        List<FittedText> texts = new ArrayList<>();
        for (XYItemRenderer renderer :
                drawing.plots().get(0).plot().getRenderers().values()) {
            for (Object annotation : ((AbstractXYItemRenderer) renderer).getAnnotations()) {
                if (annotation instanceof FittedText text && text.isShown()) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 12})
    void textsInCellsAreNoWiderThanTheirCells(int columns) {
        StaticPicture.Drawing drawing = twoHeatmaps(columns);
        double cell = drawing.plots().get(0).area().getWidth() / columns;
        List<FittedText> texts = texts(drawing);
        assertEquals(2 * columns, texts.size(), "each cell has its text");
        for (FittedText text : texts) {
            double width = Fonts.width(text.getText()) * text.getFont().getSize2D();
            assertTrue(width <= cell, text.getText() + " is " + width + " wide, its cell " + cell);
        }
    }

    @Test
    void textsThatCouldNotBeReadAreLeftOut() {
        assertEquals(List.of(), texts(twoHeatmaps(30)));
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
