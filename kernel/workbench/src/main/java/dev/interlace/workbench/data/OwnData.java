package dev.interlace.workbench.data;

import dev.interlace.spi.Features;
import dev.interlace.spi.Names;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * A data set of your own in the making: begin with a table, a CSV file, a folder or a number of rows, name what is a
 * modality, a target and a group, and {@link #load} it.
 *
 * <p>A cell that is empty is a missing modality, and stays missing. What is wrong, such as a file that is not there or
 * no picture, stops the loading with the first rows that have it, counted from 1; after {@link #badAsMissing} it is
 * missing as well, and the card says in how many rows. Nothing is dropped without a word. Immutable: every method
 * returns a new one.
 */
public final class OwnData {
    final Source source;
    final Map<String, Part> parts;
    final Map<String, Function<RowProblems, List<String>>> targets;
    final Optional<String> ids;
    final Optional<String> group;
    final Bad bad;

    /** What becomes of a cell that cannot be read. */
    enum Bad {
        STOPS,
        IS_MISSING
    }

    /**
     * Where the rows come from.
     *
     * @param name the name of the data set
     * @param origin its file or folder, for the card
     * @param rows how many rows there are
     * @param table the table; empty where there are arrays only
     * @param format how its file is written
     */
    record Source(String name, String origin, int rows, Optional<Table> table, Delimited format) {
        Source(String name, String origin, int rows, Optional<Table> table) {
            this(name, origin, rows, table, Delimited.standard());
        }
    }

    /** How a modality is read. */
    interface Part {
        Raw read(RowProblems problems, List<String> notes);
    }

    private OwnData(
            Source source,
            Map<String, Part> parts,
            Map<String, Function<RowProblems, List<String>>> targets,
            Optional<String> ids,
            Optional<String> group,
            Bad bad) {
        this.source = source;
        this.parts = parts;
        this.targets = targets;
        this.ids = ids;
        this.group = group;
        this.bad = bad;
        if (!source.name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "OwnData: the name must be lower-case letters, digits and hyphens, got '" + source.name + "'");
        }
    }

    private static OwnData of(Source source) {
        return new OwnData(source, Map.of(), Map.of(), Optional.empty(), Optional.empty(), Bad.STOPS);
    }

    /** Data by the rows of a table; missing values are missing. */
    public static OwnData of(String name, Table table) {
        return of(new Source(name, "a table of the notebook", table.rowCount(), Optional.of(table)));
    }

    /**
     * Data by the rows of a CSV file with a header; an empty cell is missing. Encoding, separator and decimal sign are
     * found out, and the card says where they are not UTF-8, comma and point.
     */
    public static OwnData of(String name, Path csv) {
        requireFile(name, csv);
        try {
            return of(name, csv, Delimited.found(csv));
        } catch (IOException e) {
            throw new UncheckedIOException("OwnData " + name + ": " + OwnCells.relative(csv) + " cannot be read", e);
        }
    }

    /** Data by the rows of a CSV file that is written as {@code format} says. */
    public static OwnData of(String name, Path csv, Delimited format) {
        requireFile(name, csv);
        try {
            Table table = Table.read()
                    .usingOptions(CsvReadOptions.builder(new tech.tablesaw.io.Source(csv.toFile(), format.charset()))
                            .separator(format.separator())
                            .columnTypes(column -> ColumnType.STRING)
                            .missingValueIndicator("")
                            .sample(false));
            Column<?> first = table.column(0);
            first.setName(first.name().replace("\uFEFF", "")); // the mark that some programs begin a file with
            return of(new Source(name, OwnCells.relative(csv), table.rowCount(), Optional.of(table), format));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "OwnData " + name + ": " + OwnCells.relative(csv) + " cannot be read as CSV: " + e.getMessage(), e);
        }
    }

    private static void requireFile(String name, Path csv) {
        if (!Files.isRegularFile(csv)) {
            throw new IllegalArgumentException("OwnData " + name + ": there is no file " + csv.toAbsolutePath());
        }
    }

    /**
     * Data by the files of a folder and its subfolders, one row each, in the order of their paths: column {@code file}
     * is the path below the folder, {@code folder} the name of the folder that a file lies in.
     *
     * @param ending which files, for instance {@code .wav}; upper and lower case are the same
     */
    public static OwnData ofFolder(String name, Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("OwnData " + name + ": there is no folder " + folder.toAbsolutePath());
        }
        StringColumn file = StringColumn.create("file");
        StringColumn parent = StringColumn.create("folder");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().toLowerCase(Locale.ROOT).endsWith(ending.toLowerCase(Locale.ROOT)))
                    .sorted()
                    .toList()) {
                file.append(folder.relativize(path).toString().replace('\\', '/'));
                parent.append(String.valueOf(
                        path.toAbsolutePath().resolveSibling(".").normalize().getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("OwnData " + name + ": " + folder + " cannot be listed", e);
        }
        if (file.isEmpty()) {
            throw new IllegalArgumentException(
                    "OwnData " + name + ": no file below " + folder.toAbsolutePath() + " ends in " + ending);
        }
        Table table = Table.create(file, parent);
        return of(new Source(name, OwnCells.relative(folder), table.rowCount(), Optional.of(table)))
                .ids("file");
    }

    /** Data of arrays alone, with this number of rows. */
    public static OwnData ofArrays(String name, int rows) {
        return of(new Source(name, "arrays of the notebook", rows, Optional.empty()));
    }

    // ---- modalities

    /** Texts of a column; the modality has its name. */
    public OwnData texts(String column) {
        return texts(column, column);
    }

    /** Texts of a column as a modality of another name. */
    public OwnData texts(String modality, String column) {
        Column<?> cells = column(column);
        return with(
                modality,
                (problems, notes) -> new Raw.Texts(
                        rows().mapToObj(row -> OwnCells.text(cells, row)).toList()));
    }

    /** Pictures (PNG, JPEG, GIF or BMP) whose files a column names; the modality has its name. */
    public OwnData pictures(String column, Path folder) {
        return pictures(column, column, folder);
    }

    /** Pictures whose files a column names, as a modality of another name. */
    public OwnData pictures(String modality, String column, Path folder) {
        Column<?> cells = column(column);
        return with(
                modality,
                (problems, notes) -> new Raw.Pictures(OwnCells.files(cells, folder, problems, OwnCells::picture)));
    }

    /** Sounds (WAV, AIFF or AU) whose files a column names; the modality has its name. */
    public OwnData sounds(String column, Path folder) {
        return sounds(column, column, folder);
    }

    /** Sounds whose files a column names, as a modality of another name. */
    public OwnData sounds(String modality, String column, Path folder) {
        Column<?> cells = column(column);
        return with(
                modality, (problems, notes) -> new Raw.Sounds(OwnCells.files(cells, folder, problems, Sound::decode)));
    }

    /** Numbers of a column as a modality {@code [n, 1]} of its name; yes and no are 1 and 0. */
    public OwnData numbers(String column) {
        return numbers(column, column);
    }

    /** Numbers of one or more columns as one modality {@code [n, columns]}; yes and no are 1 and 0. */
    public OwnData numbers(String modality, String first, String... more) {
        List<Column<?>> all = Stream.concat(Stream.of(first), Stream.of(more))
                .<Column<?>>map(this::column)
                .toList();
        return with(
                modality,
                (problems, notes) -> OwnCells.numbers(modality, all, source.format.decimal(), problems, notes));
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
        requireRows("modality '" + features.modality().name() + "'", features.rows());
        return with(features.modality().name(), (problems, notes) -> new Raw.Numbers(features));
    }

    // ---- targets, ids and groups

    /** A target: the classes are the values of a column. Every row needs one. */
    public OwnData label(String column) {
        Column<?> cells = column(column);
        return withTarget(
                column,
                problems -> rows().mapToObj(row -> {
                            Optional<String> value = OwnCells.text(cells, row);
                            if (value.isEmpty()) {
                                problems.add(row, "no label in column '" + column + "'");
                            }
                            return value.orElse("");
                        })
                        .toList());
    }

    /** A target from a list, one class name per row. */
    public OwnData label(String target, List<String> classes) {
        requireRows("target '" + target + "'", classes.size());
        List<String> copy = List.copyOf(classes);
        return withTarget(target, problems -> copy);
    }

    /** The column with the row ids, which must differ; without one, rows are numbered from 1. */
    public OwnData ids(String column) {
        column(column);
        return new OwnData(source, parts, targets, Optional.of(column), group, bad);
    }

    /** The column whose equal values never straddle a split; without one, every row is its own group. */
    public OwnData group(String column) {
        column(column);
        return new OwnData(source, parts, targets, ids, Optional.of(column), bad);
    }

    /** What cannot be read becomes missing, and the card says in how many rows, instead of stopping the loading. */
    public OwnData badAsMissing() {
        return new OwnData(source, parts, targets, ids, group, Bad.IS_MISSING);
    }

    // ---- loading

    /** Reads and checks everything. */
    public LabData load() {
        return new OwnReading(this).load();
    }

    // ---- cells

    /** The numbers of the rows, from 0. */
    IntStream rows() {
        return IntStream.range(0, source.rows);
    }

    private OwnData with(String modality, Part part) {
        return new OwnData(source, plus(parts, "modality", modality.strip(), part), targets, ids, group, bad);
    }

    private OwnData withTarget(String name, Function<RowProblems, List<String>> read) {
        return new OwnData(source, parts, plus(targets, "target", name, read), ids, group, bad);
    }

    private <V> Map<String, V> plus(Map<String, V> map, String what, String name, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        if (more.put(name, value) != null) {
            throw new IllegalArgumentException(
                    "OwnData " + source.name + ": the " + what + " '" + name + "' is named twice");
        }
        return Collections.unmodifiableMap(more);
    }

    private void requireRows(String what, int got) {
        if (got != source.rows) {
            throw new IllegalArgumentException(
                    "OwnData " + source.name + ": there are " + source.rows + " rows, but " + what + " has " + got);
        }
    }

    /** The column of the table that has this name. */
    Column<?> column(String name) {
        Table table = source.table.orElseThrow(() -> new IllegalArgumentException("OwnData " + source.name
                + ": there is no table to take column '" + name + "' from; begin with one, or give arrays and lists"));
        if (!table.containsColumn(name)) {
            throw new IllegalArgumentException(
                    "OwnData " + source.name + ": " + Names.unknown("column", name, table.columnNames()));
        }
        return table.column(name);
    }

    @Override
    public String toString() {
        return "own/" + source.name + " in the making: " + source.rows + " rows of " + source.origin + ", modalities "
                + parts.keySet() + ", targets " + targets.keySet() + "; load() reads it";
    }
}
