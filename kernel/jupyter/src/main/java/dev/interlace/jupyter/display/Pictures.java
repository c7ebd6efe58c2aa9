package dev.interlace.jupyter.display;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Pictures in the format that is asked for. */
public final class Pictures {
    private static final String FAMILY = "image/";

    private Pictures() {}

    /**
     * {@code picture}, or what can be read from a stream, as Base64 in the format {@code mimeType}; empty where it is
     * no picture or the format is unknown. JPEG knows no transparency: what shines through becomes white.
     */
    public static Optional<String> encoded(Object picture, String mimeType) {
        if (!mimeType.startsWith(FAMILY) || mimeType.endsWith("+xml")) {
            return Optional.empty();
        }
        try {
            RenderedImage image = null;
            if (picture instanceof RenderedImage ready) {
                image = ready;
            } else if (picture instanceof InputStream stream) {
                image = ImageIO.read(stream);
            }
            return image == null ? Optional.empty() : written(image, mimeType.substring(FAMILY.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> written(RenderedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean known = ImageIO.write(image, format, bytes);
        if (!known && image instanceof BufferedImage transparent) {
            known = ImageIO.write(opaque(transparent), format, bytes);
        }
        return known ? Optional.of(Base64.getEncoder().encodeToString(bytes.toByteArray())) : Optional.empty();
    }

    private static BufferedImage opaque(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return opaque;
    }
}
