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
     * @param frames the front end
     * @param coefficients numbers per frame, in [1, 128] and at most mels, default 13; raising it keeps finer structure
     * @param threads threads, in [1, 64], default 2; the result does not depend on it
     */
    public record Options(
            @Param(doc = OptionDocs.SOUND_OUTPUT, choice = "POOLED")
            SoundOutput output,

            MelFrames frames,

            @Param(
                    doc = "numbers per frame, at most mels; raising it keeps finer structure of the spectrum",
                    unit = "coefficients",
                    min = 1,
                    max = 128,
                    init = 13)
            int coefficients,

            @Param(doc = OptionDocs.THREADS, unit = "threads", min = 1, max = 64, init = 2)
            int threads) {
        public Options {
            OptionsSchema.require(Options.class, output, frames, coefficients, threads);
            if (!(coefficients <= frames.mels())) {
                throw new IllegalArgumentException("Options.coefficients must be at most mels = " + frames.mels()
                        + ", got " + coefficients + "; lower coefficients or raise mels");
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
        MelFrames front = options.frames();
        double[][] cosines = cosines(options.coefficients(), front.mels());
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
