package dev.interlace.spi.experiment;

import java.util.List;
import java.util.Objects;

/**
 * What an experiment measured. The verdict on the claim follows from the effects alone, by
 * {@link dev.interlace.spi.Claim.Verdict}. Where a second measure is defensible, it is shown beside and decides
 * nothing.
 *
 * @param effects one per condition, at least one; they decide
 * @param beside effects by another measure of the same claim, which are shown
 * @param seeds of the fits, and of the rows where they were drawn
 * @param data what it was measured on
 * @param chart the series behind the numbers
 */
public record Measurement(List<Effect> effects, List<Effect> beside, List<Long> seeds, String data, Chart chart) {
    public Measurement {
        effects = List.copyOf(effects);
        beside = List.copyOf(beside);
        seeds = List.copyOf(seeds);
        Objects.requireNonNull(data);
        Objects.requireNonNull(chart);
        if (effects.isEmpty()) {
            throw new IllegalArgumentException("Measurement.effects needs at least one effect, got none");
        }
    }

    /** A measurement by one measure. */
    public Measurement(List<Effect> effects, List<Long> seeds, String data, Chart chart) {
        this(effects, List.of(), seeds, data, chart);
    }
}
