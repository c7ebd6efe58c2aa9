package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.LengthConstraintType;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.title.Title;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.Size2D;
import org.jfree.data.Range;

/** What stands around the plots: the title above, the legend and the colour bars on the right, a note below. */
final class Margins {
    private static final int EDGE = 12;
    private static final int LEGEND_MOST = 190;
    private static final int BAR_WIDTH = 14;

    private final Graphics2D g;
    private final Look look;
    private final Rectangle2D.Double rest;

    Margins(Graphics2D g, Look look, double width, double height) {
        this.g = g;
        this.look = look;
        rest = new Rectangle2D.Double(EDGE, EDGE, width - 2 * EDGE, height - 2 * EDGE);
    }

    /** What is left for the plots. */
    Rectangle2D rest() {
        return rest;
    }

    void title(String text) {
        if (text.isEmpty()) {
            return;
        }
        TextTitle title = new TextTitle(text, Fonts.of(17));
        title.setPaint(look.ink());
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setPosition(RectangleEdge.TOP);
        title.setMaximumLinesToDisplay(2);
        title.setPadding(RectangleInsets.ZERO_INSETS);
        Size2D size = arranged(title);
        title.draw(g, new Rectangle2D.Double(rest.x, rest.y, size.width, size.height));
        double taken = size.height + 10;
        rest.y += taken;
        rest.height -= taken;
    }

    private Size2D arranged(Title title) {
        Range width = new Range(0, rest.width);
        Range height = new Range(0, rest.height);
        return title.arrange(
                g,
                new RectangleConstraint(
                        rest.width,
                        width,
                        LengthConstraintType.RANGE,
                        rest.height,
                        height,
                        LengthConstraintType.RANGE));
    }

    void note(String text) {
        if (text.isEmpty()) {
            return;
        }
        TextTitle note = new TextTitle(text, Fonts.of(11));
        note.setPaint(look.ink());
        note.setTextAlignment(HorizontalAlignment.LEFT);
        note.setHorizontalAlignment(HorizontalAlignment.LEFT);
        note.setPadding(RectangleInsets.ZERO_INSETS);
        Size2D size = arranged(note);
        note.draw(g, new Rectangle2D.Double(rest.x, rest.y + rest.height - size.height, rest.width, size.height));
        rest.height -= size.height + 6;
    }

    /** The legend of traces and slices. */
    void legend(List<LegendItem> items) {
        if (items.isEmpty()) {
            return;
        }
        LegendItemCollection collection = new LegendItemCollection();
        items.forEach(collection::add);
        LegendTitle legend = new LegendTitle(() -> collection);
        legend.setPosition(RectangleEdge.RIGHT);
        legend.setItemFont(Fonts.of(12));
        legend.setItemPaint(look.ink());
        legend.setBackgroundPaint(Box.NONE);
        legend.setItemLabelPadding(new RectangleInsets(2, 6, 2, 2));
        Size2D size = arranged(legend);
        double x = rest.x + rest.width - size.width;
        legend.draw(g, new Rectangle2D.Double(x, rest.y, size.width, size.height));
        rest.width -= size.width + 10;
    }

    /** The legend's entry of a trace. */
    LegendItem item(Trace trace) {
        FontMetrics metrics = g.getFontMetrics(Fonts.of(12));
        String name = Fonts.fit(metrics, trace.name(), LEGEND_MOST);
        JsonNode json = trace.json();
        boolean points = trace.type().startsWith("scatter");
        String mode = json.path("mode").asText(trace.size() < 20 ? "lines+markers" : "lines");
        Color line = PlotlyColour.faded(trace.lineColour(), trace.opacity());
        Color fill = PlotlyColour.faded(
                json.path("marker").path("color").isArray() && !points
                        ? PlotlyColour.or(json.path("marker").path("color").path(0), trace.colour())
                        : points
                                ? trace.markerColour()
                                : trace.type().equals("bar") || trace.type().equals("histogram")
                                        ? trace.markerColour()
                                        : trace.lineColour(),
                trace.opacity());
        boolean lines = points && mode.contains("lines");
        boolean shape = !points || mode.contains("markers") || !lines;
        String symbol = Trace.each(json.path("marker").path("symbol"), 0).asText("circle");
        Shape marker = points ? Symbols.shape(symbol, 8) : new Rectangle2D.Double(-5, -5, 10, 10);
        BasicStroke stroke = Trail.stroke(
                Math.min(4, json.path("line").path("width").asDouble(2)),
                json.path("line").path("dash").asText(""));
        return new LegendItem(
                name,
                "",
                "",
                "",
                shape,
                marker,
                !Symbols.isOpen(symbol),
                fill,
                Symbols.isOpen(symbol),
                fill,
                new BasicStroke(1.5f),
                lines,
                new Line2D.Double(-10, 0, 10, 0),
                stroke,
                line);
    }

    /** The legend's entry of a slice. */
    LegendItem item(Pies.Slice slice) {
        String name = Fonts.fit(g.getFontMetrics(Fonts.of(12)), slice.label(), LEGEND_MOST);
        return new LegendItem(name, "", "", "", new Rectangle2D.Double(-5, -5, 10, 10), slice.colour());
    }

    void bars(List<ColourScale> scales) {
        for (ColourScale scale : scales) {
            NumberAxis axis =
                    new NamedTicksAxis("", AxisTicks.numbers(scale.getLowerBound(), scale.getUpperBound(), 5, ""));
            axis.setRange(scale.getLowerBound(), scale.getUpperBound());
            axis.setTickLabelFont(Fonts.of(11));
            axis.setTickLabelPaint(look.ink());
            axis.setTickMarkPaint(look.grid().darker());
            axis.setAxisLineVisible(false);
            PaintScaleLegend bar = new PaintScaleLegend(scale, axis);
            bar.setPosition(RectangleEdge.RIGHT);
            bar.setStripWidth(BAR_WIDTH);
            bar.setStripOutlineVisible(false);
            bar.setSubdivisionCount(200);
            bar.setBackgroundPaint(Box.NONE);
            bar.setAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
            Size2D size = arranged(bar);
            double x = rest.x + rest.width - size.width;
            bar.draw(g, new Rectangle2D.Double(x, rest.y, size.width, rest.height));
            rest.width -= size.width + 10;
        }
    }
}
