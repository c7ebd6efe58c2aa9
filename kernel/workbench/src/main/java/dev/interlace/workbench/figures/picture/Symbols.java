package dev.interlace.workbench.figures.picture;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The marker symbols of plotly.js. */
final class Symbols {
    private Symbols() {}

    /** Whether only its line is drawn. */
    static boolean isOpen(String symbol) {
        return symbol.contains("-open") || symbol.startsWith("line-") || symbol.endsWith("-thin");
    }

    /** The symbol around (0, 0). */
    static Shape shape(String name, double size) {
        double r = size / 2;
        String symbol = name.replace("-open", "").replace("-dot", "");
        return switch (symbol) {
            case "square" -> new Rectangle2D.Double(-r, -r, size, size);
            case "diamond" -> polygon(4, 1.3 * r, 0);
            case "triangle-up" -> polygon(3, 1.15 * r, 0);
            case "triangle-down" -> polygon(3, 1.15 * r, Math.PI);
            case "triangle-left" -> polygon(3, 1.15 * r, -Math.PI / 2);
            case "triangle-right" -> polygon(3, 1.15 * r, Math.PI / 2);
            case "pentagon" -> polygon(5, r, 0);
            case "hexagon" -> polygon(6, r, 0);
            case "octagon" -> polygon(8, r, Math.PI / 8);
            case "star" -> star(5, 1.4 * r, 0.55 * r);
            case "hexagram" -> star(6, r, 0.55 * r);
            case "cross" -> cross(r, 0);
            case "x" -> cross(r, Math.PI / 4);
            case "cross-thin" -> lines(r, true, true, 0);
            case "x-thin" -> lines(r, true, true, Math.PI / 4);
            case "line-ew" -> lines(1.4 * r, true, false, 0);
            case "line-ns" -> lines(1.4 * r, false, true, 0);
            default -> new Ellipse2D.Double(-r, -r, size, size);
        };
    }

    private static Shape polygon(int corners, double r, double turned) {
        return star(corners, r, r * Math.cos(Math.PI / corners), turned);
    }

    private static Shape star(int points, double outer, double inner) {
        return star(points, outer, inner, 0);
    }

    private static Shape star(int points, double outer, double inner, double turned) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < 2 * points; i++) {
            double r = i % 2 == 0 ? outer : inner;
            double angle = turned + Math.PI * i / points;
            double x = r * Math.sin(angle);
            double y = -r * Math.cos(angle);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        return path;
    }

    private static Shape cross(double r, double turned) {
        double arm = 0.4 * r;
        Area area = new Area(new Rectangle2D.Double(-arm, -1.2 * r, 2 * arm, 2.4 * r));
        area.add(new Area(new Rectangle2D.Double(-1.2 * r, -arm, 2.4 * r, 2 * arm)));
        return area.createTransformedArea(AffineTransform.getRotateInstance(turned));
    }

    private static Shape lines(double r, boolean across, boolean upright, double turned) {
        Path2D path = new Path2D.Double();
        if (across) {
            path.moveTo(-r, 0);
            path.lineTo(r, 0);
        }
        if (upright) {
            path.moveTo(0, -r);
            path.lineTo(0, r);
        }
        return path.createTransformedShape(AffineTransform.getRotateInstance(turned));
    }
}
