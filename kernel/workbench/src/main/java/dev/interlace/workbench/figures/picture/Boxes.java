package dev.interlace.workbench.figures.picture;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.io.Serial;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.AbstractIntervalXYDataset;
import org.jfree.data.xy.XYDataset;

/** Rectangles as JFreeChart's bars, each with its own ends and colours. */
final class Boxes extends XYBarRenderer {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Box> boxes;
    private final boolean seamless;

    /**
     * A renderer of rectangles.
     *
     * @param seamless whether neighbours meet without a light line between them
     */
    Boxes(List<Box> boxes, boolean seamless) {
        this.boxes = boxes;
        this.seamless = seamless;
        setUseYInterval(true);
        setShadowVisible(false);
        setBarPainter(new StandardXYBarPainter());
        setDrawBarOutline(boxes.stream().anyMatch(box -> box.edge().getAlpha() > 0));
        setDefaultOutlineStroke(new BasicStroke(1.2f));
    }

    @Override
    public Paint getItemPaint(int series, int item) {
        return boxes.get(item).fill();
    }

    @Override
    public Paint getItemOutlinePaint(int series, int item) {
        return boxes.get(item).edge();
    }

    @Override
    public void drawItem(
            Graphics2D g,
            XYItemRendererState state,
            Rectangle2D area,
            PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis domain,
            ValueAxis range,
            XYDataset dataset,
            int series,
            int item,
            CrosshairState crosshair,
            int pass) {
        Object smooth = g.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
        if (seamless) {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        }
        super.drawItem(g, state, area, info, plot, domain, range, dataset, series, item, crosshair, pass);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smooth);
    }

    /** The places of rectangles. */
    static final class Places extends AbstractIntervalXYDataset {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient List<Box> boxes;

        Places(List<Box> boxes) {
            this.boxes = boxes;
        }

        @Override
        public int getSeriesCount() {
            return 1;
        }

        @Override
        public Comparable<?> getSeriesKey(int series) {
            return "boxes";
        }

        @Override
        public int getItemCount(int series) {
            return boxes.size();
        }

        @Override
        public Number getX(int series, int item) {
            return (boxes.get(item).x0() + boxes.get(item).x1()) / 2;
        }

        @Override
        public Number getY(int series, int item) {
            return boxes.get(item).y1();
        }

        @Override
        public Number getStartX(int series, int item) {
            return boxes.get(item).x0();
        }

        @Override
        public Number getEndX(int series, int item) {
            return boxes.get(item).x1();
        }

        @Override
        public Number getStartY(int series, int item) {
            return boxes.get(item).y0();
        }

        @Override
        public Number getEndY(int series, int item) {
            return boxes.get(item).y1();
        }
    }
}
