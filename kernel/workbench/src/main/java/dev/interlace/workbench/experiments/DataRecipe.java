package dev.interlace.workbench.experiments;

import dev.interlace.workbench.data.DataSources;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How the rows of a measurement are made: enough to make them again.
 *
 * @param dataset id of the data set, by default options
 * @param complete whether rows in which a column is missing are left out
 * @param steps which encoder reads which column, in order
 * @param seed of the split
 */
public record DataRecipe(String dataset, boolean complete, List<Step> steps, long seed) {
    /**
     * One column and its encoder.
     *
     * @param column name of the raw column
     * @param encoder id of the encoder; empty for numbers
     * @param options of the encoder, as text
     * @param modality name of the modality that it gives
     */
    public record Step(String column, String encoder, Map<String, String> options, String modality) {
        public Step {
            options = Collections.unmodifiableMap(new TreeMap<>(options));
        }
    }

    public DataRecipe {
        Objects.requireNonNull(dataset);
        steps = List.copyOf(steps);
    }

    /** The recipe of an encoding. */
    public static DataRecipe of(String dataset, boolean complete, Encoding encoding, long seed) {
        List<Step> steps = encoding.steps().stream()
                .map(step -> {
                    Map<String, String> options = new TreeMap<>();
                    step.options().forEach((name, value) -> options.put(name, String.valueOf(value)));
                    return new Step(step.column(), step.encoder(), options, step.modality());
                })
                .toList();
        return new DataRecipe(dataset, complete, steps, seed);
    }

    /** The rows. */
    public EncodedSplit split(DataSources sources) {
        LabData all = sources.get(dataset, Map.of());
        Encoding encoding = Encoding.none();
        for (Step step : steps) {
            encoding = encoding.and(step.column(), step.encoder(), step.options(), step.modality());
        }
        return sources.encode((complete ? all.complete() : all).split(seed), encoding);
    }
}
