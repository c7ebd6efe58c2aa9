package dev.interlace.workbench.data;

import dev.interlace.spi.Features;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/** Reads the cells of somebody's table as modalities, and notes which rows cannot be read. */
final class OwnCells {
    private static final Set<String> NO_NUMBER = Set.of("", "na", "n/a", "nan", "null");

    private static final Pattern COMMA_NUMBER =
            Pattern.compile("[+-]?(\\d{1,3}(\\.\\d{3})+|\\d*)(,\\d*)?([eE][+-]?\\d+)?");

    private OwnCells() {}

    /** The text of a cell; empty where it is missing or blank. */
    static Optional<String> text(Column<?> column, int row) {
        return column.isMissing(row)
                ? Optional.empty()
                : Optional.of(column.getString(row).strip()).filter(text -> !text.isEmpty());
    }

    /** What the files of a column hold; an empty cell is a missing file, and what cannot be read a problem. */
    static <T> List<Optional<T>> files(Column<?> cells, Path folder, RowProblems problems, Function<byte[], T> decode) {
        return IntStream.range(0, cells.size())
                .mapToObj(row -> text(cells, row).flatMap(name -> {
                    Path file = folder.resolve(name);
                    try {
                        if (!Files.isRegularFile(file)) {
                            problems.add(row, name + " is not in " + relative(folder));
                            return Optional.<T>empty();
                        }
                        return Optional.of(decode.apply(Files.readAllBytes(file)));
                    } catch (IOException | IllegalArgumentException e) {
                        problems.add(row, name + ": " + e.getMessage());
                        return Optional.<T>empty();
                    }
                }))
                .toList();
    }

    /** A picture that can be decoded. */
    static Picture picture(byte[] bytes) {
        Picture picture = Picture.of(bytes);
        picture.decode();
        return picture;
    }

    /** Columns as one modality; a row that lacks one of them lacks all. */
    static Raw numbers(
            String modality, List<Column<?>> columns, char decimal, RowProblems problems, List<String> notes) {
        int rows = columns.get(0).size();
        float[][] values = new float[rows][columns.size()];
        boolean[] there = new boolean[rows];
        int partly = 0;
        for (int row = 0; row < rows; row++) {
            int found = 0;
            for (int c = 0; c < columns.size(); c++) {
                Optional<Double> number = number(columns.get(c), row, decimal, problems);
                found += number.isPresent() ? 1 : 0;
                values[row][c] = number.orElse(0.0).floatValue();
            }
            there[row] = found == columns.size();
            partly += found > 0 && !there[row] ? 1 : 0;
        }
        if (partly > 0) {
            notes.add("'" + modality + "': " + partly + " rows lack some of the " + columns.size()
                    + " numbers and count as missing");
        }
        INDArray array = rows == 0 ? Nd4j.create(DataType.FLOAT, 0, columns.size()) : Nd4j.createFromArray(values);
        return new Raw.Numbers(Features.vector(modality, array, Presence.where(rows, row -> there[row])));
    }

    private static Optional<Double> number(Column<?> column, int row, char decimal, RowProblems problems) {
        if (column.isMissing(row)) {
            return Optional.empty();
        }
        double value;
        if (column instanceof NumericColumn<?> numbers) {
            value = numbers.getDouble(row);
        } else if (column instanceof BooleanColumn booleans) {
            value = Boolean.TRUE.equals(booleans.get(row)) ? 1 : 0;
        } else {
            String text = column.getString(row).strip();
            if (NO_NUMBER.contains(text.toLowerCase(Locale.ROOT))) {
                return Optional.empty();
            }
            try {
                value = Double.parseDouble(decimal == ',' ? withPoint(text) : text);
            } catch (NumberFormatException e) {
                problems.add(row, "'" + text + "' in column '" + column.name() + "' is no number");
                return Optional.empty();
            }
        }
        if (!Double.isFinite(value)) {
            problems.add(row, value + " in column '" + column.name() + "' is not finite");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** A number with a decimal comma, and points between thousands at most, as Java reads it. */
    private static String withPoint(String text) {
        return COMMA_NUMBER.matcher(text).matches()
                ? text.replace(".", "").replace(',', '.')
                : text.replace('.', '?'); // 1.5 is no number where a comma stands before the decimals
    }

    /** A path as seen from the working directory; of one elsewhere only its name. */
    static String relative(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path whole = path.toAbsolutePath().normalize();
        Path shown = whole.startsWith(here) && !whole.equals(here) ? here.relativize(whole) : whole.getFileName();
        return String.valueOf(shown).replace('\\', '/');
    }
}
