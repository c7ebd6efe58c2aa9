package dev.interlace.plugins.alignment.graph;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * Whether confident new pairs become seed pairs of a further fit: a group of options.
 *
 * @param rounds fits after the first
 * @param threshold least similarity of a new pair
 */
public record Rounds(
        @Param(
                doc = "fits after the first, each with the confident new pairs of the one before as seed pairs; 0 never"
                        + " adds pairs",
                unit = "fits",
                min = 0,
                max = 100,
                init = 0)
        int rounds,

        @Param(doc = "least similarity of a new pair; higher adds fewer and safer ones", min = -1, max = 1, init = 0.8)
        double threshold) {
    public Rounds {
        OptionsSchema.require(Rounds.class, rounds, threshold);
    }
}
