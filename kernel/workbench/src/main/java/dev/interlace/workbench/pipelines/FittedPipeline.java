package dev.interlace.workbench.pipelines;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.runtime.Cells;
import dev.interlace.runtime.FittedStep;
import dev.interlace.runtime.InputColumn;
import dev.interlace.runtime.Pipeline;
import dev.interlace.runtime.PipelineCard;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.TableCells;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.evaluation.Evaluation;
import dev.interlace.workbench.evaluation.ModelEvaluation;
import dev.interlace.workbench.models.FusionRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * A fitted pipeline in the lab: reads new rows as its training rows were read, predicts, is measured and saved.
 *
 * @param pipeline what a plain program loads as well
 * @param fit how it was fitted; empty for one that was loaded
 * @param evaluation measures
 */
public record FittedPipeline(Pipeline pipeline, Optional<Fit> fit, ModelEvaluation evaluation) implements Showable {
    /**
     * A fit.
     *
     * @param split the encoded rows
     * @param run the fitted model
     * @param tested how it does on the test rows; empty where there are none
     */
    public record Fit(EncodedSplit split, FusionRun run, Optional<Evaluation> tested) {}

    // ---- predictions

    /** Predicts the rows of a table of the training table's columns. */
    public Predicted predict(Table table) {
        return predict(new TableCells(table), Optional.empty());
    }

    /** Predicts the rows of a table whose cells name files in that folder. */
    public Predicted predict(Table table, Path folder) {
        return predict(new TableCells(table), Optional.of(folder));
    }

    /** Predicts one row; null and blank text are missing. */
    public Predicted predict(Map<String, ?> row) {
        return new Predicted(pipeline.predict(row));
    }

    /** Predicts rows that are maps, or records of the notebook, from column to cell. */
    public Predicted predict(List<?> rows) {
        return new Predicted(pipeline.predict(rows.stream().map(RowMaps::of).collect(Collectors.toList())));
    }

    /**
     * Predicts the rows of a CSV, Parquet or Arrow file of the training table's columns; files that cells name lie
     * beside it.
     */
    public Predicted predict(Path csv) {
        return new Predicted(pipeline.predict(csv));
    }

    /** Predicts rows of cells. */
    public Predicted predict(Cells cells, Optional<Path> folder) {
        return new Predicted(pipeline.predict(cells, folder));
    }

    /** Predicts the rows of a data set of the same columns. */
    public Predicted predict(LabData data) {
        return new Predicted(
                pipeline.predict(data.dataset().rowIds(), data.dataset().columns()));
    }

    // ---- evaluation

    /**
     * How it does on its own test rows.
     *
     * @throws IllegalStateException for one that was loaded, which has no rows; give {@link #evaluate(LabData)} the
     *     data
     */
    public Evaluation evaluate() {
        Fit known = fit.orElseThrow(
                () -> new IllegalStateException("the pipeline was loaded and has no rows: evaluate(data)"
                        + " with the data set that it was fitted to measures on its own test rows again"));
        return known.tested()
                .orElseThrow(() -> new IllegalStateException("the split of this pipeline has no test rows"));
    }

    /** How it does on its own test rows among {@code data}; on all rows of data that it has never seen. */
    public Evaluation evaluate(LabData data) {
        PipelineCard card = pipeline.card();
        Set<String> own = new HashSet<>(card.testRows());
        List<String> ids = data.dataset().rowIds();
        boolean same = data.id().equals(card.dataset());
        int[] rows = IntStream.range(0, ids.size())
                .filter(row -> !same || own.contains(ids.get(row)))
                .toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException("none of the " + ids.size() + " rows of " + data.id()
                    + " is a test row of this pipeline; its test rows begin with "
                    + card.testRows().stream().limit(3).toList());
        }
        LabData chosen = data.rows(rows);
        return evaluation.evaluate(
                pipeline.model(), pipeline.threshold(), encode(chosen).by(card.target()));
    }

    /** The modalities of rows of the same columns, as the fitted encoders read them. */
    public Encoded encode(LabData data) {
        FitContext context = FitContext.seeded(pipeline.card().seed());
        List<Features> modalities = new ArrayList<>();
        for (FittedStep step : pipeline.steps()) {
            modalities.add(step.encode(data.dataset().column(step.column()), context));
        }
        return new Encoded(
                MultimodalBatch.of(data.dataset().rowIds(), modalities),
                data.dataset().targets(),
                data.dataset().groups(),
                data.id());
    }

    /** Writes everything to one file; an older one there is replaced when this one is whole. */
    public void save(Path file) {
        pipeline.save(file);
    }

    private String predicts() {
        return switch (pipeline.model().target()) {
            case ONE_CLASS -> "classes";
            case ORDERED_CLASSES -> "ordered classes";
            case SEVERAL_LABELS -> "labels";
            case NUMBERS -> "numbers";
        };
    }

    @Override
    public DisplayData display() {
        PipelineCard card = pipeline.card();
        TableView columns = new TableView("column", "from the cells", "encoder", "modality");
        for (FittedStep step : pipeline.steps()) {
            String cells = card.columns().stream()
                    .filter(column -> column.name().equals(step.column()))
                    .map(InputColumn::columns)
                    .findFirst()
                    .map(names -> String.join(", ", names))
                    .orElse("");
            columns.row(
                    step.column(),
                    cells,
                    step.encoder()
                            .map(known ->
                                    known.plugin().id() + " " + known.plugin().version())
                            .orElse("(numbers)"),
                    step.modality());
        }
        TableView tested = new TableView("measure", "on its test rows");
        card.tested().forEach((measure, value) -> tested.row(measure, value));
        List<String> lines = new ArrayList<>();
        lines.add("Pipeline of " + card.method() + " (version " + card.plugin().version() + ") for " + card.target()
                + " of " + card.dataset() + ", seed " + card.seed() + ", rows "
                + card.rows().entrySet().stream()
                        .map(part -> part.getKey() + " " + part.getValue())
                        .collect(Collectors.joining(", "))
                + "; " + predicts() + " " + pipeline.classes());
        pipeline.threshold().ifPresent(chosen -> lines.add("Threshold: " + chosen));
        pipeline.notes().forEach(note -> lines.add("Warning: " + note));
        String html = lines.stream()
                .map(line -> "<div>" + TableView.escape(line) + "</div>")
                .collect(Collectors.joining());
        return DisplayData.html(
                html + columns.html() + tested.html(),
                String.join("\n", lines) + "\n" + columns.text() + "\n" + tested.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
