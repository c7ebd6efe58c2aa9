package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlace.workbench.display.Colours;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.plot.PiePlot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/**
 * A figure drawn without a browser, by JFreeChart. What it cannot draw is named in the picture.
 *
 * <p>Each family of traces first says which places it has, so that the ranges of the axes are known as plotly.js would
 * choose them; then it draws.
 */
public final class StaticPicture {
    /** The shown width in pixels. */
    public static final int WIDTH = 760;

    /** The shown height in pixels, unless the layout says another. */
    public static final int HEIGHT = 440;

    private static final int SCALE = 2;

    private final JsonNode data;
    private final JsonNode layout;
    private final boolean framed;
    private final int height;
    private final Look look;

    /**
     * What was drawn.
     *
     * @param image the picture
     * @param plots the subplots, each with the part of the picture that its axes span, in shown pixels
     */
    record Drawing(BufferedImage image, List<Placed> plots) {}

    /** A subplot and where it lies. */
    record Placed(Cell cell, XYPlot plot, Rectangle2D area) {}

    /**
     * A picture of a figure.
     *
     * @param data traces, as plotly.js has them
     * @param layout titles, axes, annotations
     * @param frames how many frames there are; the traces are shown as they stand before the first
     * @param dark whether light lines stand on dark paper
     */
    public StaticPicture(JsonNode data, JsonNode layout, int frames, boolean dark) {
        this.data = data;
        this.layout = layout;
        framed = frames > 0;
        height = layout.path("height").asInt(HEIGHT);
        look = dark ? Look.DARK : Look.LIGHT;
    }

    /** The picture as a PNG file of twice the shown size. */
    public byte[] png() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(draw().image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    Drawing draw() {
        BufferedImage image = new BufferedImage(WIDTH * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.scale(SCALE, SCALE);
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            g.setColor(look.paper());
            g.fillRect(0, 0, WIDTH, height);
            return new Drawing(image, draw(g));
        } finally {
            g.dispose();
        }
    }

    private List<Placed> draw(Graphics2D g) {
        List<Trace> flat = new ArrayList<>();
        List<Trace> pies = new ArrayList<>();
        List<Trace> deep = new ArrayList<>();
        Set<String> unknown = new TreeSet<>();
        sort(flat, pies, deep, unknown);
        Margins margins = new Margins(g, look, WIDTH, height);
        margins.title(title());
        boolean nothing = flat.isEmpty() && pies.isEmpty() && deep.isEmpty();
        margins.note(note());
        if (nothing) {
            return List.of();
        }
        margins.legend(legend(margins, flat, pies, deep));
        PlotlyAxes axes = new PlotlyAxes(
                layout, margins.rest().getWidth() - Rooms.LEFT, margins.rest().getHeight() - Rooms.BELOW);
        List<Cell> cells = new ArrayList<>(flat(axes, flat, margins));
        deep.stream()
                .map(trace -> trace.json().path("scene").asText("scene"))
                .distinct()
                .forEach(scene -> cells.add(deep(axes, scene, deep, margins.rest())));
        cells.forEach(cell -> margins.bars(cell.scales()));
        List<Placed> placed = new ArrayList<>();
        if (cells.size() + pies.size() > 1) {
            Rooms rooms = Rooms.of(g, cells, look, margins.rest());
            cells.forEach(cell -> placed.add(place(g, cell, rooms.area(cell), Optional.of(rooms.space(cell)))));
        } else {
            cells.forEach(cell -> placed.add(place(g, cell, part(margins.rest(), cell.domain()), Optional.empty())));
        }
        for (Trace pie : pies) {
            PiePlot<String> plot = Pies.plot(pie, look);
            plot.draw(g, part(margins.rest(), axes.own(pie)), null, null, null);
        }
        new Annotations(g, layout, look, margins.rest()).draw(placed);
        return placed;
    }

    private Color palette(int number) {
        JsonNode own = layout.path("colorway");
        String colour = own.isArray() && !own.isEmpty()
                ? own.path(number % own.size()).asText()
                : Colours.PALETTE.get(number % Colours.PALETTE.size());
        return PlotlyColour.of(colour).orElse(Color.GRAY);
    }

    private String title() {
        JsonNode title = layout.path("title");
        return PlainText.of(
                title.isTextual() ? title.asText() : title.path("text").asText(""));
    }

    private void sort(List<Trace> flat, List<Trace> pies, List<Trace> deep, Set<String> unknown) {
        int number = 0;
        for (JsonNode json : data) {
            String visible = json.path("visible").asText("true");
            if (visible.equals("false")) {
                continue;
            }
            Trace trace = new Trace(json, number, palette(number));
            number++;
            if (visible.equals("legendonly")) {
                continue;
            }
            if (Flat.TYPES.contains(trace.type())) {
                flat.add(trace);
            } else if (Projection.TYPES.contains(trace.type())) {
                deep.add(trace);
            } else if (trace.type().equals("pie")) {
                pies.add(trace);
            } else {
                unknown.add(trace.type());
            }
        }
    }

    /** What the picture does not show, in words; empty if it shows all. */
    String note() {
        List<Trace> drawn = new ArrayList<>();
        List<Trace> turned = new ArrayList<>();
        Set<String> unknown = new TreeSet<>();
        sort(drawn, drawn, turned, unknown);
        boolean deep = !turned.isEmpty();
        boolean nothing = drawn.isEmpty() && !deep;
        List<String> notes = new ArrayList<>();
        if (!unknown.isEmpty()) {
            notes.add((nothing ? "This picture cannot show: " : "not shown here: ") + String.join(", ", unknown)
                    + "; the interactive view does");
        } else if (nothing) {
            notes.add("There is nothing to draw.");
        }
        if (framed) {
            notes.add("one of several frames; the slider of the interactive view shows the others");
        }
        if (layout.path("updatemenus").size() > 0) {
            notes.add("the first choice of the menu; the interactive view has the others");
        }
        if (deep) {
            notes.add("three dimensions seen from one corner; the interactive view turns");
        }
        if (layout.path("images").size() > 0) {
            notes.add("not shown here: images of the layout");
        }
        return String.join(". ", notes);
    }

    private List<LegendItem> legend(Margins margins, List<Trace> flat, List<Trace> pies, List<Trace> deep) {
        List<Trace> named = new ArrayList<>(flat);
        named.addAll(deep);
        named.removeIf(trace -> Fields.TYPES.contains(trace.type())
                || trace.type().equals("surface")
                || !trace.json().path("showlegend").asBoolean(true));
        boolean asked =
                named.stream().anyMatch(trace -> trace.json().path("showlegend").asBoolean(false));
        boolean shown = layout.path("showlegend").asBoolean(named.size() > 1 || asked || !pies.isEmpty());
        List<LegendItem> items = new ArrayList<>();
        if (shown) {
            named.forEach(trace -> items.add(margins.item(trace)));
            Set<String> seen = new TreeSet<>();
            pies.forEach(pie -> Pies.slices(pie).stream()
                    .filter(slice -> seen.add(slice.label()))
                    .forEach(slice -> items.add(margins.item(slice))));
        }
        return items;
    }

    private List<Cell> flat(PlotlyAxes axes, List<Trace> traces, Margins margins) {
        Map<String, Cell> cells = axes.cells(traces);
        for (Cell cell : cells.values()) {
            List<Trace> own = traces.stream().filter(cell::holds).toList();
            new Flat(layout, cell, look)
                    .draw(
                            own,
                            cell.domain().getWidth() * (margins.rest().getWidth() - Rooms.LEFT),
                            cell.domain().getHeight() * (margins.rest().getHeight() - Rooms.BELOW));
        }
        List<Cell> ordered = new ArrayList<>(cells.values());
        ordered.sort(Comparator.comparingDouble(cell -> cell.domain().getX()));
        return ordered;
    }

    private Cell deep(PlotlyAxes axes, String scene, List<Trace> all, Rectangle2D rest) {
        List<Trace> traces = all.stream()
                .filter(trace -> trace.json().path("scene").asText("scene").equals(scene))
                .toList();
        Cell cell = new Cell(PlotlyAxes.none(), axes.own(traces.get(0)));
        JsonNode none = PlotlyAxes.none();
        cell.axes("x", new AxisScale(none, true, 400, List.of()), "y", new AxisScale(none, false, 400, List.of()));
        Projection projection = new Projection(layout.path(scene), cell, look, traces);
        Rectangle2D area = part(rest, cell.domain());
        projection.measure(traces, area.getWidth() / area.getHeight());
        projection.draw(traces);
        return cell;
    }

    static Rectangle2D part(Rectangle2D whole, Rectangle2D domain) {
        return new Rectangle2D.Double(
                whole.getX() + domain.getX() * whole.getWidth(),
                whole.getY() + (1 - domain.getY() - domain.getHeight()) * whole.getHeight(),
                domain.getWidth() * whole.getWidth(),
                domain.getHeight() * whole.getHeight());
    }

    private Placed place(Graphics2D g, Cell cell, Rectangle2D area, Optional<AxisSpace> space) {
        XYPlot plot = cell.plot(look);
        space.ifPresent(fixed -> {
            plot.setFixedDomainAxisSpace(fixed);
            plot.setFixedRangeAxisSpace(fixed);
        });
        PlotRenderingInfo info = new PlotRenderingInfo(new ChartRenderingInfo(null));
        plot.draw(g, area, null, null, info);
        return new Placed(cell, plot, info.getDataArea());
    }
}
