package dev.interlace.workbench.figures.picture;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A number axis whose ticks have given texts. Texts below a picture slant where they would overlap; of more than fit,
 * every second, third and so on is written.
 */
final class NamedTicksAxis extends NumberAxis {
    @Serial
    private static final long serialVersionUID = 1;

    private static final double SLANT = Math.PI / 5;
    private static final int LONGEST_BELOW = 150;
    private static final int LONGEST_BESIDE = 220;
    private static final int BETWEEN = 8;

    private final transient List<AxisTicks.Tick> named;

    NamedTicksAxis(String title, List<AxisTicks.Tick> named) {
        super(title);
        this.named = List.copyOf(named);
    }

    @Override
    public List<Tick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
        List<AxisTicks.Tick> visible =
                named.stream().filter(tick -> getRange().contains(tick.value())).toList();
        boolean below = RectangleEdge.isTopOrBottom(edge);
        FontMetrics metrics = g.getFontMetrics(getTickLabelFont());
        double room = (below ? area.getWidth() : area.getHeight()) / Math.max(1, visible.size());
        double least = metrics.getHeight() * (below ? 1.0 : 0.8);
        boolean slanted = below && widest(visible, metrics) + BETWEEN > room;
        double apart = slanted ? least / Math.sin(SLANT) : least; // slanted lines are nearer than their places
        int step = (int) Math.max(1, Math.ceil(apart / Math.max(1, room)));
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < visible.size(); i += step) {
            AxisTicks.Tick tick = visible.get(i);
            String text = Fonts.fit(metrics, tick.text(), below ? LONGEST_BELOW : LONGEST_BESIDE);
            ticks.add(tick(tick.value(), text, edge, slanted));
        }
        return ticks;
    }

    private static Tick tick(double value, String text, RectangleEdge edge, boolean slanted) {
        if (slanted) {
            return new NumberTick(value, text, TextAnchor.TOP_RIGHT, TextAnchor.TOP_RIGHT, -SLANT);
        }
        TextAnchor anchor = RectangleEdge.LEFT.equals(edge)
                ? TextAnchor.CENTER_RIGHT
                : RectangleEdge.RIGHT.equals(edge)
                        ? TextAnchor.CENTER_LEFT
                        : RectangleEdge.TOP.equals(edge) ? TextAnchor.BOTTOM_CENTER : TextAnchor.TOP_CENTER;
        return new NumberTick(value, text, anchor, anchor, 0);
    }

    private static int widest(List<AxisTicks.Tick> ticks, FontMetrics metrics) {
        return ticks.stream()
                .mapToInt(tick -> Math.min(LONGEST_BELOW, metrics.stringWidth(tick.text())))
                .max()
                .orElse(0);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the overridden method has it
    protected double findMaximumTickLabelHeight(List ticks, Graphics2D g, Rectangle2D area, boolean vertical) {
        double straight = super.findMaximumTickLabelHeight(ticks, g, area, vertical);
        FontMetrics metrics = g.getFontMetrics(getTickLabelFont());
        double slanted = 0;
        for (Object each : ticks) {
            if (each instanceof Tick tick && tick.getAngle() != 0) {
                slanted = Math.max(slanted, metrics.stringWidth(tick.getText()) * Math.sin(SLANT) + straight);
            }
        }
        return Math.max(straight, slanted);
    }
}
