package dev.interlace.jupyter.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Shows pictures of Java's image types as PNG. */
final class ImageRenderer implements Renderer {
    @Override
    public Optional<DisplayData> render(Object value) {
        // asked by name first: a kernel that shows no pictures never loads the desktop module
        if (!looksLikeImage(value.getClass()) || !(value instanceof RenderedImage image)) {
            return Optional.empty();
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String plain = "image " + image.getWidth() + " x " + image.getHeight();
        return Optional.of(DisplayData.text(plain).with(DisplayData.PNG, png.toByteArray()));
    }

    private static boolean looksLikeImage(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.getName().startsWith("java.awt.image.") || c.getSimpleName().endsWith("Image")) {
                return true;
            }
        }
        return false;
    }
}
