package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** The bands of a contour, each between two levels, with a line where they meet; linear between the given numbers. */
final class Contours {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int LINE = 0x80444444;

    private final Fields.Grid grid;
    private final ColourScale given;
    private final double start;
    private final double size;
    private final int levels;

    Contours(Fields.Grid grid, ColourScale scale) {
        this.grid = grid;
        given = scale;
        JsonNode json = grid.trace().json();
        JsonNode contours = json.path("contours");
        double low = scale.low();
        double high = scale.high();
        double step = contours.path("size").asDouble(0);
        if (!(step > 0)) {
            int most = json.path("ncontours").asInt(15);
            step = high > low ? Bins.rounded((high - low) / most) : 1;
        }
        double first = Math.ceil(low / step - 1e-9) * step;
        double last = Math.floor(high / step + 1e-9) * step;
        first = first <= low + 1e-9 * step ? first + step : first;
        last = last >= high - 1e-9 * step ? last - step : last;
        start = contours.path("start").asDouble(first);
        size = step;
        levels = (int) Math.max(1, Math.floor((contours.path("end").asDouble(last) - start) / size + 1e-9) + 1);
    }

    /** The number of levels. */
    int levels() {
        return levels;
    }

    double start() {
        return start;
    }

    double size() {
        return size;
    }

    /** The colours as the bands use them. */
    ColourScale scale() {
        return new ColourScale(given.stops(), start - size / 2, start + (levels - 1) * size + size / 2);
    }

    Rectangle2D places() {
        double x0 = Math.min(grid.x()[0], grid.x()[grid.x().length - 1]);
        double y0 = Math.min(grid.y()[0], grid.y()[grid.y().length - 1]);
        return new Rectangle2D.Double(
                x0,
                y0,
                Math.abs(grid.x()[grid.x().length - 1] - grid.x()[0]),
                Math.abs(grid.y()[grid.y().length - 1] - grid.y()[0]));
    }

    BufferedImage image(boolean mirrored, boolean upsideDown) {
        int[][] bands = new int[HEIGHT][WIDTH];
        Rectangle2D all = places();
        for (int py = 0; py < HEIGHT; py++) {
            double up = (py + 0.5) / HEIGHT;
            double y = all.getY() + all.getHeight() * (upsideDown ? up : 1 - up);
            for (int px = 0; px < WIDTH; px++) {
                double across = (px + 0.5) / WIDTH;
                double x = all.getX() + all.getWidth() * (mirrored ? 1 - across : across);
                double value = at(x, y);
                bands[py][px] = Double.isFinite(value) ? band(value) : -1;
            }
        }
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        boolean lines = grid.trace().json().path("line").path("width").asDouble(0.5) > 0;
        boolean heat = grid.trace()
                .json()
                .path("contours")
                .path("coloring")
                .asText("fill")
                .equals("none");
        for (int py = 0; py < HEIGHT; py++) {
            for (int px = 0; px < WIDTH; px++) {
                int band = bands[py][px];
                int right = bands[py][Math.min(WIDTH - 1, px + 1)];
                int below = bands[Math.min(HEIGHT - 1, py + 1)][px];
                if (band >= 0) {
                    int fill = heat ? 0 : given.at(band / (double) levels).getRGB();
                    image.setRGB(px, py, lines && (right != band || below != band) ? over(fill) : fill);
                }
            }
        }
        return image;
    }

    private static int over(int fill) {
        if (fill >>> 24 == 0) {
            return LINE | 0xFF000000;
        }
        int half = ((fill & 0xFEFEFE) >> 1) + ((LINE & 0xFEFEFE) >> 1);
        return 0xFF000000 | half;
    }

    /** 0 below the first level, one more for each level passed. */
    private int band(double value) {
        return (int) Math.max(0, Math.min(levels, Math.floor((value - start) / size + 1e-9) + 1));
    }

    private double at(double x, double y) {
        int c = before(grid.x(), x);
        int r = before(grid.y(), y);
        double tx = share(grid.x(), c, x);
        double ty = share(grid.y(), r, y);
        int right = Math.min(grid.x().length - 1, c + 1);
        int above = Math.min(grid.y().length - 1, r + 1);
        double[][] z = grid.z();
        return (1 - ty) * ((1 - tx) * z[r][c] + tx * z[r][right])
                + ty * ((1 - tx) * z[above][c] + tx * z[above][right]);
    }

    private static int before(double[] places, double place) {
        boolean rising = places[places.length - 1] >= places[0];
        int found = 0;
        for (int i = 0; i < places.length - 1; i++) {
            found = (rising ? places[i] <= place : places[i] >= place) ? i : found;
        }
        return found;
    }

    private static double share(double[] places, int i, double place) {
        return i + 1 >= places.length || places[i + 1] == places[i]
                ? 0
                : Math.max(0, Math.min(1, (place - places[i]) / (places[i + 1] - places[i])));
    }
}
