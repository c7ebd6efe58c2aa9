package dev.interlace.workbench.figures.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;

/**
 * A line through places of the axes, broken where a place is NaN.
 *
 * @param x first places
 * @param y second places
 * @param colour of the line
 * @param stroke its width and dashes
 */
@SuppressWarnings("ArrayRecordComponent") // within the package, never compared
record Trail(double[] x, double[] y, Color colour, BasicStroke stroke) {
    /** The stroke of a line as plotly.js describes it. */
    static BasicStroke stroke(double width, String dash) {
        float w = (float) Math.max(0.1, width);
        float[] pattern = switch (dash) {
            case "dot" -> new float[] {w, 2 * w};
            case "dash" -> new float[] {4 * w, 3 * w};
            case "longdash" -> new float[] {8 * w, 4 * w};
            case "dashdot" -> new float[] {4 * w, 2.5f * w, w, 2.5f * w};
            case "longdashdot" -> new float[] {8 * w, 3 * w, w, 3 * w};
            default -> pixels(dash);
        };
        return pattern.length == 0
                ? new BasicStroke(w, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(w, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }

    /** Dashes as lengths in pixels, such as {@code 5px,10px}. */
    private static float[] pixels(String dash) {
        if (!dash.matches("\\d+(\\.\\d+)?(px)?([, ]+\\d+(\\.\\d+)?(px)?)*")) {
            return new float[0];
        }
        String[] parts = dash.replace("px", "").split("[, ]+", -1);
        float[] pattern = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            pattern[i] = Math.max(0.1f, Float.parseFloat(parts[i]));
        }
        return pattern;
    }

    /** The places with corners between them, as {@code line.shape} asks. */
    Trail shaped(String shape) {
        if (!shape.equals("hv") && !shape.equals("vh")) {
            return this;
        }
        int n = x.length;
        double[] cornersX = new double[Math.max(0, 2 * n - 1)];
        double[] cornersY = new double[cornersX.length];
        for (int i = 0; i < cornersX.length; i++) {
            boolean corner = i % 2 == 1;
            cornersX[i] = x[shape.equals("hv") && corner ? i / 2 + 1 : i / 2];
            cornersY[i] = y[shape.equals("vh") && corner ? i / 2 + 1 : i / 2];
        }
        return new Trail(cornersX, cornersY, colour, stroke);
    }

    boolean isEmpty() {
        return Arrays.stream(x).noneMatch(Double::isFinite);
    }
}
