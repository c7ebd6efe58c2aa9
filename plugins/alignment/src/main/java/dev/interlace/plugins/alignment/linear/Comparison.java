package dev.interlace.plugins.alignment.linear;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * How rows are compared once both sides are mapped: the group of options of the linear alignments.
 *
 * @param nearness the similarity
 * @param neighbours rows over which CSLS takes a mean similarity
 */
public record Comparison(
        @Param(doc = "COSINE, or CSLS, which takes off what hubs are similar to on average", choice = "COSINE")
        Nearness nearness,

        @Param(
                doc = "neighbours that CSLS averages over; more corrects more broadly",
                unit = "rows",
                min = 1,
                max = 1000,
                init = 10)
        int neighbours) {
    /** What the option {@code components} does in the methods that find directions. */
    static final String COMPONENTS =
            "columns of the common space, at most min(pairs - 1, left width, right width); 0 takes that many";

    public Comparison {
        OptionsSchema.require(Comparison.class, nearness, neighbours);
    }

    /** Options that say how rows are compared. */
    interface Chosen {
        Comparison comparison();
    }
}
