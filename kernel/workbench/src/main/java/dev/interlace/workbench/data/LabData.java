package dev.interlace.workbench.data;

import dev.interlace.jupyter.completion.OpenCall;
import dev.interlace.jupyter.completion.Suggestion;
import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.runtime.InputColumn;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Names;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Target;
import dev.interlace.workbench.display.Showable;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A data set in the lab: shows its card, its columns, what is missing together, its classes, its graphs and its first
 * rows.
 *
 * @param dataset the raw data
 * @param shown the number of rows that it shows
 * @param reading how new rows of the same table are read
 */
public record LabData(Dataset dataset, int shown, Reading reading) implements Showable, SuggestsTexts {
    private static final int FIRST_ROWS = 6;
    private static final Set<String> OF_COLUMNS = Set.of("texts", "pictures", "find");

    /**
     * How the rows of a data set are read from cells.
     *
     * @param columns one per raw column
     * @param ids the column of the row ids; empty text where rows are numbered
     */
    public record Reading(List<InputColumn> columns, String ids) {
        public Reading {
            columns = List.copyOf(columns);
        }
    }

    /** A data set that shows its first six rows. */
    public static LabData of(Dataset dataset) {
        List<InputColumn> columns = dataset.columns().entrySet().stream()
                .map(column -> InputColumn.like(column.getKey(), column.getValue()))
                .toList();
        return new LabData(dataset, FIRST_ROWS, new Reading(columns, ""));
    }

    /** The same data, whose new rows are read in that way. */
    LabData readAs(Reading other) {
        return new LabData(dataset, shown, other);
    }

    /** Other data in the place of these, read in the same way. */
    LabData of(Dataset other, int rowsShown) {
        return new LabData(other, rowsShown, reading);
    }

    /** The number of rows. */
    public int rows() {
        return dataset.rows();
    }

    /** The id of the data set. */
    public String id() {
        return dataset.card().id();
    }

    /** The labels of the first target. */
    public Labels labels() {
        return target().requireLabels(id() + ".labels()");
    }

    /** The first target, of whatever kind. */
    public Target target() {
        if (dataset.targets().isEmpty()) {
            throw new IllegalArgumentException(id() + " has no targets");
        }
        return dataset.targets().values().iterator().next();
    }

    /** The labels of that target. */
    public Labels labels(String target) {
        return dataset.target(target);
    }

    /** The texts of a column; empty text for an absent row. */
    public List<String> texts(String column) {
        if (dataset.column(column) instanceof Raw.Texts texts) {
            return texts.values().stream().map(text -> text.orElse("")).toList();
        }
        throw new IllegalArgumentException("column '" + column + "' of " + id() + " does not hold texts");
    }

    /** The pictures of a column, as a gallery with the row ids below them. */
    public Gallery pictures(String column) {
        if (dataset.column(column) instanceof Raw.Pictures pictures) {
            return Gallery.of(pictures, dataset.rowIds());
        }
        throw new IllegalArgumentException("column '" + column + "' of " + id() + " does not hold pictures");
    }

    /** The pictures of a column, as a gallery with the texts of another column below them. */
    public Gallery pictures(String column, String captions) {
        if (dataset.column(column) instanceof Raw.Pictures pictures) {
            return Gallery.of(pictures, texts(captions));
        }
        throw new IllegalArgumentException("column '" + column + "' of " + id() + " does not hold pictures");
    }

    /** The number of the first row that has that text in that column. */
    public int find(String column, String text) {
        int row = texts(column).indexOf(text);
        if (row < 0) {
            throw new IllegalArgumentException(Names.unknown(
                    "text of column '" + column + "'", text, texts(column).subList(0, Math.min(20, rows()))));
        }
        return row;
    }

    /** The rows in which no column is missing. */
    public LabData complete() {
        return rows(IntStream.range(0, rows())
                .filter(row -> dataset.columns().values().stream()
                        .allMatch(raw -> raw.presence().has(row)))
                .toArray());
    }

    /** The given rows, in that order. */
    public LabData rows(int... selected) {
        return of(dataset.rows(selected), shown);
    }

    /** The same data, showing the first {@code n} rows. */
    public LabData head(int n) {
        if (!(n >= 0)) {
            throw new IllegalArgumentException("LabData.head: n must be at least 0, got " + n);
        }
        return of(dataset, n);
    }

    /** A grouped split into 70 % training, 15 % validation and 15 % test rows, stratified by the first target. */
    public Split split(long seed) {
        return split(SplitPlan.seeded(seed));
    }

    /** A grouped split. */
    public Split split(SplitPlan plan) {
        return plan.split(this);
    }

    /** The names of the columns, as what a text may be. */
    public List<Suggestion> columnTexts() {
        return dataset.columns().entrySet().stream()
                .map(column -> new Suggestion(
                        column.getKey(), "column", column.getValue().getClass().getSimpleName()))
                .toList();
    }

    @Override
    public List<Suggestion> suggest(OpenCall open) {
        if (open.method().equals("labels")) {
            return dataset.targets().keySet().stream()
                    .map(target -> new Suggestion(target, "target", ""))
                    .toList();
        }
        boolean column = OF_COLUMNS.contains(open.method()) && !(open.method().equals("find") && open.index() > 0);
        return column ? columnTexts() : List.of();
    }

    @Override
    public DisplayData display() {
        return new DatasetView(dataset, shown).display();
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
