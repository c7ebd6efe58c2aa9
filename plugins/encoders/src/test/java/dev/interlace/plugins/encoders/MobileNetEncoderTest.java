package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.plugins.encoders.MobileNetEncoder.Kind;
import dev.interlace.plugins.encoders.MobileNetEncoder.Options;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MobileNetEncoderTest {
    /** Values are of order 1; the order of a float sum differs between the two runtimes. */
    private static final double FLOAT_SUMS = 2e-3;

    private static final MobileNetEncoder ENCODER = new MobileNetEncoder();
    private static final Options VECTOR = new Options(Kind.VECTOR, 96, 3, 1);
    private static final FitContext CONTEXT = FitContext.seeded(1);

    @TempDir
    Path cache = Path.of("");

    @BeforeEach
    void ownCache() {
        System.setProperty(FeatureCache.PROPERTY, cache.toString());
    }

    @Test
    void tensorVectorAndRegionAreThoseOfTheOriginalDetector() {
        for (List<String> row : GoldenFile.rows("mobilenet-golden.tsv")) {
            double[] golden = GoldenFile.numbers(row.get(2));
            double[] size = GoldenFile.numbers(row.get(0));
            BufferedImage pattern = pattern((int) size[0], (int) size[1]);
            float[] all = PictureTensor.of(pattern, 300);
            float[] found = switch (row.get(1)) {
                case "tensor" -> every(all, 30011);
                case "vector" -> values(encode(new Options(Kind.VECTOR, 300, 1, 1), picture(pattern)));
                default -> values(encode(new Options(Kind.REGIONS, 300, 1, 1), picture(pattern)));
            };
            for (int k = 0; k < golden.length; k++) {
                assertEquals(golden[k], found[k], FLOAT_SUMS, row.get(0) + " " + row.get(1) + " value " + k);
            }
        }
    }

    @Test
    void aWhitePictureAndATransparentOneAreTheSame() {
        BufferedImage white = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
        for (int k = 0; k < 400; k++) {
            white.setRGB(k % 20, k / 20, 0xFFFFFF);
        }
        float[] tensor = PictureTensor.of(new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB), 8);
        assertArrayEquals(tensor, PictureTensor.of(white, 8));
        assertEquals(1f, tensor[0]);
    }

    @Test
    void aWidePictureHasWhiteBarsAboveAndBelow() {
        // 4 x 2 black pixels to 8 x 8: lines 2 to 5 are black, the others white
        float[] tensor = PictureTensor.of(new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB), 8);
        for (int y = 0; y < 8; y++) {
            assertEquals(y >= 2 && y < 6 ? -1f : 1f, tensor[y * 8 + 3], "line " + y);
        }
    }

    @Test
    void regionsAreMeansOverCellsAndKeepTheirPlace() {
        // a pattern in the left half only: the right-hand regions of both rows are nearly those of a white picture
        BufferedImage half = pattern(160, 160);
        for (int y = 0; y < 160; y++) {
            for (int x = 50; x < 160; x++) {
                half.setRGB(x, y, 0xFFFFFFFF);
            }
        }
        Options grid = new Options(Kind.REGIONS, 160, 2, 1);
        Features regions = encode(grid, picture(half));
        assertArrayEquals(new long[] {1, 4, 576}, regions.values().shape());
        assertArrayEquals(new int[] {4}, regions.lengths());
        float[] found = values(regions);
        float[] white = values(encode(grid, picture(new BufferedImage(160, 160, BufferedImage.TYPE_INT_ARGB))));
        double left = distance(found, white, 0) + distance(found, white, 2);
        double right = distance(found, white, 1) + distance(found, white, 3);
        assertEquals(true, left > 3 * right, "left " + left + ", right " + right);
    }

    @Test
    void oneRegionIsTheMeanOfFour() {
        Picture picture = picture(pattern(64, 64));
        float[] one = values(encode(new Options(Kind.REGIONS, 64, 1, 1), picture)); // block 13 is 4 x 4 here
        float[] four = values(encode(new Options(Kind.REGIONS, 64, 2, 1), picture));
        for (int c = 0; c < 576; c++) {
            double mean = (four[c] + four[576 + c] + four[2 * 576 + c] + four[3 * 576 + c]) / 4;
            assertEquals(mean, one[c], 1e-5, "channel " + c);
        }
    }

    @Test
    void aRowDoesNotDependOnItsNeighboursOrTheThreads() {
        Picture first = picture(pattern(64, 64));
        Picture second = picture(pattern(30, 90));
        float[] alone = values(encode(VECTOR, second));
        float[] both = values(encode(new Options(Kind.VECTOR, 96, 3, 3), first, second, first));
        assertArrayEquals(alone, Arrays.copyOfRange(both, 1280, 2560));
        assertArrayEquals(Arrays.copyOfRange(both, 0, 1280), Arrays.copyOfRange(both, 2560, 3840), "equal pictures");
    }

    @Test
    void absentRowsStayAbsent() {
        Raw raw = new Raw.Pictures(List.of(Optional.empty(), Optional.of(picture(pattern(64, 64)))));
        Features vectors = ENCODER.encode("colour", raw, VECTOR, CONTEXT);
        assertEquals("1 of 2 present", vectors.presence().toString());
        assertArrayEquals(new float[1280], Arrays.copyOf(values(vectors), 1280));
        assertArrayEquals(
                new int[] {0, 4},
                ENCODER.encode("colour", raw, new Options(Kind.REGIONS, 96, 2, 1), CONTEXT)
                        .lengths());
    }

    @Test
    void anUnreadablePictureIsNamedByItsRow() {
        Picture broken = Picture.of(new byte[] {1, 2, 3});
        assertEquals(
                "encoder/mobilenet: row 1 of 'colour' cannot be read: Picture: the 3 bytes are no PNG, JPEG, GIF or BMP"
                        + " picture; replace the picture, or make the row absent (Optional.empty())",
                assertThrows(IllegalArgumentException.class, () -> encode(VECTOR, picture(pattern(64, 64)), broken))
                        .getMessage());
    }

    @Test
    void textsAreRejected() {
        Raw texts = Raw.Texts.of(List.of("pear"));
        assertFalse(ENCODER.accepts(texts));
        assertEquals(
                "encoder/mobilenet reads pictures, but 'name' holds texts; choose an encoder whose accepts() is true for it",
                assertThrows(IllegalArgumentException.class, () -> ENCODER.encode("name", texts, VECTOR, CONTEXT))
                        .getMessage());
    }

    @Test
    void aGridFinerThanTheNetworkIsRejected() {
        assertEquals(
                "Options.grid must be at most size / 16 = 6, got 7; lower grid or raise size",
                assertThrows(IllegalArgumentException.class, () -> new Options(Kind.REGIONS, 96, 7, 1))
                        .getMessage());
    }

    private static Features encode(Options options, Picture... pictures) {
        return ENCODER.encode("colour", Raw.Pictures.of(List.of(pictures)), options, CONTEXT);
    }

    private static float[] values(Features features) {
        return features.values().data().asFloat();
    }

    private static float[] every(float[] values, int step) {
        float[] some = new float[(values.length + step - 1) / step];
        for (int k = 0; k < some.length; k++) {
            some[k] = values[k * step];
        }
        return some;
    }

    private static double distance(float[] a, float[] b, int region) {
        double sum = 0;
        for (int c = region * 576; c < (region + 1) * 576; c++) {
            sum += ((double) a[c] - b[c]) * ((double) a[c] - b[c]);
        }
        return Math.sqrt(sum);
    }

    /** The pattern of golden.py. */
    private static BufferedImage pattern(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = (x * 5 + y * 3) % 256;
                int green = (x * x / 7 + y) % 256;
                int blue = (y * 9) % 256;
                image.setRGB(x, y, Math.min(255, x * 8 + y * 2) << 24 | red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    private static Picture picture(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Picture.of(bytes.toByteArray());
    }
}
