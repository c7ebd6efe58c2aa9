package dev.interlace.plugins.encoders;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Sound;

/**
 * A sound as frames of log mel energies; the front end of the sound encoders.
 *
 * <pre>
 *   x    = samples in [-1, 1), at the wanted rate
 *   P_t  = |FFT(hann · x around t hop)|²                 [F/2 + 1], F the power of two from the window's length on
 *   E_t  = bands P_t                                     [M]
 *   L_t  = 10 log10 max(E_t, 10^-10)                     [M], decibels, at least -100
 * </pre>
 *
 * <p>Legend: M mel bands, t frames. Frame t is centred at sample t hop; the sound is silence before its start and after
 * its end; there are 1 + floor(length / hop) frames. The window is the periodic Hann window, in the middle of the F
 * points. Levels are absolute: nothing is divided by a sound's own maximum, and no range below it is cut off.
 *
 * @param rate samples per second of the frames, in hertz; other sounds are resampled ({@link Resampler})
 * @param window length of the window in milliseconds
 * @param hop from frame to frame in milliseconds
 * @param mels number of bands
 * @param fmin lower end of the lowest band in hertz
 * @param fmax upper end of the highest band in hertz
 * @param scale mel scale and height of the filters
 */
public record MelFrames(
        @Param(
                doc = "samples per second at which sounds are heard; others are resampled. Raising it lets fmax rise",
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
        MelScale scale) {
    private static final double FLOOR = 1e-10;

    public MelFrames {
        OptionsSchema.require(MelFrames.class, rate, window, hop, mels, fmin, fmax, scale);
        if (!(fmax <= rate / 2.0)) {
            throw new IllegalArgumentException("Options.fmax must be at most rate / 2 = " + rate / 2.0 + " Hz, got "
                    + fmax + "; lower fmax or raise rate");
        }
        if (!(fmin < fmax)) {
            throw new IllegalArgumentException("Options.fmin must be below fmax = " + fmax + " Hz, got " + fmin);
        }
        double bin = (double) rate / size(rate, window);
        double[] edges = edges(mels, fmin, fmax, scale);
        for (int band = 0; band < mels; band++) {
            if (!((Math.ceil(edges[band + 2] / bin) - 1) * bin > edges[band])) { // the last frequency below its end
                throw new IllegalArgumentException(
                        "Options.mels = " + mels + ": band " + band + " from " + Math.round(edges[band])
                                + " to " + Math.round(edges[band + 2])
                                + " Hz lies between two frequencies of the transform, " + bin
                                + " Hz apart; lower mels, or raise window, or widen fmin to fmax");
            }
        }
    }

    /**
     * The frames of one sound.
     *
     * @return {@code [t, mels]} in row-major order, in decibels
     */
    float[] of(Sound sound) {
        double[] samples = samples(sound);
        int size = size(rate, window);
        int step = (int) Math.max(1, Math.round(rate * hop / 1000));
        double[] hann = hann(size);
        Bank bank = bank(size);
        PowerSpectrum spectrum = new PowerSpectrum(size);
        double[] frame = new double[size];
        double[] power = new double[size / 2 + 1];
        int frames = 1 + samples.length / step;
        float[] levels = new float[Math.multiplyExact(frames, mels)];
        for (int t = 0; t < frames; t++) {
            int start = t * step - size / 2;
            for (int k = 0; k < size; k++) {
                int at = start + k;
                frame[k] = at >= 0 && at < samples.length ? hann[k] * samples[at] : 0;
            }
            spectrum.of(frame, power);
            for (int band = 0; band < mels; band++) {
                levels[t * mels + band] = (float) (10 * Math.log10(Math.max(FLOOR, bank.energy(band, power))));
            }
        }
        return levels;
    }

    private double[] samples(Sound sound) {
        float[] samples = sound.samples();
        if (sound.rate() != rate) {
            return Resampler.between(sound.rate(), rate).of(samples);
        }
        double[] same = new double[samples.length];
        for (int k = 0; k < same.length; k++) {
            same[k] = samples[k];
        }
        return same;
    }

    private static int length(int rate, double window) {
        return (int) Math.max(2, Math.round(rate * window / 1000));
    }

    /** The number of points of the transform. */
    private static int size(int rate, double window) {
        int length = length(rate, window);
        return length == Integer.highestOneBit(length) ? length : 2 * Integer.highestOneBit(length);
    }

    private double[] hann(int size) {
        int length = length(rate, window);
        double[] hann = new double[size];
        for (int k = 0; k < length; k++) {
            hann[(size - length) / 2 + k] = 0.5 - 0.5 * Math.cos(2 * Math.PI * k / length);
        }
        return hann;
    }

    /**
     * The ends of the bands in hertz, {@code [mels + 2]}: band m reaches from edge m to edge m + 2 and peaks at edge m
     * + 1.
     */
    private static double[] edges(int mels, double fmin, double fmax, MelScale scale) {
        double low = scale.mel(fmin);
        double high = scale.mel(fmax);
        double[] edges = new double[mels + 2];
        for (int k = 0; k < edges.length; k++) {
            edges[k] = scale.hertz(low + (high - low) * k / (mels + 1));
        }
        return edges;
    }

    /** Triangular filters: per band its first bin and its weights from there on. */
    private static final class Bank {
        private final int[] first;
        private final double[][] weights;

        Bank(int[] first, double[][] weights) {
            this.first = first;
            this.weights = weights;
        }

        double energy(int band, double[] power) {
            double sum = 0;
            for (int k = 0; k < weights[band].length; k++) {
                sum += weights[band][k] * power[first[band] + k];
            }
            return sum;
        }
    }

    private Bank bank(int size) {
        double[] edges = edges(mels, fmin, fmax, scale);
        double bin = (double) rate / size;
        int[] first = new int[mels];
        double[][] weights = new double[mels][];
        for (int band = 0; band < mels; band++) {
            double low = edges[band];
            double middle = edges[band + 1];
            double high = edges[band + 2];
            first[band] = (int) Math.ceil(low / bin);
            int last = Math.min(size / 2, (int) Math.floor(high / bin));
            weights[band] = new double[last - first[band] + 1];
            for (int k = 0; k < weights[band].length; k++) {
                double f = (first[band] + k) * bin;
                double slope = Math.min((f - low) / (middle - low), (high - f) / (high - middle));
                weights[band][k] = Math.max(0, slope) * scale.peak(low, high);
            }
        }
        return new Bank(first, weights);
    }
}
