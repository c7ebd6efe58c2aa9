package dev.interlace.workbench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Colours;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;

class FigureTest {
    private static final Figure BARS = Charts.bars(
            "Accuracy of <a> & </script>",
            "method",
            "accuracy",
            List.of(Charts.Bars.of("test", List.of("early", "late"), new double[] {0.5, 0.75})
                    .withBand(new double[] {0.4, 0.7}, new double[] {0.6, 0.9})));

    private static JsonNode json(String text) {
        try {
            return Figure.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BufferedImage image(byte[] png) {
        try {
            return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<Integer> colours(Figure figure) {
        BufferedImage image = image(figure.png());
        Set<Integer> colours = new TreeSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(image.getRGB(x, y) & 0xFFFFFF);
            }
        }
        return colours;
    }

    @Test
    void theErrorBarsOfTwoBarsByHand() {
        JsonNode error = json(BARS.json()).path("data").path(0).path("error_y");
        assertEquals(0.1, error.path("array").path(0).asDouble(), 1e-12); // 0.6 - 0.5
        assertEquals(0.05, error.path("arrayminus").path(1).asDouble(), 1e-12); // 0.75 - 0.7
    }

    @Test
    void barsFromLeftToRightCarryTheirErrorBarsAlongTheValues() {
        Figure figure = Charts.ranked(
                        "t",
                        "value",
                        List.of(Charts.Bars.of("one", List.of("a long name", "b"), new double[] {0.5, 0.7})
                                .withBand(new double[] {0.4, 0.65}, new double[] {0.6, 0.8})))
                .and(Charts.level("chance", List.of("a long name", "b"), 0.25));
        JsonNode bar = json(figure.json()).path("data").path(0);
        assertEquals("h", bar.path("orientation").asText());
        assertEquals(0.1, bar.path("error_x").path("array").path(0).asDouble(), 1e-12); // 0.6 - 0.5
        assertEquals(0.05, bar.path("error_x").path("arrayminus").path(1).asDouble(), 1e-12); // 0.7 - 0.65
        assertTrue(figure.text().contains("0.5 [0.4, 0.6]"), figure.text());
        assertTrue(figure.text().contains("chance"), figure.text());
    }

    @Test
    void errorBarsOfLyingBarsAreDrawn() throws IOException {
        Charts.Bars plain = Charts.Bars.of("one", List.of("a", "b"), new double[] {0.5, 0.5});
        Charts.Bars withErrors = plain.withBand(new double[] {0.3, 0.3}, new double[] {0.9, 0.9});
        // beyond the ends of the bars there is nothing but the error bars' grey
        assertEquals(0, grey(Charts.ranked("", "x", List.of(plain)).withLayout("{\"xaxis\":{\"range\":[0,1]}}")));
        assertTrue(grey(Charts.ranked("", "x", List.of(withErrors)).withLayout("{\"xaxis\":{\"range\":[0,1]}}")) > 100);
    }

    private static int grey(Figure figure) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.png()));
        int count = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == 0x7F7F7F ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void theBundleHoldsAllFourRepresentations() {
        DisplayData data = BARS.display();
        assertEquals(
                Set.of("text/plain", "text/html", "image/png", "application/vnd.plotly.v1+json"),
                data.data().keySet());
        assertEquals("{\"width\":760,\"height\":440}", data.metadata().get("image/png"));
        BufferedImage image = image(Base64.getDecoder().decode(data.data().getOrDefault("image/png", "")));
        assertEquals(1520, image.getWidth());
        assertEquals(880, image.getHeight());
    }

    @Test
    void theTextTwinHoldsTheNumbers() {
        assertEquals("""
                Accuracy of <a> & </script>
                test (bar, 2 points)
                method  accuracy
                early   0.5 [0.4, 0.6]
                late    0.75 [0.7, 0.9]""", BARS.text());
    }

    @Test
    void aTitleCannotEndTheScriptItStandsIn() {
        String title = "<!-- </script><script>";
        String html = Figure.parse("{\"data\":[],\"layout\":{\"title\":{\"text\":\"" + title + "\"}}}")
                .html();
        String open = "<script type=\"application/json\">";
        String script = html.substring(html.indexOf(open) + open.length());
        JsonNode figure = json(script.substring(0, script.indexOf("</script>")));
        assertEquals("AUTO", figure.path("theme").asText());
        assertEquals(title, figure.path("layout").path("title").path("text").asText());
        assertTrue(BARS.html().contains("alt=\"Accuracy of &lt;a&gt; &amp; &lt;/script&gt;\""));
    }

    @Test
    void figuresHaveNoFixedWidthAndTitlesOnBothAxes() {
        JsonNode layout = json(Figure.parse("{\"data\":[],\"layout\":{\"width\":800}}")
                        .json())
                .path("layout");
        assertFalse(layout.has("width"));
        assertTrue(layout.path("autosize").asBoolean());
        assertEquals(
                "method",
                json(BARS.json())
                        .path("layout")
                        .path("xaxis")
                        .path("title")
                        .path("text")
                        .asText());
    }

    @Test
    void theHtmlHoldsThePictureForWhereScriptsDoNotRun() {
        assertTrue(BARS.html().contains("<img alt="));
        assertTrue(BARS.html().contains("data:image/png;base64,iVBOR"));
        assertTrue(BARS.html().contains("credentials: 'same-origin'"));
    }

    @Test
    void thePictureUsesThePaletteAndTheThemesPaper() {
        assertTrue(colours(BARS).contains(0x0072B2));
        assertTrue(colours(BARS).contains(0xFFFFFF));
        assertTrue(colours(BARS.with(Theme.DARK)).contains(0x16191D));
    }

    @Test
    void aHeatmapRunsFromTheFirstToTheLastColourOfItsScale() {
        Figure heatmap =
                Charts.heatmap("h", "x", "y", List.of("a", "b"), List.of("c", "d"), new double[][] {{0, 1}, {2, 10}});
        Set<Integer> colours = colours(heatmap);
        assertTrue(colours.contains(0x00224E) && colours.contains(0xFEE838), colours.size() + " colours");
        assertTrue(heatmap.text().contains("a  0   1"), heatmap.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[]}",
                "{\"data\":[{\"type\":\"pie\",\"labels\":[\"a\"],\"values\":[1]}]}",
                "{\"data\":[{\"x\":[],\"y\":[]}]}",
                "{\"data\":[{\"x\":[1],\"y\":[1]}]}",
                "{\"data\":[{\"y\":[1,null,3]}]}",
                "{\"data\":[{\"y\":[0,0,0]}]}",
                "{\"data\":[{\"x\":[1,10,1000],\"y\":[1,2,3]}],\"layout\":{\"xaxis\":{\"type\":\"log\"}}}",
                "{\"data\":[{\"type\":\"bar\",\"orientation\":\"h\",\"x\":[1,-2],\"y\":[\"a\",\"b\"]}]}",
                "{\"data\":[{\"type\":\"heatmap\",\"z\":[[1,1],[1,null]]}]}",
                "{\"data\":[{\"type\":\"histogram\",\"x\":[1,1,2,5]}]}",
                "{\"data\":[{\"type\":\"histogram\",\"x\":[]}]}"
            })
    void oddFiguresAreDrawnToo(String json) {
        Figure figure = Figure.parse(json);
        assertEquals(1520, image(figure.png()).getWidth());
        assertFalse(figure.text().isEmpty());
    }

    @Test
    void partsOfTheLayoutCanBeReplaced() {
        Figure figure = BARS.withLayout("{\"yaxis\":{\"range\":[0,1]}}").titled("Other");
        assertEquals(
                "accuracy",
                figure.layout().path("yaxis").path("title").path("text").asText());
        assertEquals(1, figure.layout().path("yaxis").path("range").path(1).asInt());
        assertEquals("Other", figure.title());
        assertEquals("Accuracy of <a> & </script>", BARS.title());
    }

    @Test
    void aBandSurroundsItsLineOnceThereAndOnceBack() {
        Figure figure = Charts.lines(
                "t",
                "x",
                "y",
                List.of(Charts.Line.of("a", new double[] {1, 2}, new double[] {5, 6})
                        .withBand(new double[] {4, 5}, new double[] {6, 7})));
        assertEquals("[1.0,2.0,2.0,1.0]", figure.data().get(0).path("x").toString());
        assertEquals("[6.0,7.0,5.0,4.0]", figure.data().get(0).path("y").toString());
        assertFalse(figure.text().contains("band"));
    }

    @Test
    void colourAndDashTellLinesApartBeyondThePalette() {
        int colours = Colours.PALETTE.size();
        List<Charts.Line> lines = IntStream.rangeClosed(0, colours)
                .mapToObj(i -> Charts.Line.of("line " + i, new double[] {0, 1}, new double[] {i, i}))
                .toList();
        JsonNode data = json(Charts.lines("many", "x", "y", lines).json()).path("data");
        assertEquals(
                data.get(0).path("line").path("color"),
                data.get(colours).path("line").path("color"));
        assertEquals("", data.get(0).path("line").path("dash").asText());
        assertEquals("dash", data.get(colours).path("line").path("dash").asText());
    }

    @Test
    void seriesOfUnequalLengthAreRefused() {
        assertEquals(
                "Line 'a' must have 2 values, got 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Charts.Line.of("a", new double[] {1, 2}, new double[] {1}))
                        .getMessage());
        assertEquals(
                "Figure: the JSON must be an object with an array 'data' of traces",
                assertThrows(IllegalArgumentException.class, () -> Figure.parse("{}"))
                        .getMessage());
    }

    @Test
    void tablesawsFiguresBecomeJsonWithTypedNumbersAndObjectTitles() {
        Table table = Table.create(
                "t", StringColumn.create("who", "a", "b's", "c"), DoubleColumn.create("v", 1.5, 7.42e-4, -1));
        JsonNode bars = json(TablesawFigures.of(VerticalBarPlot.create("It's \"bars\"", table, "who", "v"))
                .json());
        assertEquals(
                "It's \"bars\"", bars.path("layout").path("title").path("text").asText());
        assertEquals("b's", bars.path("data").path(0).path("x").path(1).asText());
        assertTrue(bars.path("data").path(0).path("y").path(1).isNumber());
        assertEquals(7.42e-4, bars.path("data").path(0).path("y").path(1).asDouble());
    }

    @Test
    void everyCommonKindOfTablesawFigureCrossesTheBridge() {
        Table table = Table.create(
                "t",
                StringColumn.create("who", "a", "b", "a"),
                DoubleColumn.create("v", 1, 2, 3),
                DoubleColumn.create("w", 3, 5, 4));
        List<tech.tablesaw.plotly.components.Figure> figures = List.of(
                ScatterPlot.create("s", table, "v", "w"),
                ScatterPlot.create("s", table, "v", "w", "who"),
                LinePlot.create("l", table, "v", "w"),
                Histogram.create("h", table, "v"),
                PiePlot.create("p", table, "who", "v"));
        List<String> types = figures.stream()
                .map(TablesawFigures::of)
                .map(figure -> figure.data().get(0).path("type").asText())
                .toList();
        assertEquals(List.of("scatter", "scatter", "scatter", "histogram", "pie"), types);
    }

    @Test
    void theBundleIsTheOneThatWasChosen() throws NoSuchAlgorithmException, IOException {
        byte[] bytes = PlotlyBundle.bytes();
        assertEquals(
                PlotlyBundle.SHA256,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertTrue(new String(bytes, 0, 200, StandardCharsets.UTF_8).contains("plotly.js v" + PlotlyBundle.VERSION));
        assertTrue(new String(PlotlyBundle.resource(PlotlyBundle.LICENCE), StandardCharsets.UTF_8)
                .contains("MIT License"));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(PlotlyBundle.gzip()))) {
            assertTrue(Arrays.equals(bytes, in.readAllBytes()));
        }
        assertTrue(PlotlyBundle.inlineElement()
                .startsWith("<script type=\"application/gzip;base64\" id=\"interlace-plotly\">"));
    }
}
