package dev.interlace.plugins.corruptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.corruptions.NoiseCorruption.Options;
import dev.interlace.spi.Features;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class NoiseCorruptionTest {
    private static final NoiseCorruption NOISE = new NoiseCorruption();

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.1})
    void theDeviationOfPicturesIsTheStatedShareOf255(double level) {
        Picture grey = Samples.picture(100, 100, (x, y) -> 0xFF808080); // far from both ends: nothing is clipped
        Pixels noisy = Pixels.of(noisy(grey, level));
        double squares = 0;
        for (int channel = 0; channel < 3; channel++) {
            for (double value : noisy.plane(channel)) {
                squares += (value - 128) * (value - 128);
            }
        }
        // a deviation from 30,000 draws is known to 1 / sqrt(2 * 30,000) = 0.4 %; 2 % is five times that
        assertEquals(255 * level, Math.sqrt(squares / 30_000), 0.02 * 255 * level + 0.02, "level " + level);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 10, 20, 30})
    void theSignalToNoiseRatioOfSoundsIsTheStatedOne(double decibels) {
        Sound sine = Samples.sine(8000, 440, 20_000);
        short[] clean = sine.pcm();
        short[] noisy = ((Raw.Sounds) NOISE.corrupt(
                        Raw.Sounds.of(List.of(sine)), new Options(Math.pow(10, -decibels / 20)), Samples.CONTEXT))
                .values()
                .get(0)
                .orElseThrow()
                .pcm();
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < clean.length; i++) {
            signal += (double) clean[i] * clean[i];
            noise += (double) (noisy[i] - clean[i]) * (noisy[i] - clean[i]);
        }
        // 20,000 draws: 0.5 % of the deviation, 0.04 dB; 0.2 dB is five times that
        assertEquals(decibels, 10 * Math.log10(signal / noise), 0.2);
    }

    @Test
    void theDeviationOfNumbersIsInUnitsOfTheirColumn() {
        float[][] values = new float[4000][2];
        for (int row = 0; row < values.length; row++) {
            values[row] = new float[] {row % 2 == 0 ? 3 : 5, row % 2 == 0 ? -100 : 100}; // deviations 1 and 100
        }
        Features clean = Features.vector("numbers", Nd4j.createFromArray(values));
        float[] noisy = ((Raw.Numbers) NOISE.corrupt(new Raw.Numbers(clean), new Options(0.5), Samples.CONTEXT))
                .features()
                .values()
                .data()
                .asFloat();
        double[] squares = new double[2];
        for (int row = 0; row < values.length; row++) {
            for (int d = 0; d < 2; d++) {
                double gap = noisy[2 * row + d] - values[row][d];
                squares[d] += gap * gap;
            }
        }
        // 4,000 draws: 1.1 % of the deviation; 5 % is more than four times that
        assertEquals(0.5, Math.sqrt(squares[0] / 4000), 0.025);
        assertEquals(50, Math.sqrt(squares[1] / 4000), 2.5);
    }

    @Test
    void paddingAndAConstantColumnStay() {
        Features clean = ((Raw.Numbers) Samples.tokens()).features();
        Features noisy = ((Raw.Numbers) NOISE.corrupt(Samples.tokens(), new Options(1), Samples.CONTEXT)).features();
        float[] before = clean.values().data().asFloat();
        float[] after = noisy.values().data().asFloat();
        for (int k = 0; k < before.length; k++) {
            int row = k / 8;
            boolean padding = k % 8 / 2 >= clean.lengths()[row];
            assertEquals(padding, before[k] == after[k], "row " + row + ", number " + k % 8);
        }
        Raw constant = new Raw.Numbers(Features.vector("numbers", Nd4j.ones(5, 1)));
        float[] same = ((Raw.Numbers) NOISE.corrupt(constant, new Options(1), Samples.CONTEXT))
                .features()
                .values()
                .data()
                .asFloat();
        for (float value : same) {
            assertEquals(1f, value);
        }
    }

    @Test
    void theDamageOfPicturesGrowsWithTheLevelDespiteClipping() {
        Picture picture = Samples.picture(60, 60, (x, y) -> 0xFF000000 | (x * 4) << 16 | (y * 4) << 8 | (x ^ y));
        Pixels clean = Pixels.of(picture);
        double before = 0;
        for (double level : new double[] {0.01, 0.05, 0.2, 0.5, 1, 3, 10}) {
            double[] plane = Pixels.of(noisy(picture, level)).plane(0);
            double squares = 0;
            for (int k = 0; k < plane.length; k++) {
                squares += (plane[k] - clean.plane(0)[k]) * (plane[k] - clean.plane(0)[k]);
            }
            assertTrue(squares > before, "level " + level + ": " + squares + " after " + before);
            before = squares;
        }
    }

    @Test
    void anUnreadablePictureIsNamedByItsRow() {
        Raw broken = Raw.Pictures.of(List.of(Picture.of(new byte[] {1, 2, 3})));
        assertEquals(
                "corruption/noise: row 0 of the pictures cannot be read: Picture: the 3 bytes are no PNG, JPEG, GIF or BMP"
                        + " picture; replace it, or make the row absent (Optional.empty())",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> NOISE.corrupt(broken, new Options(0.1), Samples.CONTEXT))
                        .getMessage());
    }

    @Test
    void textsAreRejected() {
        assertEquals(
                "corruption/noise reads pictures, sounds and numbers (vectors and tokens), but the column holds texts",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> NOISE.corrupt(Samples.texts(), new Options(0.1), Samples.CONTEXT))
                        .getMessage());
    }

    private static Picture noisy(Picture picture, double level) {
        return ((Raw.Pictures) NOISE.corrupt(Raw.Pictures.of(List.of(picture)), new Options(level), Samples.CONTEXT))
                .values()
                .get(0)
                .orElseThrow();
    }
}
