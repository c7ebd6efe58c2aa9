package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Corruption;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import java.util.SplittableRandom;

/**
 * Adds Gaussian noise, whose deviation is stated in units of the signal.
 *
 * <p>Use it for a hissing microphone, a grainy camera, an inexact instrument. It says little of real noise that is
 * structured: rain, compression, a second voice.
 *
 * <pre>
 *   pictures  x + 255 level g            per pixel and channel, clipped and rounded to 8 bits
 *   sounds    x + rms(x) level g         per sample, clipped and rounded to 16 bits: SNR = -20 log10(level) dB
 *   numbers   x + std(column) level g    per number; the deviation is that of the present rows (of their tokens)
 * </pre>
 *
 * <p>g is standard normal. Level 0.1 is 20 dB, 0.316 is 10 dB, 1 is 0 dB. Clipping makes the damage of pictures smaller
 * than stated where they are black or white. A transparent picture is put on white first, as encoders do. Silence stays
 * silent, a constant column constant. Numbers are the one kind where other rows have a say, through the column's
 * deviation.
 *
 * <p>Reference: Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and
 * Perturbations, ICLR 2019, section 3. Differs from the paper in that the level is a number with a unit, not one of
 * five steps.
 */
public final class NoiseCorruption implements Corruption<NoiseCorruption.Options> {
    private static final String ID = "corruption/noise";

    /**
     * How much noise.
     *
     * @param level deviation of the noise in units of the signal (of full scale 255 for pictures, of the root mean
     *     square of a sound, of a column's standard deviation for numbers), in [0, 10], default 0.1; raising it hides
     *     more
     */
    public record Options(
            @Param(
                    doc =
                            "deviation of the noise relative to the signal (pictures: to 255; sounds: to their root mean square, which"
                                    + " is -20 log10(level) dB; numbers: to the column's standard deviation)",
                    min = 0,
                    max = 10,
                    init = 0.1)
            double level) {
        public Options {
            OptionsSchema.require(Options.class, level);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Gaussian noise",
                        "Adds noise to pictures, sounds or numbers in units of the signal",
                        Options.class)
                .withFormula("\\tilde x = x + \\ell\\, s\\, g,\\quad g \\sim N(0, 1)")
                .withCapabilities(Capability.HANDLES_MISSING)
                .withUseCases("grain, hiss and inexact instruments")
                .withReferences(Common.HENDRYCKS)
                .withLesson("robustness");
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Pictures
                || raw instanceof Raw.Sounds
                || (raw instanceof Raw.Numbers numbers && Columns.reads(numbers.features()));
    }

    @Override
    public Raw corrupt(Raw raw, Options options, FitContext context) {
        Damage damage = new Damage(ID, context);
        double level = options.level();
        if (!accepts(raw)) {
            throw damage.unread(raw, "pictures, sounds and numbers (vectors and tokens)");
        }
        if (level == 0) {
            return raw;
        }
        if (raw instanceof Raw.Pictures pictures) {
            return new Raw.Pictures(
                    damage.each("pictures", pictures.values(), (picture, random) -> noisy(picture, level, random)));
        }
        if (raw instanceof Raw.Sounds sounds) {
            return new Raw.Sounds(
                    damage.each("sounds", sounds.values(), (sound, random) -> noisy(sound, level, random)));
        }
        return new Raw.Numbers(noisy(((Raw.Numbers) raw).features(), level, damage, context));
    }

    private static Picture noisy(Picture picture, double level, SplittableRandom random) {
        Pixels pixels = Pixels.of(picture);
        Gaussian gaussian = new Gaussian(random);
        for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
            double[] plane = pixels.plane(channel);
            for (int k = 0; k < plane.length; k++) {
                plane[k] += 255 * level * gaussian.next();
            }
        }
        return pixels.picture();
    }

    private static Sound noisy(Sound sound, double level, SplittableRandom random) {
        short[] pcm = sound.pcm();
        double power = 0;
        for (short sample : pcm) {
            power += (double) sample * sample;
        }
        double deviation = level * Math.sqrt(power / Math.max(1, pcm.length));
        Gaussian gaussian = new Gaussian(random);
        for (int k = 0; k < pcm.length; k++) {
            double sample = Math.rint(pcm[k] + deviation * gaussian.next());
            pcm[k] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sample));
        }
        return Sound.of(sound.rate(), pcm);
    }

    private static Features noisy(Features features, double level, Damage damage, FitContext context) {
        Columns columns = Columns.of(features);
        double[] deviations = columns.deviations();
        for (int row : features.presence().rowsPresent()) {
            context.checkCancelled();
            Gaussian gaussian = new Gaussian(damage.random(row));
            columns.add(row, column -> level * deviations[column] * gaussian.next());
        }
        return columns.features();
    }
}
