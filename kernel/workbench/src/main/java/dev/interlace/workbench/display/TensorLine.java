package dev.interlace.workbench.display;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vector as a small line without axes; what is no finite number leaves a gap. */
final class TensorLine {
    private static final int MOST_POINTS = 512;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 48;
    private static final int MARGIN = 3;
    /** Pixels of the picture per CSS pixel, for sharp screens. */
    private static final int DENSITY = 2;
    /** Reads well on white and on black. */
    private static final Color INK = new Color(0x2E8BC9);

    private TensorLine() {}

    static String html(INDArray vector, String name) {
        TensorSample sample = TensorSample.of(vector, MOST_POINTS);
        BufferedImage image = new BufferedImage(WIDTH * DENSITY, HEIGHT * DENSITY, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = image.createGraphics();
        canvas.scale(DENSITY, DENSITY);
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(INK);
        canvas.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(path(sample));
        canvas.dispose();
        return InlinePicture.html(image, WIDTH, "line of " + name);
    }

    private static Path2D path(TensorSample sample) {
        double[] range = sample.range();
        double[] values = sample.values();
        Path2D path = new Path2D.Double();
        boolean pen = false;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                double share = range[1] > range[0] ? (values[i] - range[0]) / (range[1] - range[0]) : 0.5;
                double x = MARGIN + (WIDTH - 2.0 * MARGIN) * i / (values.length - 1);
                double y = HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * share;
                if (pen) {
                    path.lineTo(x, y);
                } else {
                    path.moveTo(x, y);
                    path.lineTo(x, y);
                }
                pen = true;
            } else {
                pen = false;
            }
        }
        return path;
    }
}
