package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.Raw;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set, from a small package of the same layout. */
class DigitsProviderTest {
    private static final DigitsProvider DIGITS = new DigitsProvider();

    @TempDir
    Path folder = Path.of("");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] digit(int rows, double grey) {
        double[] numbers = new double[784 * rows];
        Arrays.fill(numbers, grey);
        return bytes("{ \"data\": " + Arrays.toString(numbers) + ", \"other\": [1] }");
    }

    private Path digits() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int digit = 0; digit < 10; digit++) {
            files.put("src/digits/" + digit + ".json", digit(digit == 3 ? 2 : 1, digit / 10.0));
        }
        files.put("LICENSE", bytes("MIT"));
        return SmallPackages.prepared(
                DIGITS, folder.resolve("digits"), SmallPackages.npm(folder.resolve("d.tgz"), files));
    }

    @Test
    void aDigitIsAGreyPictureWithItsClass() throws IOException {
        Path prepared = digits();
        Dataset digits = DIGITS.load(DIGITS.descriptor().schema().defaults(), prepared);
        assertEquals(11, digits.rows());
        assertEquals(List.of("3-0000", "3-0001"), digits.rowIds().subList(3, 5));
        assertEquals("3", digits.target("digit").name(4));
        BufferedImage image = ((Raw.Pictures) digits.column("digit"))
                .values()
                .get(5)
                .orElseThrow()
                .decode();
        assertEquals(28, image.getWidth());
        assertEquals(102, image.getRaster().getSample(7, 7, 0), "0.4 of 255");
        assertEquals(10, DIGITS.load(new DigitsProvider.Options(1), prepared).rows());
    }

    @Test
    void aPackageThatLacksADigitOrIsNotOfDigitsIsRefused() throws IOException {
        Path without = SmallPackages.npm(folder.resolve("d.tgz"), Map.of("src/digits/0.json", digit(1, 0)));
        assertEquals(
                "d.tgz holds no src/digits/1.json",
                assertThrows(IOException.class, () -> SmallPackages.prepared(DIGITS, folder.resolve("a"), without))
                        .getMessage());
        Path odd = SmallPackages.npm(folder.resolve("o.tgz"), Map.of("src/digits/0.json", bytes("{\"data\":[1,2]}")));
        assertEquals(
                "src/digits/0.json must hold a multiple of 784 numbers, got 2",
                assertThrows(IOException.class, () -> SmallPackages.prepared(DIGITS, folder.resolve("b"), odd))
                        .getMessage());
    }
}
