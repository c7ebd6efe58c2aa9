package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Corruption;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Hides a rectangle of each picture.
 *
 * <p>Use it to ask whether a method needs the whole picture or lives on one spot. It fails where the thing is small and
 * the rectangle mostly hides background.
 *
 * <pre>
 *   height = ⌈√level · H⌋,  width = ⌈level · H W / height⌋    share of the area: level, up to half a column of pixels
 * </pre>
 *
 * <p>The rectangle lies wholly inside, at a random place that a row keeps (as a share of the room left) at every level.
 * A transparent picture is put on white first, as encoders do.
 *
 * <p>Reference: Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014, section 4.2;
 * DeVries and Taylor, Improved Regularization of Convolutional Neural Networks with Cutout, arXiv 2017. Differs from
 * both in that one rectangle of the picture's own proportions is hidden.
 */
public final class OcclusionCorruption implements Corruption<OcclusionCorruption.Options> {
    private static final String ID = "corruption/occlusion";
    private static final double MIDDLE = 128;

    /** What stands in the rectangle. */
    public enum Fill {
        /** The grey 128. */
        GREY,
        /** The mean colour of the picture, which a method notices least. */
        MEAN
    }

    /**
     * How much is hidden.
     *
     * @param level share of the area, in [0, 1], default 0.25; raising it hides more
     * @param fill what stands there, default grey
     */
    public record Options(
            @Param(doc = "share of the area that is hidden; raising it hides more", min = 0, max = 1, init = 0.25)
            double level,

            @Param(doc = "what stands in the rectangle", choice = "GREY")
            Fill fill) {
        public Options {
            OptionsSchema.require(Options.class, level, fill);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(ID, "1.0.0", "Occlusion", "Hides a rectangle of each picture", Options.class)
                .withCapabilities(Capability.HANDLES_MISSING)
                .withUseCases("things half hidden", "where in a picture a method looks")
                .withReferences(
                        new Reference(
                                "Zeiler, Fergus",
                                "Visualizing and Understanding Convolutional Networks",
                                "ECCV",
                                2014,
                                "section 4.2"),
                        new Reference(
                                "DeVries, Taylor",
                                "Improved Regularization of Convolutional Neural Networks with Cutout",
                                "arXiv",
                                2017,
                                ""))
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
                        "pictures", pictures.values(), (picture, random) -> hidden(picture, options, random)));
    }

    private static Picture hidden(Picture picture, Options options, SplittableRandom random) {
        Pixels pixels = Pixels.of(picture);
        double area = options.level() * pixels.height() * pixels.width();
        int height = (int) Math.max(1, Math.round(Math.sqrt(options.level()) * pixels.height()));
        int width = (int) Math.min(pixels.width(), Math.round(area / height));
        int top = (int) (random.nextDouble() * (pixels.height() - height + 1));
        int left = (int) (random.nextDouble() * (pixels.width() - width + 1));
        for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
            double fill = options.fill() == Fill.GREY ? MIDDLE : pixels.mean(channel);
            for (int y = top; y < top + height; y++) {
                int start = y * pixels.width() + left;
                Arrays.fill(pixels.plane(channel), start, start + width, fill);
            }
        }
        return pixels.picture();
    }
}
