package dev.interlace.plugins.corruptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.corruptions.BlurCorruption.Options;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlurCorruptionTest {
    private static final BlurCorruption BLUR = new BlurCorruption();

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.04, 0.08})
    void anEdgeBecomesAsWideAsStated(double level) {
        // the blurred step from black to white is the normal distribution function: its slope has the deviation σ
        int width = 201;
        Picture step = Samples.picture(width, 9, (x, y) -> x < 100 ? 0xFF000000 : 0xFFFFFFFF);
        double[] line = blurred(step, level).plane(0);
        double sum = 0;
        double mean = 0;
        double squares = 0;
        for (int x = 1; x < width; x++) {
            double slope = line[4 * width + x] - line[4 * width + x - 1];
            sum += slope;
            mean += slope * (x - 0.5);
            squares += slope * (x - 0.5) * (x - 0.5);
        }
        mean /= sum;
        assertEquals(255, sum, 1e-9);
        assertEquals(99.5, mean, 0.1);
        // rounding to 8 bits cuts the tails off: 2 % of σ
        assertEquals(level * width, Math.sqrt(squares / sum - mean * mean), 0.02 * level * width);
    }

    @Test
    void theMeanStaysAndWhatIsLeftOfAPatternFallsWithTheLevel() {
        Picture squares = Samples.picture(64, 64, (x, y) -> (x / 4 + y / 4) % 2 == 0 ? 0xFF000000 : 0xFFFFFFFF);
        double before = contrast(Pixels.of(squares));
        for (double level : new double[] {0.005, 0.01, 0.02, 0.04}) {
            Pixels blurred = blurred(squares, level);
            assertEquals(127.5, blurred.mean(0), 0.5, "level " + level);
            assertTrue(contrast(blurred) < before, "level " + level);
            before = contrast(blurred);
        }
    }

    @Test
    void aPlainPictureStaysPlainUpToItsEdges() {
        for (double value :
                blurred(Samples.picture(20, 30, (x, y) -> 0xFF4080C0), 0.5).plane(0)) {
            assertEquals(0x40, value);
        }
    }

    @Test
    void aTransparentPictureIsPutOnWhite() {
        for (double value :
                blurred(Samples.picture(8, 8, (x, y) -> 0x00123456), 0.1).plane(2)) {
            assertEquals(255, value);
        }
    }

    @Test
    void textsAreRejected() {
        assertEquals(
                "corruption/blur reads pictures, but the column holds texts",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> BLUR.corrupt(Samples.texts(), new Options(0.1), Samples.CONTEXT))
                        .getMessage());
    }

    private static double contrast(Pixels pixels) {
        double mean = pixels.mean(0);
        double squares = 0;
        for (double value : pixels.plane(0)) {
            squares += (value - mean) * (value - mean);
        }
        return squares;
    }

    private static Pixels blurred(Picture picture, double level) {
        return Pixels.of(
                ((Raw.Pictures) BLUR.corrupt(Raw.Pictures.of(List.of(picture)), new Options(level), Samples.CONTEXT))
                        .values()
                        .get(0)
                        .orElseThrow());
    }
}
