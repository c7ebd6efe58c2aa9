package dev.interlace.workbench.data;

import dev.interlace.spi.Picture;
import dev.interlace.workbench.display.TableView;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * A picture as an element of a page, on light paper in either theme: line art is black. A large one is made smaller
 * first: a page of many stays a page.
 */
final class Thumbnail {
    private static final int MOST_BYTES = 24_000;

    private Thumbnail() {}

    /**
     * A picture in a square of {@code size} CSS pixels; the browser scales it.
     *
     * @param alt what a reader who cannot see it reads
     */
    static String html(Picture picture, int size, String alt) {
        byte[] bytes = picture.encoded();
        if (bytes.length > MOST_BYTES) {
            try {
                bytes = reduced(picture.decode(), 2 * size);
            } catch (IllegalArgumentException e) {
                return "<i>" + TableView.escape("damaged picture: " + alt) + "</i>";
            }
        }
        return "<img width=\"" + size + "\" height=\"" + size
                + "\" style=\"object-fit:contain;background:#fff;border-radius:4px\" alt=\""
                + TableView.escape(alt) + "\" src=\"data:" + mime(bytes) + ";base64,"
                + Base64.getEncoder().encodeToString(bytes) + "\">";
    }

    private static byte[] reduced(BufferedImage image, int side) {
        double scale = Math.min(1, side / (double) Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = small.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(image, 0, 0, width, height, null);
        g.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        try {
            ImageIO.write(small, "png", png);
        } catch (IOException e) {
            throw new IllegalStateException("a write to memory failed", e);
        }
        return png.toByteArray();
    }

    private static String mime(byte[] bytes) {
        int first = bytes.length == 0 ? 0 : bytes[0] & 0xFF;
        return switch (first) {
            case 0xFF -> "image/jpeg";
            case 'G' -> "image/gif";
            case 'B' -> "image/bmp";
            default -> "image/png";
        };
    }
}
