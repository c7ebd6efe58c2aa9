package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Image;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.annotations.XYAnnotation;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYDataset;

/** One subplot: its axes and what is drawn between them, from the back to the front. */
final class Cell {
    private final JsonNode layout;
    private final Rectangle2D domain;
    private final Map<String, AxisScale> xs = new LinkedHashMap<>();
    private final Map<String, AxisScale> ys = new LinkedHashMap<>();
    private final List<Layered> layers = new ArrayList<>();
    private final List<ColourScale> scales = new ArrayList<>();
    private final List<Box> boxes = new ArrayList<>();
    private final List<Dot> dots = new ArrayList<>();
    private boolean bare;

    /** Something drawn with one renderer along one pair of axes. */
    private record Layered(String x, String y, XYDataset dataset, XYItemRenderer renderer) {}

    /**
     * An empty subplot.
     *
     * @param domain its part of the picture between 0 and 1, from the lower left
     */
    Cell(JsonNode layout, Rectangle2D domain) {
        this.layout = layout;
        this.domain = domain;
    }

    Rectangle2D domain() {
        return domain;
    }

    void axes(String x, AxisScale xScale, String y, AxisScale yScale) {
        xs.putIfAbsent(x, xScale);
        ys.putIfAbsent(y, yScale);
    }

    AxisScale x(Trace trace) {
        return known(xs, trace.xAxis());
    }

    AxisScale y(Trace trace) {
        return known(ys, trace.yAxis());
    }

    /** Whether a trace is drawn here. */
    boolean holds(Trace trace) {
        return xs.containsKey(trace.xAxis()) && ys.containsKey(trace.yAxis());
    }

    /** Whether an axis is one of this subplot. */
    boolean has(String axis) {
        return xs.containsKey(axis) || ys.containsKey(axis);
    }

    /** The place of an axis among those of the plot in its direction. */
    int index(String axis) {
        return List.copyOf((xs.containsKey(axis) ? xs : ys).keySet()).indexOf(axis);
    }

    /** The pixel of a value on one of the axes of the drawn plot. */
    double pixel(String axis, JsonNode value, StaticPicture.Placed placed) {
        boolean horizontal = xs.containsKey(axis);
        Map<String, AxisScale> axes = horizontal ? xs : ys;
        double place = known(axes, axis).ofRange(value);
        int index = index(axis);
        ValueAxis drawn =
                horizontal ? placed.plot().getDomainAxis(index) : placed.plot().getRangeAxis(index);
        return drawn.valueToJava2D(place, placed.area(), horizontal ? RectangleEdge.BOTTOM : RectangleEdge.LEFT);
    }

    private static AxisScale known(Map<String, AxisScale> axes, String id) {
        AxisScale axis = axes.get(id);
        if (axis == null) {
            throw new IllegalStateException("the picture has no axis '" + id + "', but " + axes.keySet());
        }
        return axis;
    }

    /** Leaves out axes and grid. */
    void withoutAxes() {
        bare = true;
    }

    void scale(ColourScale scale) {
        scales.add(scale);
    }

    List<ColourScale> scales() {
        return List.copyOf(scales);
    }

    /** Every rectangle, in the order of drawing. */
    List<Box> boxes() {
        return List.copyOf(boxes);
    }

    /** Every marker, in the order of drawing. */
    List<Dot> dots() {
        return List.copyOf(dots);
    }

    void boxes(Trace trace, List<Box> added, boolean seamless) {
        List<Box> finite = added.stream().filter(Box::isFinite).toList();
        if (!finite.isEmpty()) {
            boxes.addAll(finite);
            layer(trace, new Boxes.Places(finite), new Boxes(finite, seamless));
        }
    }

    void trails(Trace trace, List<Trail> added) {
        List<Trail> drawn = added.stream().filter(trail -> !trail.isEmpty()).toList();
        if (!drawn.isEmpty()) {
            layer(trace, new Points.Lines(drawn), Points.lines(drawn));
        }
    }

    void dots(Trace trace, List<Dot> added) {
        List<Dot> finite = added.stream()
                .filter(dot -> Double.isFinite(dot.x()) && Double.isFinite(dot.y()))
                .toList();
        if (!finite.isEmpty()) {
            dots.addAll(finite);
            layer(trace, new Points.Places(finite), new Points.Markers(finite));
        }
    }

    /** A filled area behind all lines. */
    void polygon(Trace trace, double[] corners, Color fill, BasicStroke stroke, Color edge) {
        if (corners.length >= 6) {
            annotation(trace, new XYPolygonAnnotation(corners, stroke, edge, fill), Layer.BACKGROUND);
        }
    }

    void image(Trace trace, Image image, Rectangle2D places) {
        annotation(
                trace,
                new XYDataImageAnnotation(image, places.getX(), places.getY(), places.getWidth(), places.getHeight()),
                Layer.BACKGROUND);
    }

    void text(Trace trace, String text, double x, double y, TextAnchor anchor, Color colour, float size) {
        if (Double.isFinite(x) && Double.isFinite(y) && !text.isEmpty()) {
            XYTextAnnotation annotation = new XYTextAnnotation(text, x, y);
            annotation.setTextAnchor(anchor);
            annotation.setPaint(colour);
            annotation.setFont(Fonts.of(size));
            annotation(trace, annotation, Layer.FOREGROUND);
        }
    }

    void text(Trace trace, FittedText text, Color colour) {
        if (Double.isFinite(text.getX())
                && Double.isFinite(text.getY())
                && !text.getText().isEmpty()) {
            text.setTextAnchor(TextAnchor.CENTER);
            text.setPaint(colour);
            annotation(trace, text, Layer.FOREGROUND);
        }
    }

    private void annotation(Trace trace, XYAnnotation annotation, Layer where) {
        XYItemRenderer renderer = new XYLineAndShapeRenderer(false, false);
        renderer.addAnnotation(annotation, where);
        layer(trace, new Points.Places(List.of()), renderer);
    }

    private void layer(Trace trace, XYDataset dataset, XYItemRenderer renderer) {
        layers.add(new Layered(trace.xAxis(), trace.yAxis(), dataset, renderer));
    }

    /** This subplot in the words of JFreeChart. */
    XYPlot plot(Look look) {
        XYPlot plot = new XYPlot();
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setBackgroundPaint(PlotlyColour.or(layout.path("plot_bgcolor"), look.paper()));
        plot.setOutlineVisible(false);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setDomainGridlinePaint(look.grid());
        plot.setRangeGridlinePaint(look.grid());
        List<String> xIds = List.copyOf(xs.keySet());
        List<String> yIds = List.copyOf(ys.keySet());
        for (int i = 0; i < xIds.size(); i++) {
            plot.setDomainAxis(i, styled(known(xs, xIds.get(i)), look));
            boolean top =
                    PlotlyAxes.layout(layout, xIds.get(i)).path("side").asText().equals("top");
            plot.setDomainAxisLocation(i, top ? AxisLocation.TOP_OR_LEFT : AxisLocation.BOTTOM_OR_LEFT);
        }
        for (int i = 0; i < yIds.size(); i++) {
            plot.setRangeAxis(i, styled(known(ys, yIds.get(i)), look));
            boolean right =
                    PlotlyAxes.layout(layout, yIds.get(i)).path("side").asText().equals("right");
            plot.setRangeAxisLocation(i, right ? AxisLocation.BOTTOM_OR_RIGHT : AxisLocation.BOTTOM_OR_LEFT);
        }
        plot.setDomainGridlinesVisible(grid(xIds, xs));
        plot.setRangeGridlinesVisible(grid(yIds, ys));
        for (int i = 0; i < layers.size(); i++) {
            Layered layer = layers.get(i);
            plot.setDataset(i, layer.dataset);
            plot.setRenderer(i, layer.renderer);
            plot.mapDatasetToDomainAxis(i, xIds.indexOf(layer.x));
            plot.mapDatasetToRangeAxis(i, yIds.indexOf(layer.y));
        }
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        return plot;
    }

    private boolean grid(List<String> ids, Map<String, AxisScale> axes) {
        return !bare
                && scales.isEmpty()
                && !ids.isEmpty()
                && known(axes, ids.get(0)).kind() != AxisScale.Kind.CATEGORY
                && PlotlyAxes.layout(layout, ids.get(0)).path("showgrid").asBoolean(true);
    }

    private ValueAxis styled(AxisScale scale, Look look) {
        ValueAxis axis = scale.axis();
        axis.setVisible(!bare);
        axis.setLabelPaint(look.ink());
        axis.setTickLabelPaint(look.ink());
        axis.setTickMarkPaint(look.grid().darker());
        axis.setAxisLinePaint(look.grid().darker());
        axis.setLabelFont(Fonts.of(13));
        axis.setTickLabelFont(Fonts.of(12));
        axis.setLabelInsets(new RectangleInsets(4, 4, 4, 4));
        return axis;
    }
}
