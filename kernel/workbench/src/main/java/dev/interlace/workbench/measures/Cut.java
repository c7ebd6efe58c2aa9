package dev.interlace.workbench.measures;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * How many of the first places of a ranking count.
 *
 * @param k number of places, at least 1, default 10; raising it forgives later finds
 */
public record Cut(
        @Param(doc = "places that count; raising it forgives later finds", min = 1, init = 10)
        int k) {
    public Cut {
        OptionsSchema.require(Cut.class, k);
    }
}
