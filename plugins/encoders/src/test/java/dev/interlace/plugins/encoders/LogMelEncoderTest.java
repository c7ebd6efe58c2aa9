package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.encoders.LogMelEncoder.Options;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogMelEncoderTest {
    /** Features are 32-bit floats of up to 100 dB; the golden file has five decimals. */
    private static final double DECIBELS = 5e-5;

    private static final LogMelEncoder ENCODER = new LogMelEncoder();
    private static final Options FRAMES = options(SoundOutput.FRAMES, 40, MelScale.SLANEY);
    private static final FitContext CONTEXT = FitContext.seeded(1);

    @Test
    void framesAreThoseOfAnIndependentLibrary() {
        Options htk = new Options(SoundOutput.FRAMES, new MelFrames(16_000, 32, 16, 26, 20, 7000, MelScale.HTK), 1);
        for (List<String> row : GoldenFile.rows("sounds-golden.tsv")) {
            Features found;
            switch (row.get(0)) {
                case "slaney" -> found = encode(FRAMES, SoundPattern.at(16_000));
                case "htk" -> found = encode(htk, SoundPattern.at(16_000));
                case "from 8000 Hz" -> found = encode(FRAMES, SoundPattern.at(8000));
                case "from 44100 Hz" -> found = encode(FRAMES, SoundPattern.at(44_100));
                default -> {
                    continue; // of other tests
                }
            }
            double[] shape = GoldenFile.numbers(row.get(1));
            assertArrayEquals(
                    new long[] {1, (long) shape[0], (long) shape[1]},
                    found.values().shape(),
                    row.get(0));
            double[] golden = GoldenFile.numbers(row.get(2));
            float[] values = values(found);
            for (int k = 0; k < golden.length; k++) {
                assertEquals(golden[k], values[37 * k], DECIBELS, row.get(0) + " value " + k);
            }
        }
    }

    @Test
    void aToneIsLoudestInTheBandThatHoldsIt() {
        float[] levels = values(encode(FRAMES, SoundPattern.sine(16_000, 1000, 0.5)));
        int loudest = loudest(levels, 25);
        // Slaney: 1,000 Hz is mel 15 and 8,000 Hz mel 15 + 27 ln 8 / ln 6.4 = 45.25; a band is 45.25 / 41 = 1.1036 mel
        // wide
        // on either side, band m peaks at (m + 1) 1.1036: nearest to 15 is m + 1 = 13.59, so 13 or 14
        assertTrue(loudest == 12 || loudest == 13, "loudest band " + loudest);
        assertTrue(levels[25 * 40 + loudest] > levels[25 * 40 + 30] + 60, "other bands are silent");
    }

    @Test
    void silenceIsTheFloorAndTwiceTheAmplitudeIsSixDecibelsMore() {
        float[] silent = values(encode(FRAMES, Sound.of(16_000, new short[1600])));
        for (float level : silent) {
            assertEquals(-100f, level);
        }
        short[] once = SoundPattern.at(16_000).pcm();
        short[] twice = new short[once.length];
        for (int i = 0; i < once.length; i++) {
            twice[i] = (short) (2 * once[i]);
        }
        float[] a = values(encode(FRAMES, Sound.of(16_000, once)));
        float[] b = values(encode(FRAMES, Sound.of(16_000, twice)));
        assertEquals(20 * Math.log10(2), b[5 * 40 + 10] - a[5 * 40 + 10], DECIBELS);
    }

    @Test
    void pooledIsMeanAndDeviationOfTheFrames() {
        float[] frames = values(encode(FRAMES, SoundPattern.at(16_000)));
        float[] pooled = values(encode(options(SoundOutput.POOLED, 40, MelScale.SLANEY), SoundPattern.at(16_000)));
        assertEquals(80, pooled.length);
        double[] band = IntStream.range(0, frames.length / 40)
                .mapToDouble(t -> frames[t * 40 + 7])
                .toArray();
        double mean = Arrays.stream(band).average().orElseThrow();
        double variance =
                Arrays.stream(band).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertEquals(mean, pooled[7], 1e-4);
        assertEquals(Math.sqrt(variance), pooled[47], 1e-4);
    }

    @Test
    void aResampledToneKeepsItsPitchAndWhatTheNewRateCannotHoldIsGone() {
        float[] slow = values(encode(FRAMES, SoundPattern.sine(16_000, 1000, 0.5)));
        float[] fast = values(encode(FRAMES, SoundPattern.sine(44_100, 1000, 0.5)));
        int loudest = loudest(slow, 25);
        assertEquals(loudest, loudest(fast, 25));
        assertEquals(slow[25 * 40 + loudest], fast[25 * 40 + loudest], 0.1, "level in dB");
        // 12 kHz would fold back to 4 kHz at 16 kHz
        float[] high = values(encode(FRAMES, SoundPattern.sine(44_100, 12_000, 0.5)));
        assertTrue(
                high[25 * 40 + loudest(high, 25)] < slow[25 * 40 + loudest] - 40,
                "12 kHz is left at " + high[25 * 40 + loudest(high, 25)] + " dB");
    }

    @Test
    void aRowDoesNotDependOnItsNeighboursOrTheThreadsAndAbsentRowsStayAbsent() {
        Options three = new Options(SoundOutput.FRAMES, new MelFrames(16_000, 25, 10, 40, 0, 8000, MelScale.SLANEY), 3);
        Sound tone = SoundPattern.sine(16_000, 440, 0.1);
        Raw raw = new Raw.Sounds(
                List.of(Optional.empty(), Optional.of(SoundPattern.at(16_000)), Optional.of(tone), Optional.empty()));
        Features all = ENCODER.encode("speech", raw, three, CONTEXT);
        assertArrayEquals(new int[] {0, 36, 11, 0}, all.lengths());
        assertEquals(raw.presence(), all.presence());
        float[] alone = values(encode(FRAMES, tone));
        assertArrayEquals(alone, Arrays.copyOfRange(values(all), 2 * 36 * 40, 2 * 36 * 40 + 11 * 40));
    }

    @Test
    void aSoundWithoutSamplesIsRejectedWithItsRow() {
        assertEquals(
                "encoder/logmel: row 1 of 'speech' is a sound without samples; replace it, or make the row absent"
                        + " (Optional.empty())",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> encode(FRAMES, SoundPattern.at(8000), Sound.of(8000, new short[0])))
                        .getMessage());
    }

    @Test
    void textsAreRejected() {
        Raw texts = Raw.Texts.of(List.of("pear"));
        assertEquals(
                "encoder/logmel reads sounds, but 'name' holds texts; choose an encoder whose accepts() is true for it",
                assertThrows(IllegalArgumentException.class, () -> ENCODER.encode("name", texts, FRAMES, CONTEXT))
                        .getMessage());
    }

    @Test
    void optionsThatDoNotFitTogetherAreRejected() {
        assertEquals(
                "Options.fmax must be at most rate / 2 = 4000.0 Hz, got 8000.0; lower fmax or raise rate",
                rejection(8000, 25, 40, 0, 8000));
        assertEquals("Options.fmin must be below fmax = 4000.0 Hz, got 4000.0", rejection(8000, 25, 40, 4000, 4000));
        assertEquals(
                "Options.mels = 128: band 0 from 0 to 36 Hz lies between two frequencies of the transform,"
                        + " 62.5 Hz apart; lower mels, or raise window, or widen fmin to fmax",
                rejection(8000, 10, 128, 0, 4000));
    }

    @Test
    void aCancelledContextStopsEncoding() {
        FitContext cancelled = CONTEXT.with(Cancellation.when(() -> true));
        Raw many = Raw.Sounds.of(Collections.nCopies(3000, SoundPattern.sine(44_100, 440, 0.5)));
        assertThrows(CancellationException.class, () -> ENCODER.encode("speech", many, FRAMES, cancelled));
    }

    private static String rejection(int rate, double window, int mels, double fmin, double fmax) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> new Options(
                                SoundOutput.FRAMES,
                                new MelFrames(rate, window, 10, mels, fmin, fmax, MelScale.SLANEY),
                                1))
                .getMessage());
    }

    private static int loudest(float[] levels, int frame) {
        return IntStream.range(0, 40)
                .reduce((a, b) -> levels[frame * 40 + a] >= levels[frame * 40 + b] ? a : b)
                .orElseThrow();
    }

    private static Options options(SoundOutput output, int mels, MelScale scale) {
        return new Options(output, new MelFrames(16_000, 25, 10, mels, 0, 8000, scale), 1);
    }

    private static Features encode(Options options, Sound... sounds) {
        return ENCODER.encode("speech", Raw.Sounds.of(List.of(sounds)), options, CONTEXT);
    }

    private static float[] values(Features features) {
        return features.values().data().asFloat();
    }
}
