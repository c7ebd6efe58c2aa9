package dev.interlace.workbench.display;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A picture within HTML, which then needs no other file. */
final class InlinePicture {
    private InlinePicture() {}

    /**
     * {@code image} as an element.
     *
     * @param width in CSS pixels; the height follows
     * @param alt what a reader who cannot see it reads
     */
    static String html(BufferedImage image, int width, String alt) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "<img style=\"margin:0;vertical-align:middle\" width=\"" + width + "\" alt=\"" + TableView.escape(alt)
                + "\" src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray()) + "\">";
    }
}
