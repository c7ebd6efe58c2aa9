package dev.interlace.runtime;

import dev.interlace.spi.Features;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import dev.interlace.spi.TableField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads cells as raw columns, and notes which rows cannot be read.
 *
 * @param cells the rows
 * @param problems hears of them
 */
record CellReader(Cells cells, RowProblems problems) {
    Raw read(InputColumn column, Optional<Path> folder, List<String> notes) {
        String first = column.columns().get(0);
        return switch (column.kind()) {
            case TEXT ->
                new Raw.Texts(rows().mapToObj(row -> cells.text(first, row)).toList());
            case PICTURE -> new Raw.Pictures(files(first, folder, Picture.class, CellReader::picture));
            case SOUND -> new Raw.Sounds(files(first, folder, Sound.class, Sound::decode));
            case NUMBERS -> numbers(column, notes);
            case FIELDS -> fields(column);
            case VECTOR -> vectors(column.name(), first);
            case OTHER ->
                throw new IllegalArgumentException("column '" + column.name()
                        + "' cannot be read from the cells of a row; give raw columns, a map from name to Raw");
        };
    }

    private IntStream rows() {
        return IntStream.range(0, cells.rows());
    }

    // ---- pictures and sounds

    private <T> List<Optional<T>> files(
            String column, Optional<Path> folder, Class<T> type, Function<byte[], T> decode) {
        return rows().mapToObj(row -> cells.cell(column, row).flatMap(cell -> file(cell, row, folder, type, decode)))
                .toList();
    }

    private <T> Optional<T> file(
            Object cell, int row, Optional<Path> folder, Class<T> type, Function<byte[], T> decode) {
        if (type.isInstance(cell)) {
            return Optional.of(type.cast(cell));
        }
        String name = cell instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(cell);
        try {
            if (cell instanceof byte[] bytes) {
                return Optional.of(decode.apply(bytes));
            }
            if (folder.isEmpty() && !(cell instanceof Path)) {
                problems.add(row, name + " names a file; give the folder that it lies in, or the bytes");
                return Optional.empty();
            }
            Path file = cell instanceof Path path
                    ? path
                    : folder.orElse(Path.of("")).resolve(name);
            if (!Files.isRegularFile(file)) {
                problems.add(row, name + " is not in " + shown(folder.orElse(file)));
                return Optional.empty();
            }
            return Optional.of(decode.apply(Files.readAllBytes(file)));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(row, name + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A picture that can be decoded. */
    private static Picture picture(byte[] bytes) {
        Picture picture = Picture.of(bytes);
        picture.decode();
        return picture;
    }

    /** A path as seen from the working directory; of one elsewhere only its name. */
    static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path whole = path.toAbsolutePath().normalize();
        Path shown = whole.startsWith(here) && !whole.equals(here) ? here.relativize(whole) : whole.getFileName();
        return String.valueOf(shown).replace('\\', '/');
    }

    // ---- numbers

    /** Columns as one modality; a row that lacks one of them lacks all. */
    private Raw numbers(InputColumn column, List<String> notes) {
        List<String> columns = column.columns();
        int rows = cells.rows();
        float[] values = new float[Math.multiplyExact(rows, columns.size())];
        boolean[] there = new boolean[rows];
        int partly = 0;
        for (int row = 0; row < rows; row++) {
            int found = 0;
            for (int c = 0; c < columns.size(); c++) {
                OptionalDouble number = number(columns.get(c), row);
                found += number.isPresent() ? 1 : 0;
                values[row * columns.size() + c] = (float) number.orElse(0);
            }
            there[row] = found == columns.size();
            partly += found > 0 && !there[row] ? 1 : 0;
        }
        if (partly > 0) {
            notes.add("'" + column.name() + "': " + partly + " rows lack some of the " + columns.size()
                    + " numbers and count as missing; fields(…) keeps those that are there");
        }
        return vectors(column.name(), values, columns.size(), there);
    }

    private static Raw vectors(String name, float[] values, int width, boolean[] there) {
        int rows = there.length;
        return new Raw.Numbers(Features.vector(
                name,
                rows == 0 ? Nd4j.create(DataType.FLOAT, 0, width) : Nd4j.create(values, new long[] {rows, width}, 'c'),
                Presence.where(rows, row -> there[row])));
    }

    private Raw fields(InputColumn column) {
        return new Raw.Fields(column.fields().stream()
                .map(field -> field.holds() == TableField.Kind.NUMBER
                        ? TableField.numbers(
                                field.column(),
                                rows().mapToDouble(row ->
                                                number(field.column(), row).orElse(Double.NaN))
                                        .toArray())
                        : TableField.categories(
                                field.column(),
                                rows().mapToObj(row -> cells.text(field.column(), row))
                                        .toList()))
                .toList());
    }

    private OptionalDouble number(String column, int row) {
        Optional<Object> cell = cells.cell(column, row);
        if (cell.isEmpty()) {
            return OptionalDouble.empty();
        }
        Object given = cell.get();
        double value;
        if (given instanceof Number number) {
            value = number.doubleValue();
            if (Double.isNaN(value)) {
                return OptionalDouble.empty();
            }
        } else if (given instanceof Boolean truth) {
            value = truth ? 1 : 0;
        } else {
            String text = String.valueOf(given);
            if (CellNumber.isMissing(text)) {
                return OptionalDouble.empty();
            }
            OptionalDouble parsed = CellNumber.parsed(text, cells.decimal());
            if (parsed.isEmpty()) {
                problems.add(row, "'" + text + "' in column '" + column + "' is no number");
                return parsed;
            }
            value = parsed.getAsDouble();
        }
        if (!Double.isFinite(value)) {
            problems.add(row, value + " in column '" + column + "' is not finite");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value);
    }

    // ---- vectors

    private Raw vectors(String name, String column) {
        float[][] found = new float[cells.rows()][];
        boolean[] there = new boolean[found.length];
        int width = 0;
        for (int row = 0; row < found.length; row++) {
            Optional<Object> cell = cells.cell(column, row);
            found[row] = cell.map(CellReader::vector).orElse(new float[0]);
            there[row] = found[row].length > 0;
            if (there[row] && width > 0 && found[row].length != width) {
                problems.add(row, "a vector of " + found[row].length + " numbers, where others have " + width);
                there[row] = false;
            } else if (there[row]) {
                width = found[row].length;
            } else if (cell.isPresent()) {
                problems.add(row, "'" + cell.get() + "' in column '" + column + "' is no array or list of numbers");
            }
        }
        width = Math.max(1, width);
        float[] values = new float[found.length * width];
        for (int row = 0; row < found.length; row++) {
            if (there[row]) {
                System.arraycopy(found[row], 0, values, row * width, width);
            }
        }
        return vectors(name, values, width, there);
    }

    private static float[] vector(Object cell) {
        if (cell instanceof float[] floats) {
            return floats;
        }
        if (cell instanceof double[] doubles) {
            float[] floats = new float[doubles.length];
            for (int k = 0; k < floats.length; k++) {
                floats[k] = (float) doubles[k];
            }
            return floats;
        }
        if (cell instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
            return vector(list.stream()
                    .mapToDouble(number -> ((Number) number).doubleValue())
                    .toArray());
        }
        return cell instanceof Number number ? new float[] {number.floatValue()} : new float[0];
    }
}
