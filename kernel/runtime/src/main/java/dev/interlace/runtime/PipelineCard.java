package dev.interlace.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline is and where it comes from.
 *
 * @param dataset id of the data set that it was fitted to
 * @param target what it predicts
 * @param ids the column whose cells are row ids; empty text where rows are numbered
 * @param seed of the split, the encoders and the fit
 * @param columns how the raw columns are read from cells
 * @param method the fusion method with the options that were given
 * @param plugin which build of it was fitted
 * @param rows how many rows each part of the split has, by its name
 * @param testRows ids of the rows that were kept for the test
 * @param tested what the model measured on them, by the name of the measure
 */
public record PipelineCard(
        String dataset,
        String target,
        String ids,
        long seed,
        List<InputColumn> columns,
        String method,
        PluginMark plugin,
        Map<String, Integer> rows,
        List<String> testRows,
        Map<String, String> tested) {
    public PipelineCard {
        columns = List.copyOf(columns);
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        testRows = List.copyOf(testRows);
        tested = Collections.unmodifiableMap(new LinkedHashMap<>(tested));
    }
}
