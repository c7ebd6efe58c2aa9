package dev.interlace.workbench.data;

import dev.interlace.spi.Corruption;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.display.FitProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Damages a column of a data set by a corruption.
 *
 * @param seed of what the corruption draws
 * @param shown what is made of its progress
 */
record Damage(long seed, UnaryOperator<FitProgress> shown) {
    /** The data with one column damaged; its card says so. */
    LabData of(LabData data, String column, Found<Corruption<?>> found, Map<String, ?> options) {
        Raw raw = data.dataset().column(column);
        if (!found.call(corruption -> corruption.accepts(raw))) {
            throw new IllegalArgumentException(
                    found.plugin().id() + " does not read column '" + column + "', which holds " + raw.words());
        }
        FitProgress progress = shown.apply(
                FitProgress.of("damaging " + column + " with " + found.plugin().id()));
        FitContext context = FitContext.seeded(seed).with(progress).with(progress.cancellation());
        try {
            LabData damaged = found.call(corruption -> corrupt(found, corruption, data, column, options, context));
            progress.done("damaged " + column + " with " + found.plugin().id() + " in "
                    + FitProgress.number(progress.seconds()) + " s");
            return damaged;
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }

    private <O extends Record> LabData corrupt(
            Found<?> found,
            Corruption<O> corruption,
            LabData data,
            String column,
            Map<String, ?> options,
            FitContext context) {
        Dataset clean = data.dataset();
        O chosen = corruption.descriptor().schema().parse(options);
        Map<String, Raw> columns = new LinkedHashMap<>(clean.columns());
        Raw raw = clean.column(column);
        Raw damaged = corruption.corrupt(found.rows(raw), chosen, context);
        if (damaged == null || damaged.rows() != raw.rows() || damaged.getClass() != raw.getClass()) {
            throw found.wrong(
                    "corrupt gave " + (damaged == null ? "null" : damaged.rows() + " rows of " + damaged.words())
                            + " for " + raw.rows() + " rows of " + raw.words());
        }
        columns.put(column, damaged);
        Dataset.Card card = clean.card();
        List<String> flaws = new ArrayList<>(card.flaws());
        flaws.add("column '" + column + "' was damaged on purpose by "
                + corruption.descriptor().id() + " "
                + corruption.descriptor().schema().values(chosen) + ", seed " + seed);
        return data.of(
                new Dataset(
                        new Dataset.Card(
                                card.id(),
                                card.title(),
                                card.summary(),
                                card.origin(),
                                card.licence(),
                                card.attribution(),
                                flaws),
                        clean.rowIds(),
                        columns,
                        clean.targets(),
                        clean.groups()),
                data.shown());
    }
}
