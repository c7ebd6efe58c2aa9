package dev.interlace.workbench.figures.picture;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.Serial;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * A text in the middle of a cell. Its size is known when the plot is drawn, since names beside it take room: the
 * largest at which the widest text of all cells fits; where that could not be read, nothing is written.
 */
final class FittedText extends XYTextAnnotation {
    @Serial
    private static final long serialVersionUID = 1;

    private static final double LARGEST = 12;
    private static final double LEAST = 7;
    private static final double LEAST_WIDTH = 18;
    private static final double LEAST_HEIGHT = 10;
    private static final double OF_HEIGHT = 0.55;
    private static final double BESIDE = 4;

    private final double width;
    private final double height;
    private final double widest;
    private boolean shown;

    /**
     * A text around {@code (x, y)}.
     *
     * @param width of a cell, in units of the axis
     * @param height of a cell, in units of the axis
     * @param widest width of the widest text, per unit of the font's size
     */
    FittedText(String text, double x, double y, double width, double height, double widest) {
        super(text, x, y);
        this.width = width;
        this.height = height;
        this.widest = widest;
    }

    /** Whether the last drawing wrote it. */
    boolean isShown() {
        return shown;
    }

    @Override
    public void draw(
            Graphics2D g,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis across,
            ValueAxis up,
            int index,
            PlotRenderingInfo info) {
        double w = Math.abs(across.lengthToJava2D(width, area, RectangleEdge.BOTTOM));
        double h = Math.abs(up.lengthToJava2D(height, area, RectangleEdge.LEFT));
        double size = Math.min(Math.min(LARGEST, h * OF_HEIGHT), widest == 0 ? LARGEST : (w - BESIDE) / widest);
        shown = size >= LEAST && w >= LEAST_WIDTH && h >= LEAST_HEIGHT;
        if (shown) {
            setFont(Fonts.of((float) size));
            super.draw(g, plot, area, across, up, index, info);
        }
    }
}
