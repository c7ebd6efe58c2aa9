package dev.interlace.workbench.figures.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlace.workbench.figures.Figure;
import dev.interlace.workbench.figures.PlotlyBundle;
import dev.interlace.workbench.figures.Theme;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The static picture of every kind beside what plotly.js draws in Chromium: the ranges of the axes, the places of bars,
 * cells, boxes and markers, and their colours. Both pictures are left in {@code target/against-plotly}.
 */
class AgainstPlotlyIT {
    private static final Path FOLDER = Path.of("target", "against-plotly").toAbsolutePath();

    /** The padding of an axis is counted in pixels, and the two pictures leave different room for the labels. */
    private static final double RANGE = 0.04;

    private static final double PLACE = 1e-6;

    /** Rounding of blended colours. */
    private static final int SHADE = 6;

    private static final Map<String, JsonNode> DRAWN = new LinkedHashMap<>();

    static List<String> kinds() {
        return Kinds.names();
    }

    @BeforeAll
    static void drawWithPlotly() throws IOException, InterruptedException {
        Chromium.found();
        Files.createDirectories(FOLDER);
        String template = Kinds.read(
                        Figure.parse("{\"data\":[]}").with(Theme.LIGHT).json())
                .path("layout")
                .path("template")
                .toString();
        String page = "<!doctype html><meta charset=utf-8><body><script src=plotly.min.js></script><script>const KINDS="
                + Kinds.ALL + ";const TEMPLATE=" + template + ";</script><script>" + Kinds.text("measure.js")
                + "</script>";
        String json = Chromium.answer(
                Map.of("/", page.getBytes(StandardCharsets.UTF_8), "/plotly.min.js", PlotlyBundle.bytes()), FOLDER);
        Kinds.read(json).properties().forEach(entry -> DRAWN.put(entry.getKey(), entry.getValue()));
        int number = 0;
        for (String name : kinds()) {
            sideBySide(name, FOLDER.resolve(String.format("%02d.png", number++)));
        }
    }

    private static void sideBySide(String name, Path file) throws IOException {
        BufferedImage ours = Kinds.picture(name).draw().image();
        String url = plotly(name).path("image").asText("");
        int w = StaticPicture.WIDTH;
        BufferedImage both = new BufferedImage(2 * w, ours.getHeight() / 2 + 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = both.createGraphics();
        g.drawImage(ours, 0, 20, w, ours.getHeight() / 2, null);
        if (!url.isEmpty()) {
            byte[] png = Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
            g.drawImage(ImageIO.read(new ByteArrayInputStream(png)), w, 20, null);
        }
        g.setColor(Color.WHITE);
        g.drawString(name + ": the static picture on the left, plotly.js on the right", 8, 14);
        g.dispose();
        ImageIO.write(both, "png", file.toFile());
    }

    private static JsonNode plotly(String name) {
        JsonNode drawn = Objects.requireNonNull(DRAWN.get(name), name);
        assertEquals("", drawn.path("error").asText(""), name);
        return drawn;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theAxesSpanTheSameRanges(String name) {
        StaticPicture.Drawing ours = Kinds.picture(name).draw();
        for (Map.Entry<String, JsonNode> axis : plotly(name).path("axes").properties()) {
            StaticPicture.Placed placed = holding(ours, axis.getKey(), axis.getKey());
            ValueAxis drawn = axis(placed, axis.getKey());
            double a = axis.getValue().path(0).asDouble();
            double b = axis.getValue().path(1).asDouble();
            double allowed = RANGE * Math.abs(b - a);
            String text = name + ", axis " + axis.getKey() + ": " + axis.getValue() + " but " + drawn.getRange();
            assertEquals(a > b, drawn.isInverted(), text);
            assertEquals(Math.min(a, b), drawn.getLowerBound(), allowed, text);
            assertEquals(Math.max(a, b), drawn.getUpperBound(), allowed, text);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void barsAndMarkersStandAtTheSamePlaces(String name) {
        StaticPicture.Drawing ours = Kinds.picture(name).draw();
        if (name.equals("points in space")) {
            return; // projected: the places of its markers are those of the paper
        }
        List<double[]> boxes = new ArrayList<>();
        List<double[]> dots = new ArrayList<>();
        ours.plots().forEach(placed -> {
            placed.cell().boxes().stream()
                    .filter(box -> box.y0() != box.y1() || box.x0() != box.x1())
                    .forEach(box -> boxes.add(new double[] {box.x0(), box.x1(), box.y0(), box.y1()}));
            placed.cell().dots().forEach(dot -> dots.add(new double[] {dot.x(), dot.y()}));
        });
        List<double[]> plotlyBoxes = new ArrayList<>();
        List<double[]> plotlyDots = new ArrayList<>();
        for (JsonNode mark : plotly(name).path("marks")) {
            if (mark.has("box")) {
                double[] box = Trace.numbers(mark.path("box"));
                plotlyBoxes.add(new double[] {
                    Math.min(box[0], box[1]),
                    Math.max(box[0], box[1]),
                    Math.min(box[2], box[3]),
                    Math.max(box[2], box[3])
                });
            } else {
                plotlyDots.add(Trace.numbers(mark.path("at")));
            }
        }
        if (!plotlyDots.isEmpty()) {
            same(name + ", markers", plotlyDots, dots);
        }
        if (!name.equals("violins")) {
            same(name + ", rectangles", plotlyBoxes, boxes);
        }
    }

    private static void same(String what, List<double[]> wanted, List<double[]> got) {
        Comparator<double[]> order = (a, b) -> {
            for (int i = 0; i < a.length; i++) {
                if (Math.abs(a[i] - b[i]) > PLACE * Math.max(1, Math.abs(a[i]))) {
                    return Double.compare(a[i], b[i]);
                }
            }
            return 0;
        };
        assertEquals(wanted.size(), got.size(), what);
        List<double[]> expected = wanted.stream().sorted(order).toList();
        List<double[]> actual = got.stream().sorted(order).toList();
        for (int i = 0; i < expected.size(); i++) {
            for (int k = 0; k < expected.get(i).length; k++) {
                double value = expected.get(i)[k];
                assertEquals(value, actual.get(i)[k], PLACE * Math.max(1, Math.abs(value)), what + " " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theColoursAtThosePlacesAreTheSame(String name) {
        StaticPicture.Drawing ours = Kinds.picture(name).draw();
        for (JsonNode mark : plotly(name).path("marks")) {
            StaticPicture.Placed placed =
                    holding(ours, mark.path("x").asText(), mark.path("y").asText());
            double x = mark.path("at").path(0).asDouble();
            double y = mark.path("at").path(1).asDouble();
            ValueAxis across = axis(placed, mark.path("x").asText());
            ValueAxis up = axis(placed, mark.path("y").asText());
            if (!across.getRange().contains(x) || !up.getRange().contains(y)) {
                continue;
            }
            Rectangle2D area = placed.area();
            double px = across.valueToJava2D(x, area, RectangleEdge.BOTTOM);
            double py = up.valueToJava2D(y, area, RectangleEdge.LEFT);
            Color wanted = new Color(
                    mark.path("colour").path(0).asInt(),
                    mark.path("colour").path(1).asInt(),
                    mark.path("colour").path(2).asInt());
            assertTrue(
                    nearest(ours.image(), px, py, wanted) <= SHADE,
                    name + " at (" + x + ", " + y + "): plotly.js has " + wanted + ", the picture "
                            + new Color(ours.image().getRGB((int) Math.round(2 * px), (int) Math.round(2 * py))));
        }
    }

    /** How far the colour is from that of the nearest pixel or its neighbours. */
    private static int nearest(BufferedImage image, double px, double py, Color wanted) {
        int least = 255;
        for (int dx = -3; dx <= 3; dx++) {
            for (int dy = -3; dy <= 3; dy++) {
                int x = Math.max(0, Math.min(image.getWidth() - 1, (int) Math.round(2 * px) + dx));
                int y = Math.max(0, Math.min(image.getHeight() - 1, (int) Math.round(2 * py) + dy));
                Color got = new Color(image.getRGB(x, y));
                int distance = Math.max(
                        Math.abs(got.getRed() - wanted.getRed()),
                        Math.max(
                                Math.abs(got.getGreen() - wanted.getGreen()),
                                Math.abs(got.getBlue() - wanted.getBlue())));
                least = Math.min(least, distance);
            }
        }
        return least;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void slicesHaveTheSameOrderSharesAndColours(String name) {
        List<String> wanted = new ArrayList<>();
        plotly(name)
                .path("slices")
                .forEach(slice -> wanted.add(slice.path("label").asText() + " "
                        + slice.path("value").asDouble() + " "
                        + PlotlyColour.of(slice.path("colour")).orElseThrow()));
        List<String> got = new ArrayList<>();
        int number = 0;
        for (JsonNode trace : Kinds.ALL.path(name).path("data")) {
            if (trace.path("type").asText().equals("pie")) {
                Pies.slices(new Trace(trace, number++, Color.BLACK))
                        .forEach(slice -> got.add(slice.label() + " " + slice.value() + " " + slice.colour()));
            }
        }
        assertEquals(wanted, got, name);
    }

    private static StaticPicture.Placed holding(StaticPicture.Drawing drawing, String x, String y) {
        return drawing.plots().stream()
                .filter(placed -> placed.cell().has(x) && placed.cell().has(y))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no subplot has the axes " + x + ", " + y));
    }

    private static ValueAxis axis(StaticPicture.Placed placed, String id) {
        XYPlot plot = placed.plot();
        int index = placed.cell().index(id);
        return id.charAt(0) == 'x' ? plot.getDomainAxis(index) : plot.getRangeAxis(index);
    }
}
