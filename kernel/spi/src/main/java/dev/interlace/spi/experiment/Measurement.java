package dev.interlace.spi.experiment;

import java.util.List;
import java.util.Objects;

/**
 * What an experiment measured. The verdict on the claim follows from the effects alone: it is supported where every
 * interval lies above 0, conditional where some do, and not seen where none does.
 *
 * @param effects one per condition, at least one
 * @param seeds of the fits, and of the rows where they were drawn
 * @param data what it was measured on
 * @param chart the series behind the numbers
 */
public record Measurement(List<Effect> effects, List<Long> seeds, String data, Chart chart) {
    public Measurement {
        effects = List.copyOf(effects);
        seeds = List.copyOf(seeds);
        Objects.requireNonNull(data);
        Objects.requireNonNull(chart);
        if (effects.isEmpty()) {
            throw new IllegalArgumentException("Measurement.effects needs at least one effect, got none");
        }
    }
}
