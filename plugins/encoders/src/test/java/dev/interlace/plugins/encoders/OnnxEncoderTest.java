package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.encoders.OnnxEncoder.Layout;
import dev.interlace.plugins.encoders.OnnxEncoder.Options;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class OnnxEncoderTest {
    private static final OnnxEncoder ENCODER = new OnnxEncoder();
    private static final FitContext CONTEXT = FitContext.seeded(1);

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void ownCache() {
        System.setProperty(FeatureCache.PROPERTY, folder.resolve("cache").toString());
    }

    @Test
    void theShippedNetworkGivesWhatItsOwnEncoderGives() throws IOException {
        Path file = folder.resolve("mobilenetv2.onnx");
        try (InputStream in =
                Objects.requireNonNull(OnnxEncoder.class.getResourceAsStream("mobilenet/mobilenetv2.onnx"))) {
            Files.copy(in, file);
        }
        Raw picture = Raw.Pictures.of(List.of(plain(30, 20, 0xFF3060C0)));
        float[] own = new MobileNetEncoder()
                .encode("image", picture, new MobileNetEncoder.Options(MobileNetEncoder.Kind.VECTOR, 64, 1, 1), CONTEXT)
                .values()
                .data()
                .asFloat();
        Features found = encode(picture, file, Map.of("size", 64, "output", "vector"));
        assertArrayEquals(own, values(found), 1e-4f); // (x - 127.5) / 127.5 and x / 127.5 - 1 differ in the last bits
        Features regions = encode(picture, file, Map.of("size", 64, "output", "regions"));
        assertArrayEquals(new long[] {1, 16, 576}, regions.values().shape());
    }

    @Test
    void channelsAreShiftedAndScaledEachByItsOwn() {
        // red 200, green 100, blue 50, no border: (200 - 100) / 50, (100 - 110) / 5, (50 - 0) / 2
        Raw picture = Raw.Pictures.of(List.of(plain(8, 8, 0xFFC86432)));
        Map<String, ?> scale = Map.of("size", 6, "mean", "100 110 0", "std", "50, 5, 2");
        assertArrayEquals(new float[] {2, -2, 25}, values(encode(picture, TinyNetworks.means(folder), scale)), 1e-4f);
        Map<String, ?> last = Map.of("size", 4, "mean", "100 110 0", "std", "50, 5, 2", "layout", Layout.NHWC);
        assertArrayEquals(
                new float[] {2, -2, 25}, values(encode(picture, TinyNetworks.meansOfLast(folder), last)), 1e-4f);
    }

    @Test
    void aFeatureMapBecomesOneTokenPerPosition() {
        Raw picture = Raw.Pictures.of(List.of(plain(2, 1, 0xFF000000)));
        Features found = encode(picture, TinyNetworks.same(folder), Map.of("size", 2, "mean", "0", "std", "255"));
        // 2 x 1 black in 2 x 2: one black line of two positions, then a white one
        assertArrayEquals(new long[] {1, 4, 3}, found.values().shape());
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1}, values(found), 1e-6f);
    }

    @Test
    void vectorsAndSoundsGoInAsTheyAre() {
        Raw numbers = new Raw.Numbers(Features.vector(
                "numbers",
                Nd4j.createFromArray(new float[][] {{1, 2}, {9, 9}, {3, 4}}),
                Presence.where(3, row -> row != 1)));
        Features found = encode(numbers, TinyNetworks.numbers(folder), Map.of());
        assertArrayEquals(new float[] {1, 2, 0, 0, 3, 4}, values(found));
        assertEquals(numbers.presence(), found.presence());
        Raw sounds = Raw.Sounds.of(List.of(SoundPattern.sine(8000, 440, 0.01)));
        assertArrayEquals(
                SoundPattern.sine(8000, 440, 0.01).samples(),
                values(encode(sounds, TinyNetworks.numbers(folder), Map.of("rate", 8000))));
        assertEquals(160, encode(sounds, TinyNetworks.numbers(folder), Map.of()).width(), "resampled to 16 kHz");
    }

    @Test
    void aSecondCallReadsTheCacheAndAnotherNetworkDoesNot() {
        Raw picture = Raw.Pictures.of(List.of(plain(8, 8, 0xFFC86432)));
        Path file = TinyNetworks.means(folder);
        Features first = encode(picture, file, Map.of("size", 6));
        FitContext cancelled = CONTEXT.with(Cancellation.when(() -> true));
        Features again = ENCODER.encode("image", picture, options(file, Map.of("size", 6)), cancelled);
        assertArrayEquals(values(first), values(again), "read, as encoding would have been cancelled");
        assertEquals(
                3,
                encode(picture, TinyNetworks.same(folder), Map.of("size", 6))
                        .values()
                        .rank());
    }

    @Test
    void aMissingFileIsRejected() {
        Path missing = folder.resolve("no.onnx");
        assertEquals(
                "encoder/onnx: Options.path: there is no file " + missing.toAbsolutePath(),
                rejection(missing, Map.of()));
        assertEquals(
                "encoder/onnx: Options.path must name an ONNX file, for instance Map.of(\"path\", \"networks/mine.onnx\")",
                rejection(Path.of(""), Map.of()));
    }

    @Test
    void aFileThatIsNoNetworkIsRejected() throws IOException {
        Path file = Files.writeString(folder.resolve("text.onnx"), "no network");
        String message = rejection(file, Map.of());
        assertTrue(
                message.startsWith("encoder/onnx: text.onnx (Options.path) is no network that ONNX Runtime can open: "),
                message);
    }

    @Test
    void namesThatTheNetworkDoesNotHaveAreRejectedWithThoseThatItHas() {
        Path file = TinyNetworks.means(folder);
        assertEquals(
                "encoder/onnx: Options.input: unknown input of means.onnx 'pictur'; did you mean 'picture'? Known: picture",
                rejection(file, Map.of("input", "pictur")));
        assertEquals(
                "encoder/onnx: Options.output: unknown output of means.onnx 'mean'; did you mean 'means'? Known: means",
                rejection(file, Map.of("output", "mean")));
        assertEquals(
                "encoder/onnx: two-inputs.onnx has the inputs [left, right]; only networks of one input are run",
                rejection(TinyNetworks.twoInputs(folder), Map.of()));
    }

    @Test
    void shapesThatDoNotFitAreRejected() {
        assertEquals(
                "encoder/onnx: input 'numbers' of numbers.onnx has shape [-1, -1], but pictures need rank 4; choose another"
                        + " column or network",
                rejection(TinyNetworks.numbers(folder), Map.of()));
        assertEquals(
                "encoder/onnx: input 'picture' of means-of-last.onnx has shape [-1, 4, 4, 3], but pictures have shape"
                        + " [1, 5, 5, 3]; set size or layout",
                rejection(TinyNetworks.meansOfLast(folder), Map.of("layout", "NHWC", "size", 5)));
        assertEquals(
                "encoder/onnx: output 'number' of same.onnx has shape []; it must be [1, d], [1, t, d] or a feature map"
                        + " [1, c, h, w]",
                rejection(TinyNetworks.same(folder), Map.of("output", "number", "size", 4)));
    }

    @Test
    void scalesThatAreNoNumbersAreRejected() {
        assertEquals(
                "Options.mean must be one number or three, such as '123.7 116.3 103.5', got '1 2'",
                rejection(Path.of("x"), Map.of("mean", "1 2")));
        assertEquals("Options.std must be above 0, got '0'", rejection(Path.of("x"), Map.of("std", "0")));
    }

    @Test
    void textsAreRejected() {
        assertEquals(
                "encoder/onnx reads pictures, sounds and vectors, but 'name' holds texts; choose an encoder whose accepts()"
                        + " is true for it",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ENCODER.encode(
                                        "name",
                                        Raw.Texts.of(List.of("pear")),
                                        options(Path.of("x"), Map.of()),
                                        CONTEXT))
                        .getMessage());
    }

    private String rejection(Path file, Map<String, ?> changes) {
        Raw pictures = new Raw.Pictures(List.of(Optional.of(plain(8, 8, 0xFFC86432))));
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> encode(pictures, file, changes))
                .getMessage());
    }

    private static Options options(Path file, Map<String, ?> changes) {
        Map<String, Object> all = new LinkedHashMap<>(changes);
        all.put("path", file.toString());
        return ENCODER.descriptor().schema().parse(all);
    }

    private static Features encode(Raw raw, Path file, Map<String, ?> changes) {
        return ENCODER.encode("image", raw, options(file, changes), CONTEXT);
    }

    private static float[] values(Features features) {
        return features.values().data().asFloat();
    }

    static Picture plain(int width, int height, int argb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int k = 0; k < width * height; k++) {
            image.setRGB(k % width, k / width, argb);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Picture.of(bytes.toByteArray());
    }
}
