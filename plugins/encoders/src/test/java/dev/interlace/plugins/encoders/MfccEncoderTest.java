package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.plugins.encoders.MfccEncoder.Options;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MfccEncoderTest {
    /** Coefficients are of order 100 and sums of 40 floats; the golden file has five decimals. */
    private static final double SUMS = 2e-4;

    private static final MfccEncoder ENCODER = new MfccEncoder();

    @Test
    void coefficientsAreThoseOfAnIndependentLibrary() {
        List<String> row = GoldenFile.rows("sounds-golden.tsv").stream()
                .filter(cells -> cells.get(0).equals("mfcc"))
                .findFirst()
                .orElseThrow();
        double[] golden = GoldenFile.numbers(row.get(2));
        Features found = encode(options(SoundOutput.FRAMES, 40, 13), SoundPattern.at(16_000));
        assertArrayEquals(new long[] {1, 36, 13}, found.values().shape());
        float[] values = found.values().data().asFloat();
        for (int k = 0; k < golden.length; k++) {
            assertEquals(golden[k], values[37 * k], SUMS, "value " + k);
        }
    }

    @Test
    void silenceHasAllItsLevelInCoefficientZero() {
        // 40 bands at -100 dB: c_0 = 40 * -100 / sqrt(40) = -632.456, the others 0
        float[] pooled = encode(options(SoundOutput.POOLED, 40, 5), Sound.of(16_000, new short[800]))
                .values()
                .data()
                .asFloat();
        float[] expected = new float[10];
        expected[0] = (float) (-100 * Math.sqrt(40));
        assertArrayEquals(expected, pooled, 1e-3f);
    }

    @Test
    void asManyCoefficientsAsBandsKeepTheLengthOfTheLevels() {
        // the transform is orthonormal: the sum of squares stays
        float[] all = encode(options(SoundOutput.FRAMES, 40, 40), SoundPattern.at(16_000))
                .values()
                .data()
                .asFloat();
        float[] levels = new LogMelEncoder()
                .encode(
                        "speech",
                        Raw.Sounds.of(List.of(SoundPattern.at(16_000))),
                        new LogMelEncoder.Options(
                                SoundOutput.FRAMES, new MelFrames(16_000, 25, 10, 40, 0, 8000, MelScale.SLANEY), 1),
                        FitContext.seeded(1))
                .values()
                .data()
                .asFloat();
        for (int t = 0; t < 36; t++) {
            double cepstral = 0;
            double spectral = 0;
            for (int k = 40 * t; k < 40 * (t + 1); k++) {
                cepstral += (double) all[k] * all[k];
                spectral += (double) levels[k] * levels[k];
            }
            assertEquals(1, cepstral / spectral, 1e-6, "frame " + t);
        }
    }

    @Test
    void absentRowsStayAbsent() {
        Raw raw = new Raw.Sounds(List.of(Optional.empty(), Optional.of(SoundPattern.at(8000))));
        Features pooled = ENCODER.encode("speech", raw, options(SoundOutput.POOLED, 40, 13), FitContext.seeded(1));
        assertEquals("1 of 2 present", pooled.presence().toString());
        assertArrayEquals(new long[] {2, 26}, pooled.values().shape());
    }

    @Test
    void moreCoefficientsThanBandsAreRejected() {
        assertEquals(
                "Options.coefficients must be at most mels = 20, got 21; lower coefficients or raise mels",
                assertThrows(IllegalArgumentException.class, () -> options(SoundOutput.FRAMES, 20, 21))
                        .getMessage());
    }

    private static Options options(SoundOutput output, int mels, int coefficients) {
        return new Options(output, new MelFrames(16_000, 25, 10, mels, 0, 8000, MelScale.SLANEY), coefficients, 1);
    }

    private static Features encode(Options options, Sound... sounds) {
        return ENCODER.encode("speech", Raw.Sounds.of(List.of(sounds)), options, FitContext.seeded(1));
    }
}
