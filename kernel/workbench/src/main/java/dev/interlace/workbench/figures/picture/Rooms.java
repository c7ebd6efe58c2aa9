package dev.interlace.workbench.figures.picture;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * The room of several subplots for their axes: on the left and below as much as the longest texts there need, between
 * subplots a fixed one.
 */
final class Rooms {
    static final int LEFT = 58;
    static final int BELOW = 48;

    private static final double MOST = 0.5;

    private final Rectangle2D rest;
    private final double left;
    private final double below;

    private Rooms(Rectangle2D rest, double left, double below) {
        this.rest = rest;
        this.left = left;
        this.below = below;
    }

    static Rooms of(Graphics2D g, List<Cell> cells, Look look, Rectangle2D rest) {
        double left = LEFT;
        double below = BELOW;
        for (Cell cell : cells) {
            XYPlot plot = cell.plot(look);
            Rectangle2D area = StaticPicture.part(rest, cell.domain());
            if (isFirst(cell)) {
                left = Math.max(left, needed(g, plot, plot.getRangeAxis(), area, RectangleEdge.LEFT));
            }
            if (isLast(cell)) {
                below = Math.max(below, needed(g, plot, plot.getDomainAxis(), area, RectangleEdge.BOTTOM));
            }
        }
        return new Rooms(rest, Math.min(left, MOST * rest.getWidth()), Math.min(below, MOST * rest.getHeight()));
    }

    private static double needed(Graphics2D g, XYPlot plot, ValueAxis axis, Rectangle2D area, RectangleEdge edge) {
        AxisSpace space = axis.reserveSpace(g, plot, area, edge, new AxisSpace());
        return edge.equals(RectangleEdge.LEFT) ? space.getLeft() : space.getBottom();
    }

    private static boolean isFirst(Cell cell) {
        return cell.domain().getX() == 0;
    }

    private static boolean isLast(Cell cell) {
        return cell.domain().getY() == 0;
    }

    /** The area of a subplot with its axes. */
    Rectangle2D area(Cell cell) {
        Rectangle2D inner = new Rectangle2D.Double(
                rest.getX() + left, rest.getY(), rest.getWidth() - left, rest.getHeight() - below);
        Rectangle2D spanned = StaticPicture.part(inner, cell.domain());
        AxisSpace space = space(cell);
        return new Rectangle2D.Double(
                spanned.getX() - space.getLeft(),
                spanned.getY(),
                spanned.getWidth() + space.getLeft(),
                spanned.getHeight() + space.getBottom());
    }

    /** What of it belongs to the axes. */
    AxisSpace space(Cell cell) {
        AxisSpace space = new AxisSpace();
        space.setLeft(isFirst(cell) ? left : LEFT);
        space.setBottom(isLast(cell) ? below : BELOW);
        return space;
    }
}
