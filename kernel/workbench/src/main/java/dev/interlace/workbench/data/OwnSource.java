package dev.interlace.workbench.data;

import dev.interlace.runtime.Cells;
import dev.interlace.runtime.Delimited;
import dev.interlace.runtime.RowFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Where the rows of somebody's data come from.
 *
 * @param name the name of the data set
 * @param origin its file or folder, for the card
 * @param rows how many rows there are
 * @param cells the cells; empty where there are arrays only
 * @param folder where the file lies; empty where there is none
 * @param told how its file is written, where that is not as usual
 */
record OwnSource(
        String name, String origin, int rows, Optional<Cells> cells, Optional<Path> folder, List<String> told) {
    static OwnSource of(String name, String origin, Cells cells) {
        return new OwnSource(name, origin, cells.rows(), Optional.of(cells), Optional.empty(), List.of());
    }

    static OwnSource arrays(String name, int rows) {
        return new OwnSource(name, "arrays of the notebook", rows, Optional.empty(), Optional.empty(), List.of());
    }

    /** A file of rows; what it is and how it is written is found out. */
    static OwnSource file(String name, Path file) {
        return file(name, file, () -> RowFile.read(file));
    }

    /** A CSV file that is written as {@code format} says. */
    static OwnSource csv(String name, Path csv, Delimited format) {
        return file(name, csv, () -> RowFile.read(csv, format));
    }

    private static OwnSource file(String name, Path file, Supplier<RowFile> reading) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("OwnData " + name + ": there is no file " + file.toAbsolutePath());
        }
        try {
            RowFile read = reading.get();
            Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
            return new OwnSource(
                    name, shown(file), read.cells().rows(), Optional.of(read.cells()), folder, read.told());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("OwnData " + name + ": " + e.getMessage(), e);
        }
    }

    /** The files below a folder that end so, with the folder that each lies in. */
    static OwnSource folder(String name, Path folder, String ending) {
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
        Cells cells = new TableCells(Table.create(file, parent));
        return new OwnSource(name, shown(folder), cells.rows(), Optional.of(cells), Optional.of(folder), List.of());
    }

    /** Where a row stands, for messages. */
    String place(int row) {
        return cells.map(known -> known.place(row)).orElse("row " + (row + 1));
    }

    /** A path as seen from the working directory; of one elsewhere only its name. */
    private static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path whole = path.toAbsolutePath().normalize();
        Path shown = whole.startsWith(here) && !whole.equals(here) ? here.relativize(whole) : whole.getFileName();
        return String.valueOf(shown).replace('\\', '/');
    }
}
