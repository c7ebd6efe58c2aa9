package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResamplerTest {
    @Test
    void samplesAreThoseOfAnIndependentLibrary() {
        List<String> row = GoldenFile.rows("sounds-golden.tsv").stream()
                .filter(cells -> cells.get(0).equals("samples from 44100 Hz"))
                .findFirst()
                .orElseThrow();
        double[] found =
                Resampler.between(44_100, 16_000).of(SoundPattern.at(44_100).samples());
        assertEquals((int) GoldenFile.numbers(row.get(1))[0], found.length);
        double[] golden = GoldenFile.numbers(row.get(2));
        for (int k = 0; k < golden.length; k++) {
            assertEquals(golden[k], found[37 * k], 1e-5, "sample " + 37 * k);
        }
    }

    @Test
    void aConstantStaysAConstantAwayFromTheEnds() {
        float[] ones = new float[1000];
        Arrays.fill(ones, 1);
        double[] found = Resampler.between(8000, 16_000).of(ones);
        assertEquals(2000, found.length);
        for (int k = 100; k < 1900; k++) {
            assertEquals(1, found[k], 1e-3, "sample " + k);
        }
    }

    @Test
    void theSameRateIsTheSameSound() {
        assertArrayEquals(
                new double[] {0.25, -0.5, 0.125},
                Resampler.between(8000, 8000).of(new float[] {0.25f, -0.5f, 0.125f}),
                1e-12);
    }
}
