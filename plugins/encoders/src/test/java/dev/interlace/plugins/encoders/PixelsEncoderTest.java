package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PixelsEncoderTest {
    private static Picture png(int width, int height, int... argb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, argb, 0, width);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return Picture.of(out.toByteArray());
    }

    private static Features encode(Raw raw) {
        return new PixelsEncoder().encode("image", raw, new PixelsEncoder.Options(4), FitContext.seeded(1));
    }

    @Test
    void channelsStandSideBySideFromBlackToWhiteAndBarsAreWhite() throws IOException {
        // 2 x 1: red and transparent; at side 4 it is 4 x 2 with a white line above and below
        Features features =
                encode(new Raw.Pictures(List.of(Optional.of(png(2, 1, 0xffff0000, 0x00123456)), Optional.empty())));
        assertEquals(Modality.Kind.IMAGE, features.modality().kind());
        assertArrayEquals(new long[] {2, 3, 4, 4}, features.values().shape());
        float[] x = features.values().reshape('c', 2, 48).toFloatMatrix()[0];
        for (int i = 0; i < 16; i++) {
            assertEquals(1, x[i], 1e-6f, "red is full in red, white and bars, at " + i);
        }
        assertEquals(1, x[16], 1e-6f, "green of the bar above");
        assertEquals(0, x[20], 1e-6f, "green of the red pixel");
        assertEquals(1, x[23], 1e-6f, "green of the transparent pixel, which is white");
        assertArrayEquals(new float[48], features.values().reshape('c', 2, 48).toFloatMatrix()[1], "absent");
        assertEquals(1, features.presence().count());
    }

    @Test
    void whatCannotBeReadIsNamed() {
        Raw broken = Raw.Pictures.of(List.of(Picture.of(new byte[] {1, 2, 3})));
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> encode(broken))
                .getMessage());
        assertTrue(
                message.startsWith("encoder/pixels: row 0 of 'image' cannot be read: ")
                        && message.endsWith("; replace the picture, or make the row absent (Optional.empty())"),
                message);
        assertEquals(
                "encoder/pixels reads pictures, but 'image' holds texts; choose an encoder whose accepts() is true for it",
                assertThrows(IllegalArgumentException.class, () -> encode(Raw.Texts.of(List.of("pear"))))
                        .getMessage());
    }
}
