package dev.interlace.spi;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** A picture in its encoded form (PNG, JPEG, GIF or BMP), decoded when asked for. Immutable. */
public final class Picture {
    private final byte[] encoded;

    private Picture(byte[] encoded) {
        this.encoded = encoded;
    }

    /** A picture from the bytes of a PNG, JPEG, GIF or BMP file. */
    public static Picture of(byte[] encoded) {
        return new Picture(encoded.clone());
    }

    /** The bytes of the file. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /**
     * The pixels; transparent where the picture is.
     *
     * @throws IllegalArgumentException when no reader knows the format
     */
    public BufferedImage decode() {
        ImageIO.setUseCache(false);
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(encoded));
            if (image == null) {
                throw new IllegalArgumentException(
                        "Picture: the " + encoded.length + " bytes are no PNG, JPEG, GIF or BMP picture");
            }
            return image;
        } catch (IOException e) {
            throw new IllegalArgumentException("Picture: the file is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture picture && Arrays.equals(picture.encoded, encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "Picture of " + encoded.length + " bytes";
    }
}
