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
 * Sounds to log mel energies: how much of each band of pitch there is at each moment, in decibels. Computed, not
 * learned.
 *
 * <p>Use it for speech and everyday sounds, as frames for attention and alignment in time, or pooled as a baseline. It
 * fails where loudness differs between recordings for reasons of no interest (levels are absolute), and pooled it knows
 * no order.
 *
 * <pre>
 *   L_t    = 10 log10 max(bands |FFT(hann x_t)|², 10^-10)     [mels]
 *   FRAMES = L_1 … L_t                                        [t, mels]
 *   POOLED = mean_t L_t, std_t L_t                            [2 mels]
 * </pre>
 *
 * <p>Conventions, in which front ends differ: power (not magnitude) spectrum; periodic Hann window; frames centred,
 * with silence beyond the ends; the transform has the power of two from the window's length on; Slaney's mel scale with
 * filters of area 1, or HTK's with filters of peak 1; decibels with a floor of -100 and no cut relative to the loudest
 * frame. With the same conventions the values are librosa's.
 *
 * <p>Reference: Davis and Mermelstein, IEEE Transactions on Acoustics, Speech, and Signal Processing, 1980, figure 1
 * (the filters); Slaney, Auditory Toolbox, Interval Research, 1998. Differs from the first in that the logarithm is
 * kept, without the cosine transform ({@link MfccEncoder} has it).
 */
public final class LogMelEncoder implements Encoder<LogMelEncoder.Options> {
    private static final String ID = "encoder/logmel";

    /**
     * How sounds are encoded.
     *
     * @param output one vector per frame (default), or mean and standard deviation over the frames
     * @param rate samples per second that sounds are resampled to, in hertz, in [4000, 48000], default 16000; a sound
     *     of another rate is resampled through a low-pass filter
     * @param window length of the window in milliseconds, in [5, 200], default 25; raising it tells pitches better
     *     apart and moments worse
     * @param hop from frame to frame in milliseconds, in [1, 200], default 10; raising it gives fewer frames
     * @param mels bands, in [4, 256], default 40; too many for the window are rejected
     * @param fmin lower end of the lowest band in hertz, in [0, 20000], default 0
     * @param fmax upper end of the highest band in hertz, in [100, 24000] and at most rate / 2, default 8000
     * @param scale mel scale and height of the filters, default Slaney's
     * @param threads threads, in [1, 64], default 2; the result does not depend on it
     */
    public record Options(
            @Param(doc = "one vector per frame, or mean and deviation over the frames", choice = "FRAMES")
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
            OptionsSchema.require(Options.class, output, rate, window, hop, mels, fmin, fmax, scale, threads);
            new MelFrames(rate, window, hop, mels, fmin, fmax, scale).require();
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Log mel energies",
                        "Sound to one vector of band levels per frame, or to their mean and deviation",
                        Options.class)
                .withFormula("L_{t,m} = 10 \\log_{10} \\max\\big(\\sum_k w_{m,k} |X_{t,k}|^2,\\ 10^{-10}\\big)")
                .withCapabilities(Capability.HANDLES_MISSING, Capability.VARIABLE_LENGTH)
                .withUseCases("frames of speech for attention and alignment in time", "a baseline for sounds, pooled")
                .withReferences(
                        new Reference(
                                "Davis, Mermelstein",
                                "Comparison of Parametric Representations for Monosyllabic Word Recognition in Continuously"
                                        + " Spoken Sentences",
                                "IEEE Transactions on Acoustics, Speech, and Signal Processing",
                                1980,
                                "figure 1"),
                        new Reference("Slaney", "Auditory Toolbox, Version 2", "Interval Research", 1998, "mfcc"))
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
        return new SoundRows(ID, options.output(), options.mels(), options.threads())
                .encode(name, raw, context, front::of);
    }
}
