package dev.interlace.runtime;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Names;
import dev.interlace.spi.Raw;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Everything from a row's cells to its prediction as one object: how cells are read, encoders as they were fitted to
 * the training rows, and the fitted model. Immutable; saved to one file; safe for use by several threads in turn.
 *
 * <pre>
 *   Pipeline pipeline = Pipeline.load(Path.of("shop.pipeline"));
 *   PredictedRows rows = pipeline.predict(List.of(Map.of("title", "A red cup", "price", 2.5)));
 *   rows.label(0);         // or labelSet(0), number(0), by the kind of target
 * </pre>
 */
public final class Pipeline {
    private static final int BLOCK = 2048;

    private final PipelineCard card;
    private final List<FittedStep> steps;
    private final FusionModel model;
    private final Optional<Threshold> threshold;
    private final List<String> notes;

    private Pipeline(
            PipelineCard card,
            List<FittedStep> steps,
            FusionModel model,
            Optional<Threshold> threshold,
            List<String> notes) {
        this.card = card;
        this.steps = List.copyOf(steps);
        this.model = model;
        this.threshold = threshold;
        threshold.ifPresent(chosen -> chosen.check(model.classes()));
        this.notes = List.copyOf(notes);
        Set<String> known =
                Set.copyOf(card.columns().stream().map(InputColumn::name).toList());
        for (FittedStep step : steps) {
            if (!known.contains(step.column())) {
                throw new IllegalArgumentException("Pipeline: " + Names.unknown("column", step.column(), known));
            }
        }
    }

    /** A pipeline of what was fitted. */
    public static Pipeline of(PipelineCard card, List<FittedStep> steps, FusionModel model) {
        return new Pipeline(card, steps, model, Optional.empty(), List.of());
    }

    /** This pipeline with a threshold, which predicted rows heed and the file keeps. */
    public Pipeline with(Threshold chosen) {
        return new Pipeline(card, steps, model, Optional.of(chosen), notes);
    }

    static Pipeline read(
            PipelineCard card,
            List<FittedStep> steps,
            FusionModel model,
            Optional<Threshold> threshold,
            List<String> notes) {
        return new Pipeline(card, steps, model, threshold, notes);
    }

    /**
     * Reads what {@link #save} wrote, with the methods on the class path.
     *
     * @throws IllegalArgumentException when a method that it needs is not there; names it and its jar
     * @throws UncheckedIOException when the file is not there, damaged or of a later version
     */
    public static Pipeline load(Path file) {
        return load(file, PipelinePlugins.onClassPath());
    }

    /** The same with other methods. */
    public static Pipeline load(Path file, PipelinePlugins plugins) {
        try (InputStream in = Files.newInputStream(file)) {
            return load(in, plugins);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no pipeline file " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("the pipeline file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads a pipeline from a stream, for instance a resource of a program; the stream is left open. */
    public static Pipeline load(InputStream in, PipelinePlugins plugins) throws IOException {
        return PipelineFile.load(in, plugins);
    }

    /** Writes everything to one file; an older one there is replaced when this one is whole. */
    public void save(Path file) {
        try {
            new WholeFile(file).write(out -> PipelineFile.save(this, out));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the pipeline cannot be written to " + file + ": " + e.getMessage()
                            + "; an older one there is as it was",
                    e);
        }
    }

    /** What it is and where it comes from. */
    public PipelineCard card() {
        return card;
    }

    /** How each modality is made, in order. */
    public List<FittedStep> steps() {
        return steps;
    }

    /** The fitted model. */
    public FusionModel model() {
        return model;
    }

    /** From which probability on one of two classes is predicted; empty where the more probable one is. */
    public Optional<Threshold> threshold() {
        return threshold;
    }

    /** The classes or labels that it tells apart, or the numbers that it estimates. */
    public List<String> classes() {
        return model.classes();
    }

    /** What the reader of a saved pipeline should know: which plugins are of another version than wrote it. */
    public List<String> notes() {
        return notes;
    }

    // ---- predictions

    /** Predicts one row of named cells; null, no entry and blank text are missing, but every column must be named. */
    public PredictedRows predict(Map<String, ?> row) {
        return predict(List.of(row));
    }

    /** Predicts rows of named cells; a column may be left out of some rows, but not of all. */
    public PredictedRows predict(List<? extends Map<String, ?>> rows) {
        return predict(Cells.of(rows), Optional.empty());
    }

    /** Predicts the rows of a CSV, Parquet or Arrow file of the training table's columns; see {@link RowFile}. */
    public PredictedRows predict(Path file) {
        return predict(
                RowFile.read(file).cells(),
                Optional.ofNullable(file.toAbsolutePath().getParent()));
    }

    /** Predicts rows that are written as JSON: an array of objects, or one object. */
    public PredictedRows predictJson(String json) {
        String array = json.strip().startsWith("{") ? "[" + json + "]" : json;
        try {
            List<Map<String, Object>> rows =
                    new Gson().fromJson(array, new TypeToken<List<Map<String, Object>>>() {}.getType());
            if (rows == null || rows.contains(null)) {
                throw new IllegalArgumentException("Pipeline: the JSON must be an array of objects, got '"
                        + json.substring(0, Math.min(40, json.length())) + "'");
            }
            return predict(rows);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("Pipeline: this is no JSON array of objects: " + e.getMessage(), e);
        }
    }

    /**
     * Predicts rows of cells.
     *
     * @param folder where the files lie that cells name; empty where cells may name none
     * @throws IllegalArgumentException when a column is missing from all rows, or cells cannot be read; names the first
     *     rows
     */
    public PredictedRows predict(Cells cells, Optional<Path> folder) {
        requireColumns(cells);
        List<String> ids = ids(cells);
        List<double[]> all = new ArrayList<>();
        List<String> told = new ArrayList<>(notes);
        for (int from = 0; from < cells.rows(); from += BLOCK) {
            int to = Math.min(cells.rows(), from + BLOCK);
            Cells block = new Slice(cells, from, to - from);
            List<String> of = new ArrayList<>();
            Map<String, Raw> columns = read(block, folder, of);
            all.addAll(values(columns, ids.subList(from, to), of));
            String where = cells.rows() > BLOCK ? "rows " + (from + 1) + " to " + to + ": " : "";
            of.forEach(note -> told.add(where + note));
        }
        return predicted(ids, all, told);
    }

    /** Predicts rows of raw columns, by the names of the training data set's columns. */
    public PredictedRows predict(List<String> rowIds, Map<String, ? extends Raw> columns) {
        List<String> told = new ArrayList<>(notes);
        List<double[]> all = values(columns, rowIds, told);
        return predicted(rowIds, all, told);
    }

    private PredictedRows predicted(List<String> ids, List<double[]> values, List<String> told) {
        return new PredictedRows(
                new PredictedRows.Meaning(card.target(), model.target(), classes(), threshold),
                ids,
                values.toArray(new double[0][]),
                told);
    }

    private Map<String, Raw> read(Cells cells, Optional<Path> folder, List<String> told) {
        Map<String, Raw> columns = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (InputColumn column : used()) {
            RowProblems problems = new RowProblems(cells);
            columns.put(column.name(), column.read(cells, folder, problems, told));
            if (!problems.isEmpty()) {
                wrong.add("'" + column.name() + "' cannot be read in " + problems.count() + " of " + cells.rows()
                        + (cells.rows() == 1 ? " row: " : " rows: ") + problems.told());
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "Pipeline: " + String.join(". ", wrong) + ". Mend them, or leave the cells empty");
        }
        return columns;
    }

    private List<double[]> values(Map<String, ? extends Raw> columns, List<String> ids, List<String> told) {
        FitContext context = FitContext.seeded(card.seed());
        List<Features> modalities = new ArrayList<>();
        for (FittedStep step : steps) {
            Raw raw = columns.get(step.column());
            if (raw == null) {
                throw new IllegalArgumentException(
                        "Pipeline: column '" + step.column() + "' is not given; got " + columns.keySet());
            }
            modalities.add(step.encode(raw, context));
            told.addAll(step.unseen(raw));
        }
        int classes = classes().size();
        double[] flat = Host.doubles(model.predict(MultimodalBatch.of(ids, modalities)));
        return IntStream.range(0, ids.size())
                .mapToObj(row -> Arrays.copyOfRange(flat, row * classes, (row + 1) * classes))
                .toList();
    }

    /** The columns that a step reads. */
    private List<InputColumn> used() {
        return card.columns().stream()
                .filter(column -> steps.stream().anyMatch(step -> step.column().equals(column.name())))
                .toList();
    }

    /** The names that a row's cells must have. */
    public List<String> cells() {
        return used().stream()
                .flatMap(column -> column.columns().stream())
                .distinct()
                .toList();
    }

    private void requireColumns(Cells cells) {
        List<String> absent = cells().stream()
                .filter(column -> !cells.columns().contains(column))
                .toList();
        if (cells.rows() > 0 && !absent.isEmpty()) {
            String near = Names.nearest(absent.get(0), cells.columns())
                    .map(name -> "; is '" + name + "' meant for '" + absent.get(0) + "'?")
                    .orElse("");
            throw new IllegalArgumentException("Pipeline: no row names the columns " + absent + near
                    + " A row's cells are " + cells() + "; leave a cell empty where a value is missing");
        }
    }

    private List<String> ids(Cells cells) {
        List<String> numbers =
                IntStream.rangeClosed(1, cells.rows()).mapToObj(String::valueOf).toList();
        if (!cells.columns().contains(card.ids())) {
            return numbers;
        }
        List<String> ids = IntStream.range(0, cells.rows())
                .mapToObj(row -> cells.text(card.ids(), row).orElse(""))
                .toList();
        return Set.copyOf(ids).size() == ids.size() && !ids.contains("") ? ids : numbers;
    }

    /**
     * Some rows of others.
     *
     * @param all the others
     * @param from the first, from 0
     * @param rows how many
     */
    private record Slice(Cells all, int from, int rows) implements Cells {
        @Override
        public List<String> columns() {
            return all.columns();
        }

        @Override
        public Optional<Object> cell(String column, int row) {
            return all.cell(column, from + row);
        }

        @Override
        public String place(int row) {
            return all.place(from + row);
        }

        @Override
        public char decimal() {
            return all.decimal();
        }
    }

    @Override
    public String toString() {
        return "pipeline of " + card.method() + " for " + card.target() + " of " + card.dataset() + ", from the cells "
                + cells() + "; predict(rows), save(path)" + (notes.isEmpty() ? "" : "\n" + String.join("\n", notes));
    }
}
