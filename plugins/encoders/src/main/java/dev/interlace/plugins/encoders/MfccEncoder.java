package dev.interlace.plugins.encoders;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;

/**
 * Sounds to mel-frequency cepstral coefficients: the shape of the log mel spectrum in a few numbers that hardly
 * correlate. Computed, not learned.
 *
 * <p>Use it for small heads on speech: 13 numbers say what a vowel is. It fails on music and noise, where pitch and
 * fine structure matter, and needs as much care about the recording's level as log mel energies do (the level is in
 * coefficient 0 alone).
 *
 * <pre>
 *   L_t  = log mel energies                                              [M], as {@link LogMelEncoder}
 *   c_tk = s_k Σ_m L_tm cos(π k (2m + 1) / (2M)),  s_0 = √(1/M), s_k = √(2/M)
 * </pre>
 *
 * <p>Legend: M bands (m from 0), k coefficients from 0 on, t frames. Conventions: those of {@link LogMelEncoder}; the
 * cosine transform is type II, orthonormal; no liftering, no differences in time, coefficient 0 is kept. With the same
 * conventions the values are librosa's (whose default also cuts off what is 80 dB below a sound's maximum; this does
 * not).
 *
 * <p>Reference: Davis and Mermelstein, IEEE Transactions on Acoustics, Speech, and Signal Processing, 1980, equation 1.
 * Differs from the paper in that coefficient 0 is kept and the transform is orthonormal.
 */
public final class MfccEncoder implements Encoder<MfccEncoder.Options> {
    private static final String ID = "encoder/mfcc";

    /**
     * How sounds are encoded.
     *
     * @param output mean and standard deviation over the frames (default), or one vector per frame
     * @param rate samples per second that sounds are resampled to, in hertz, in [4000, 48000], default 16000; a sound
     *     of another rate is resampled through a low-pass filter
     * @param window length of the window in milliseconds, in [5, 200], default 25; raising it tells pitches better
     *     apart and moments worse
     * @param hop from frame to frame in milliseconds, in [1, 200], default 10; raising it gives fewer frames
     * @param mels bands, in [4, 256], default 40; too many for the window are rejected
     * @param coefficients numbers per frame, in [1, 128] and at most mels, default 13; raising it keeps finer structure
     * @param fmin lower end of the lowest band in hertz, in [0, 20000], default 0
     * @param fmax upper end of the highest band in hertz, in [100, 24000] and at most rate / 2, default 8000
     * @param scale mel scale and height of the filters, default Slaney's
     * @param threads threads, in [1, 64], default 2; the result does not depend on it
     */
    public record Options(
            @Param(doc = "one vector per frame, or mean and deviation over the frames", choice = "POOLED")
            SoundOutput output,

            @Param(
                    doc =
                            "samples per second at which sounds are heard; others are resampled. Raising it lets fmax rise",
                    unit = "Hz",
                    min = 4000,
                    max = 48_000,
                    init = 16_000,
                    scale = Param.Scale.LOG)
            int rate,

            @Param(
                    doc = "length of the window; raising it tells pitches better apart, and moments worse",
                    unit = "ms",
                    min = 5,
                    max = 200,
                    init = 25,
                    scale = Param.Scale.LOG)
            double window,

            @Param(
                    doc = "from frame to frame; raising it gives fewer frames",
                    unit = "ms",
                    min = 1,
                    max = 200,
                    init = 10,
                    scale = Param.Scale.LOG)
            double hop,

            @Param(
                    doc = "bands; raising it tells pitches better apart, as far as the window allows",
                    unit = "bands",
                    min = 4,
                    max = 256,
                    init = 40,
                    scale = Param.Scale.LOG)
            int mels,

            @Param(
                    doc = "numbers per frame, at most mels; raising it keeps finer structure of the spectrum",
                    unit = "coefficients",
                    min = 1,
                    max = 128,
                    init = 13)
            int coefficients,

            @Param(
                    doc = "lower end of the lowest band; raising it leaves hum out",
                    unit = "Hz",
                    min = 0,
                    max = 20_000,
                    init = 0)
            double fmin,

            @Param(
                    doc = "upper end of the highest band, at most rate / 2",
                    unit = "Hz",
                    min = 100,
                    max = 24_000,
                    init = 8000)
            double fmax,

            @Param(doc = "mel scale and height of the filters", choice = "SLANEY")
            MelScale scale,

            @Param(
                    doc = "raising it is faster on more cores; the result is the same",
                    unit = "threads",
                    min = 1,
                    max = 64,
                    init = 2)
            int threads) {
        public Options {
            OptionsSchema.require(
                    Options.class, output, rate, window, hop, mels, coefficients, fmin, fmax, scale, threads);
            new MelFrames(rate, window, hop, mels, fmin, fmax, scale).require();
            if (!(coefficients <= mels)) {
                throw new IllegalArgumentException("Options.coefficients must be at most mels = " + mels + ", got "
                        + coefficients + "; lower coefficients or raise mels");
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Mel-frequency cepstral coefficients",
                        "Sound to the mean and deviation of its cepstral coefficients, or to one vector of them per frame",
                        Options.class)
                .withFormula("c_{t,k} = s_k \\sum_m L_{t,m} \\cos\\frac{\\pi k (2m+1)}{2M}")
                .withCapabilities(Capability.HANDLES_MISSING, Capability.VARIABLE_LENGTH)
                .withUseCases("spoken words with a small head", "a baseline for speech")
                .withReferences(new Reference(
                        "Davis, Mermelstein",
                        "Comparison of Parametric Representations for Monosyllabic Word Recognition in Continuously Spoken"
                                + " Sentences",
                        "IEEE Transactions on Acoustics, Speech, and Signal Processing",
                        1980,
                        "equation 1"))
                .withLesson("encoders/audio");
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Sounds;
    }

    @Override
    public Features encode(String name, Raw raw, Options options, FitContext context) {
        MelFrames front = new MelFrames(
                options.rate(),
                options.window(),
                options.hop(),
                options.mels(),
                options.fmin(),
                options.fmax(),
                options.scale());
        double[][] cosines = cosines(options.coefficients(), options.mels());
        return new SoundRows(ID, options.output(), options.coefficients(), options.threads())
                .encode(name, raw, context, sound -> cepstra(front.of(sound), cosines));
    }

    /** The rows of the orthonormal cosine transform of type II, {@code [coefficients, mels]}. */
    private static double[][] cosines(int coefficients, int mels) {
        double[][] cosines = new double[coefficients][mels];
        for (int k = 0; k < coefficients; k++) {
            double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / mels);
            for (int m = 0; m < mels; m++) {
                cosines[k][m] = scale * Math.cos(Math.PI * k * (2 * m + 1) / (2 * mels));
            }
        }
        return cosines;
    }

    /** [t, M] -> [t, K]. */
    private static float[] cepstra(float[] levels, double[][] cosines) {
        int mels = cosines[0].length;
        int frames = levels.length / mels;
        float[] cepstra = new float[frames * cosines.length];
        for (int t = 0; t < frames; t++) {
            for (int k = 0; k < cosines.length; k++) {
                double sum = 0;
                for (int m = 0; m < mels; m++) {
                    sum += cosines[k][m] * levels[t * mels + m];
                }
                cepstra[t * cosines.length + k] = (float) sum;
            }
        }
        return cepstra;
    }
}
