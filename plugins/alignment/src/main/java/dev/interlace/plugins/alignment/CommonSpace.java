package dev.interlace.plugins.alignment;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * The space that both sides are mapped into: the group of options of the trained alignments.
 *
 * @param width width of the common space
 * @param dropout share of features dropped in training
 */
public record CommonSpace(
        @Param(
                doc = "width of the common space; more tells more rows apart and overfits sooner",
                min = 1,
                max = 4096,
                init = 128)
        int width,

        @Param(doc = "share of features dropped in training; more regularises", min = 0, max = 0.9, init = 0.3)
        double dropout) {
    public CommonSpace {
        OptionsSchema.require(CommonSpace.class, width, dropout);
    }
}
