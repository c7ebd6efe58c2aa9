package dev.interlace.workbench.data;

import dev.interlace.runtime.Cells;
import dev.interlace.runtime.Delimited;
import dev.interlace.runtime.InputColumn;
import dev.interlace.runtime.QueryCells;
import dev.interlace.spi.Features;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Names;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import dev.interlace.spi.TableField;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

/**
 * A data set of your own in the making: begin with a table, a file of rows, a folder or a number of rows, look at
 * {@link #columns}, name what is a modality, a target and a group, or let {@link #guess} do so, and {@link #load} it.
 *
 * <p>A cell that is empty is a missing modality, and stays missing. What is wrong, such as a file that is not there or
 * no picture, stops the loading with the first rows that have it, counted from 1; after {@link #badAsMissing} it is
 * missing as well, and the card says in how many rows. Nothing is dropped without a word. Immutable: every method
 * returns a new one.
 */
public final class OwnData {
    final OwnSource source;
    final Map<String, Part> parts;
    final Map<String, OwnTargets.Reading> targets;
    final Roles roles;
    final Bad bad;

    /** What becomes of a cell that cannot be read. */
    enum Bad {
        STOPS,
        IS_MISSING
    }

    /**
     * The columns that are no modality.
     *
     * @param ids with the row ids
     * @param group whose equal values stay together
     * @param weight that says how much a row counts
     * @param used those of targets and weights
     */
    record Roles(Optional<String> ids, Optional<String> group, Optional<String> weight, Set<String> used) {}

    /**
     * A modality.
     *
     * @param input how it is read from cells
     * @param folder where its files lie
     * @param given what it is, where it is given and not read
     */
    record Part(InputColumn input, Optional<Path> folder, Optional<Raw> given) {}

    private OwnData(
            OwnSource source, Map<String, Part> parts, Map<String, OwnTargets.Reading> targets, Roles roles, Bad bad) {
        this.source = source;
        this.parts = parts;
        this.targets = targets;
        this.roles = roles;
        this.bad = bad;
        if (!source.name().matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "OwnData: the name must be lower-case letters, digits and hyphens, got '" + source.name() + "'");
        }
    }

    private static OwnData of(OwnSource source) {
        return new OwnData(
                source,
                Map.of(),
                Map.of(),
                new Roles(Optional.empty(), Optional.empty(), Optional.empty(), Set.of()),
                Bad.STOPS);
    }

    /** Data by the rows of a table; missing values are missing. */
    public static OwnData of(String name, Table table) {
        return of(name, "a table of the notebook", new TableCells(table));
    }

    /** Data by rows of cells, wherever they come from. */
    public static OwnData of(String name, String origin, Cells cells) {
        return of(OwnSource.of(name, origin, cells));
    }

    /** Data by rows that are maps from column to cell; null and blank text are missing. */
    public static OwnData of(String name, List<? extends Map<String, ?>> rows) {
        return of(name, "rows of the notebook", Cells.of(rows));
    }

    /** Data by the rows of a query of any JDBC driver, read to its end; NULL is missing. */
    public static OwnData of(String name, ResultSet result) {
        try {
            return of(name, "a query of the notebook", QueryCells.read(result));
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    "OwnData " + name + ": the result of the query cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Data by the rows of a CSV file with a header, a Parquet or an Arrow file; an empty cell is missing. Its first
     * bytes tell which it is. Encoding, separator and decimal sign of CSV are found out, and the card says where they
     * are not UTF-8, comma and point.
     *
     * @throws IllegalArgumentException where Parquet or Arrow needs a library that is not there; the message names it
     */
    public static OwnData of(String name, Path file) {
        return of(OwnSource.file(name, file));
    }

    /** Data by the rows of a CSV file that is written as {@code format} says. */
    public static OwnData of(String name, Path csv, Delimited format) {
        return of(OwnSource.csv(name, csv, format));
    }

    /**
     * Data by the files of a folder and its subfolders, one row each, in the order of their paths: column {@code file}
     * is the path below the folder, {@code folder} the name of the folder that a file lies in.
     *
     * @param ending which files, for instance {@code .wav}; upper and lower case are the same
     */
    public static OwnData ofFolder(String name, Path folder, String ending) {
        return of(OwnSource.folder(name, folder, ending)).ids("file");
    }

    /** Data of arrays alone, with this number of rows. */
    public static OwnData ofArrays(String name, int rows) {
        return of(OwnSource.arrays(name, rows));
    }

    // ---- what is there

    /** Each column with what it seems to hold, why, examples and how many cells are missing; nothing is read yet. */
    public ColumnGuesses columns() {
        return ColumnGuesses.of(cells());
    }

    /**
     * This data with a modality for every column that has no part yet, as {@link #columns} guesses: numbers and
     * categories together as the fields of {@code table}, and each column of texts, pictures or sounds as its own. Ids,
     * targets, groups, constant and empty columns become none.
     */
    public OwnData guess() {
        Set<String> taken = new HashSet<>(roles.used);
        roles.ids.ifPresent(taken::add);
        roles.group.ifPresent(taken::add);
        parts.values().forEach(part -> taken.addAll(part.input.columns()));
        OwnData guessed = this;
        List<InputColumn.Field> fields = new ArrayList<>();
        for (ColumnGuesses.Guess guess : columns().guesses()) {
            String column = guess.column();
            if (!taken.contains(column)) {
                switch (guess.kind()) {
                    case NUMBER -> fields.add(new InputColumn.Field(column, TableField.Kind.NUMBER));
                    case CATEGORY -> fields.add(new InputColumn.Field(column, TableField.Kind.CATEGORY));
                    case TEXT -> guessed = guessed.texts(column);
                    case PICTURE ->
                        guessed = guessed.pictures(column, source.folder().orElse(Path.of("")));
                    case SOUND ->
                        guessed = guessed.sounds(column, source.folder().orElse(Path.of("")));
                    case ID, CONSTANT, EMPTY -> {}
                }
            }
        }
        return fields.isEmpty()
                ? guessed
                : guessed.with(new InputColumn("table", InputColumn.Kind.FIELDS, fields), Optional.empty());
    }

    // ---- modalities

    /** Texts of a column; the modality has its name. */
    public OwnData texts(String column) {
        return texts(column, column);
    }

    /** Texts of a column as a modality of another name. */
    public OwnData texts(String modality, String column) {
        return with(InputColumn.of(modality.strip(), InputColumn.Kind.TEXT, column), Optional.empty());
    }

    /** Pictures (PNG, JPEG, GIF or BMP) whose files a column names; the modality has its name. */
    public OwnData pictures(String column, Path folder) {
        return pictures(column, column, folder);
    }

    /** Pictures whose files a column names, as a modality of another name. */
    public OwnData pictures(String modality, String column, Path folder) {
        return with(InputColumn.of(modality.strip(), InputColumn.Kind.PICTURE, column), Optional.of(folder));
    }

    /** Sounds (WAV, AIFF or AU) whose files a column names; the modality has its name. */
    public OwnData sounds(String column, Path folder) {
        return sounds(column, column, folder);
    }

    /** Sounds whose files a column names, as a modality of another name. */
    public OwnData sounds(String modality, String column, Path folder) {
        return with(InputColumn.of(modality.strip(), InputColumn.Kind.SOUND, column), Optional.of(folder));
    }

    /** Numbers of a column as a modality {@code [n, 1]} of its name; yes and no are 1 and 0. */
    public OwnData numbers(String column) {
        return numbers(column, column);
    }

    /** Numbers of one or more columns as one modality {@code [n, columns]}; yes and no are 1 and 0. */
    public OwnData numbers(String modality, String first, String... more) {
        return with(InputColumn.numbers(modality.strip(), names(first, more)), Optional.empty());
    }

    /**
     * Numbers and categories of columns as one modality with gaps, by what {@link #columns} guesses of each: a row
     * keeps the fields that it has. {@code encoder/table} reads it.
     */
    public OwnData fields(String modality, String first, String... more) {
        ColumnGuesses guesses = columns();
        List<InputColumn.Field> fields = names(first, more).stream()
                .map(column -> new InputColumn.Field(
                        require(column),
                        guesses.of(column).kind() == ColumnGuesses.Kind.NUMBER
                                ? TableField.Kind.NUMBER
                                : TableField.Kind.CATEGORY))
                .toList();
        return with(new InputColumn(modality.strip(), InputColumn.Kind.FIELDS, fields), Optional.empty());
    }

    private static List<String> names(String first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toList();
    }

    /**
     * Vectors of an array, all present.
     *
     * @param values {@code [n, d]}
     */
    public OwnData vectors(String modality, INDArray values) {
        return features(Features.vector(modality, values));
    }

    /**
     * Token sequences of an array, all present.
     *
     * @param values {@code [n, t, d]}
     * @param lengths {@code [n]}, the number of tokens of each row
     */
    public OwnData tokens(String modality, INDArray values, int[] lengths) {
        return features(Features.tokens(modality, values, lengths, Presence.all((int) values.size(0))));
    }

    /** Features of any kind, with their own mask of what is present. */
    public OwnData features(Features features) {
        String modality = features.modality().name();
        requireRows("modality '" + modality + "'", features.rows());
        Raw raw = new Raw.Numbers(features);
        return with(new Part(InputColumn.like(modality, raw), Optional.empty(), Optional.of(raw)));
    }

    // ---- targets, ids and groups

    /**
     * A target: the classes are the values of a column. Every row needs one. Values that look like numbers stop the
     * loading: {@link #number} estimates them, {@link #classes} takes each value for a class.
     */
    public OwnData label(String column) {
        return withTarget(column, OwnTargets.guarded(cells(), require(column)), column);
    }

    /** A target: the classes are the values of a column, also where they look like numbers. */
    public OwnData classes(String column) {
        return withTarget(column, OwnTargets.classes(cells(), require(column)), column);
    }

    /** A target: the numbers of a column, to be estimated. Every row needs one. */
    public OwnData number(String column) {
        return number(column, column);
    }

    /** A target: the numbers of one or more columns, to be estimated together. */
    public OwnData number(String target, String first, String... more) {
        List<String> all = Stream.concat(Stream.of(first), Stream.of(more))
                .map(this::require)
                .toList();
        return withTarget(target, OwnTargets.numbers(cells(), all), all.toArray(String[]::new));
    }

    /** A target: a set of labels per row, which the cells of a column name; an empty cell has none. */
    public OwnData labels(String column, String separator) {
        if (separator.isEmpty()) {
            throw new IllegalArgumentException(
                    "OwnData " + source.name() + ": the separator of labels must be at least one character, got none");
        }
        return withTarget(column, OwnTargets.sets(cells(), require(column), separator), column);
    }

    /**
     * A target: one class per row, of classes that have an order.
     *
     * @param order the values of the column from the lowest to the highest
     */
    public OwnData ordered(String column, List<String> order) {
        return withTarget(column, OwnTargets.ordered(cells(), require(column), List.copyOf(order)), column);
    }

    /** The column that says how much each row counts in a fit, numbers of at least 0. */
    public OwnData weight(String column) {
        return named(new Roles(roles.ids, roles.group, Optional.of(require(column)), used(column)));
    }

    /** A target from a list, one class name per row. */
    public OwnData label(String target, List<String> classes) {
        requireRows("target '" + target + "'", classes.size());
        List<String> copy = List.copyOf(classes);
        return withTarget(target, problems -> copy.isEmpty() ? Optional.empty() : Optional.of(Labels.of(copy)));
    }

    /** The column with the row ids, which must differ; without one, rows are numbered from 1. */
    public OwnData ids(String column) {
        return named(new Roles(Optional.of(require(column)), roles.group, roles.weight, roles.used));
    }

    /** The column whose equal values never straddle a split; without one, every row is its own group. */
    public OwnData group(String column) {
        return named(new Roles(roles.ids, Optional.of(require(column)), roles.weight, roles.used));
    }

    private OwnData named(Roles others) {
        return new OwnData(source, parts, targets, others, bad);
    }

    /** What cannot be read becomes missing, and the card says in how many rows, instead of stopping the loading. */
    public OwnData badAsMissing() {
        return new OwnData(source, parts, targets, roles, Bad.IS_MISSING);
    }

    // ---- loading

    /** Reads and checks everything. */
    public LabData load() {
        return new OwnReading(this).load();
    }

    // ---- cells

    /** The numbers of the rows, from 0. */
    IntStream rows() {
        return IntStream.range(0, source.rows());
    }

    private OwnData with(InputColumn input, Optional<Path> folder) {
        input.columns().forEach(this::require);
        return with(new Part(input, folder, Optional.empty()));
    }

    private OwnData with(Part part) {
        return new OwnData(source, plus(parts, "modality", part.input.name(), part), targets, roles, bad);
    }

    private OwnData withTarget(String name, OwnTargets.Reading read, String... columns) {
        Roles more = new Roles(roles.ids, roles.group, roles.weight, used(columns));
        return new OwnData(source, parts, plus(targets, "target", name, read), more, bad);
    }

    private Set<String> used(String... columns) {
        Set<String> used = new HashSet<>(roles.used);
        used.addAll(List.of(columns));
        return used;
    }

    private <V> Map<String, V> plus(Map<String, V> map, String what, String name, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        if (more.put(name, value) != null) {
            throw new IllegalArgumentException(
                    "OwnData " + source.name() + ": the " + what + " '" + name + "' is named twice");
        }
        return Collections.unmodifiableMap(more);
    }

    private void requireRows(String what, int got) {
        if (got != source.rows()) {
            throw new IllegalArgumentException(
                    "OwnData " + source.name() + ": there are " + source.rows() + " rows, but " + what + " has " + got);
        }
    }

    private String require(String column) {
        Cells cells = source.cells()
                .orElseThrow(() -> new IllegalArgumentException("OwnData " + source.name()
                        + ": there is no table to take column '" + column
                        + "' from; begin with one, or give arrays and lists"));
        if (!cells.columns().contains(column)) {
            throw new IllegalArgumentException(
                    "OwnData " + source.name() + ": " + Names.unknown("column", column, cells.columns()));
        }
        return column;
    }

    /** The cells of the table. */
    Cells cells() {
        return source.cells()
                .orElseThrow(() -> new IllegalArgumentException(
                        "OwnData " + source.name() + ": there is no table, so there are no columns to look at"));
    }

    @Override
    public String toString() {
        return "own/" + source.name() + " in the making: " + source.rows() + " rows of " + source.origin()
                + ", modalities "
                + parts.keySet() + ", targets " + targets.keySet()
                + "; columns() shows what is there, guess() adds what it seems to be, load() reads it";
    }
}
