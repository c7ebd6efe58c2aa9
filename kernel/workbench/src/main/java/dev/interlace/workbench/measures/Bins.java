package dev.interlace.workbench.measures;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * How probabilities are put into bins.
 *
 * @param bins number of bins, in [1, 1000], default 15; raising it shows more detail, from fewer rows each
 * @param binning bins of equal width or of equal mass, default WIDTH
 */
public record Bins(
        @Param(
                doc = "number of bins; raising it shows more detail, from fewer rows each",
                min = 1,
                max = 1000,
                init = 15)
        int bins,

        @Param(doc = "WIDTH: bins of equal width; MASS: bins of equally many rows", choice = "WIDTH")
        Binning binning) {
    /** Where the edges of bins lie. */
    public enum Binning {
        /** At {@code b / bins}. A value on an edge belongs to the bin below it, 0 to the first bin. */
        WIDTH,
        /** Where equally many rows lie in each bin. Equal values stay in one bin, the one of the first of them. */
        MASS
    }

    public Bins {
        OptionsSchema.require(Bins.class, bins, binning);
    }
}
