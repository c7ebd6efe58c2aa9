package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * The red, green and blue of a picture on white, as numbers in [0, 255]; a transparent picture becomes an opaque one.
 */
final class Pixels {
    static final int CHANNELS = 3;
    private static final double WHITE = 255;

    private final int width;
    private final int height;
    private final double[][] planes; // [3][height * width]

    private Pixels(int width, int height, double[][] planes) {
        this.width = width;
        this.height = height;
        this.planes = planes;
    }

    static Pixels of(Picture picture) {
        BufferedImage image = picture.decode();
        int width = image.getWidth();
        int[] argb = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        double[][] planes = new double[CHANNELS][argb.length];
        for (int k = 0; k < argb.length; k++) {
            double alpha = (argb[k] >>> 24) / 255.0;
            for (int channel = 0; channel < CHANNELS; channel++) {
                planes[channel][k] = WHITE + alpha * ((argb[k] >> (16 - 8 * channel) & 255) - WHITE);
            }
        }
        return new Pixels(width, image.getHeight(), planes);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** One channel in row-major order, {@code [height * width]}; may be written. */
    double[] plane(int channel) {
        return planes[channel];
    }

    double mean(int channel) {
        return Arrays.stream(planes[channel]).average().orElse(WHITE);
    }

    /** A PNG of these pixels, rounded and clipped to 8 bits. */
    Picture picture() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] rgb = new int[width * height];
        for (double[] plane : planes) {
            for (int k = 0; k < rgb.length; k++) {
                rgb[k] = (rgb[k] << 8) | (int) Math.max(0, Math.min(255, Math.rint(plane[k])));
            }
        }
        image.setRGB(0, 0, width, height, rgb, 0, width);
        ImageIO.setUseCache(false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Picture.of(out.toByteArray());
    }
}
