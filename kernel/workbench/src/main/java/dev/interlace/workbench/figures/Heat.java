package dev.interlace.workbench.figures;

import dev.interlace.spi.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Weights of a grid shown over a picture: what weighs most stays bright, what weighs least is darkened. */
public final class Heat {
    private static final int SIDE = 144;
    private static final Color DARK = new Color(20, 24, 60);
    private static final int DARKEST = 215;

    private Heat() {}

    /**
     * The picture on white under a shade that is clear at the largest weight.
     *
     * @param weights of a square grid, row by row from the top left; finite
     */
    public static Picture over(Picture picture, double[] weights) {
        int grid = (int) Math.round(Math.sqrt(weights.length));
        if (weights.length == 0 || grid * grid != weights.length) {
            throw new IllegalArgumentException("Heat: the weights must form a square grid, got " + weights.length);
        }
        double least = Arrays.stream(weights).min().orElse(0);
        double most = Arrays.stream(weights).max().orElse(1);
        BufferedImage shade = new BufferedImage(grid, grid, BufferedImage.TYPE_INT_ARGB);
        for (int cell = 0; cell < weights.length; cell++) {
            double share = most > least ? (weights[cell] - least) / (most - least) : 1;
            int alpha = (int) Math.round(DARKEST * (1 - share));
            shade.setRGB(cell % grid, cell / grid, (alpha << 24) | (DARK.getRGB() & 0xffffff));
        }
        BufferedImage result = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = result.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, SIDE, SIDE);
        canvas.drawImage(picture.decode(), 0, 0, SIDE, SIDE, null);
        canvas.drawImage(shade, 0, 0, SIDE, SIDE, null);
        canvas.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(result, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Picture.of(out.toByteArray());
    }
}
