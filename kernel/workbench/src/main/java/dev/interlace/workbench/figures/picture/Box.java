package dev.interlace.workbench.figures.picture;

import java.awt.Color;

/**
 * A filled rectangle in places of the axes: a bar, a cell, the box of a box plot.
 *
 * @param x0 left end
 * @param x1 right end
 * @param y0 lower end
 * @param y1 upper end
 * @param fill of its inside
 * @param edge of its outline; transparent for none
 */
record Box(double x0, double x1, double y0, double y1, Color fill, Color edge) {
    static final Color NONE = new Color(0, 0, 0, 0);

    Box {
        if (x1 < x0) {
            double left = x1;
            x1 = x0;
            x0 = left;
        }
        if (y1 < y0) {
            double low = y1;
            y1 = y0;
            y0 = low;
        }
    }

    /** A rectangle along {@code along} from {@code from} to {@code to} that is {@code width} wide around a place. */
    static Box around(boolean lying, double place, double width, double from, double to, Color fill, Color edge) {
        return lying
                ? new Box(from, to, place - width / 2, place + width / 2, fill, edge)
                : new Box(place - width / 2, place + width / 2, from, to, fill, edge);
    }

    boolean isFinite() {
        return Double.isFinite(x0) && Double.isFinite(x1) && Double.isFinite(y0) && Double.isFinite(y1);
    }
}
