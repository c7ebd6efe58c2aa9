package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Corruption;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;

/**
 * Blurs pictures by a Gaussian.
 *
 * <p>Use it for a lens out of focus or a small thumbnail drawn large. It leaves colours and rough shapes, so a method
 * that lives on these does not suffer; motion blur, which has a direction, is another thing.
 *
 * <pre>
 *   y(p) = Σ_q w(q - p) x(q),   w(r) ∝ exp(-‖r‖² / (2 σ²)),   σ = level · width, in pixels
 * </pre>
 *
 * <p>Sums to 1 over a square of 4 σ to each side; beyond an edge the picture goes on as at the edge. A transparent
 * picture is put on white first, as encoders do.
 *
 * <p>Reference: Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and
 * Perturbations, ICLR 2019, section 3. Differs from the paper in that σ is relative to the width, so that a level means
 * the same at every size.
 */
public final class BlurCorruption implements Corruption<BlurCorruption.Options> {
    private static final String ID = "corruption/blur";
    private static final double REACH = 4; // in σ

    /**
     * How much blur.
     *
     * @param level σ as a share of the picture's width, in [0, 0.5], default 0.02; raising it leaves coarser shapes
     */
    public record Options(
            @Param(
                    doc = "σ of the Gaussian as a share of the picture's width; raising it leaves coarser shapes",
                    min = 0,
                    max = 0.5,
                    init = 0.02)
            double level) {
        public Options {
            OptionsSchema.require(Options.class, level);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID, "1.0.0", "Gaussian blur", "Blurs pictures; σ is a share of their width", Options.class)
                .withFormula(
                        "w(r) \\propto \\exp\\left(-\\frac{\\lVert r \\rVert^2}{2\\sigma^2}\\right),\\ \\sigma = \\ell W")
                .withCapabilities(Capability.HANDLES_MISSING)
                .withUseCases("pictures out of focus")
                .withReferences(Common.HENDRYCKS)
                .withLesson("robustness");
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Pictures;
    }

    @Override
    public Raw corrupt(Raw raw, Options options, FitContext context) {
        Damage damage = new Damage(ID, context);
        if (!(raw instanceof Raw.Pictures pictures)) {
            throw damage.unread(raw, "pictures");
        }
        return options.level() == 0
                ? raw
                : new Raw.Pictures(damage.each(
                        "pictures", pictures.values(), (picture, random) -> blurred(picture, options.level())));
    }

    private static Picture blurred(Picture picture, double level) {
        Pixels pixels = Pixels.of(picture);
        double[] weights = weights(level * pixels.width());
        for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
            double[] plane = pixels.plane(channel);
            for (int y = 0; y < pixels.height(); y++) {
                along(plane, y * pixels.width(), 1, pixels.width(), weights);
            }
            for (int x = 0; x < pixels.width(); x++) {
                along(plane, x, pixels.width(), pixels.height(), weights);
            }
        }
        return pixels.picture();
    }

    /** The weights of offsets 0, 1, … to one side; with the other side they sum to 1. */
    private static double[] weights(double sigma) {
        double[] weights = new double[(int) Math.ceil(REACH * sigma) + 1];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = Math.exp(-k * k / (2 * sigma * sigma));
            sum += k == 0 ? 1 : 2 * weights[k];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        return weights;
    }

    /** Blurs one line of pixels in place. */
    private static void along(double[] plane, int start, int step, int length, double[] weights) {
        double[] line = new double[length];
        for (int i = 0; i < length; i++) {
            line[i] = plane[start + i * step];
        }
        for (int i = 0; i < length; i++) {
            double sum = weights[0] * line[i];
            for (int k = 1; k < weights.length; k++) {
                sum += weights[k] * (line[Math.max(0, i - k)] + line[Math.min(length - 1, i + k)]);
            }
            plane[start + i * step] = sum;
        }
    }
}
