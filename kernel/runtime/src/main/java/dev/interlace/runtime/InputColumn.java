package dev.interlace.runtime;

import dev.interlace.spi.Raw;
import dev.interlace.spi.TableField;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How one raw column of a data set is read from cells.
 *
 * @param name of the raw column
 * @param kind what is read
 * @param fields the cells of a row that it is read from; one but for numbers and fields
 */
public record InputColumn(String name, Kind kind, List<Field> fields) {
    /** What is read from cells. */
    public enum Kind {
        /** A text. */
        TEXT("a text"),
        /** A picture: its bytes, or the name of its file. */
        PICTURE("the bytes of a picture (PNG, JPEG, GIF or BMP), or its file"),
        /** A sound: its bytes, or the name of its file. */
        SOUND("the bytes of a sound (WAV, AIFF or AU), or its file"),
        /** One number per cell as one vector; a row that lacks one of them lacks all. */
        NUMBERS("a number"),
        /** One number or category per cell, with gaps. */
        FIELDS("a number or a category"),
        /** A vector in one cell: an array or list of numbers. */
        VECTOR("an array or list of numbers"),
        /** What no cell can hold, such as tokens or nodes of a graph. */
        OTHER("what no cell can hold");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** What a cell must hold, in words. */
        public String words() {
            return words;
        }
    }

    /**
     * One cell of a row.
     *
     * @param column where it stands
     * @param holds whether its value is a number or a category; texts, files and vectors are categories
     */
    public record Field(String column, TableField.Kind holds) {}

    public InputColumn {
        fields = List.copyOf(fields);
    }

    /** A column that is read from one cell. */
    public static InputColumn of(String name, Kind kind, String column) {
        return new InputColumn(name, kind, List.of(new Field(column, TableField.Kind.CATEGORY)));
    }

    /** Numbers of several cells as one vector. */
    public static InputColumn numbers(String name, List<String> columns) {
        return new InputColumn(
                name,
                Kind.NUMBERS,
                columns.stream()
                        .map(column -> new Field(column, TableField.Kind.NUMBER))
                        .toList());
    }

    /** How a raw column that was read elsewhere can be read from cells of its name. */
    public static InputColumn like(String name, Raw raw) {
        if (raw instanceof Raw.Fields table) {
            return new InputColumn(
                    name,
                    Kind.FIELDS,
                    table.fields().stream()
                            .map(field -> new Field(field.name(), field.kind()))
                            .toList());
        }
        return of(name, kind(raw), name);
    }

    private static Kind kind(Raw raw) {
        if (raw instanceof Raw.Texts) {
            return Kind.TEXT;
        }
        if (raw instanceof Raw.Pictures) {
            return Kind.PICTURE;
        }
        if (raw instanceof Raw.Sounds) {
            return Kind.SOUND;
        }
        boolean vector = raw instanceof Raw.Numbers numbers
                && numbers.features().values().rank() == 2
                && numbers.features().graph().isEmpty();
        return vector ? Kind.VECTOR : Kind.OTHER;
    }

    /** The columns that it is read from. */
    public List<String> columns() {
        return fields.stream().map(Field::column).toList();
    }

    /**
     * Reads the cells.
     *
     * @param folder where the files lie that cells name; empty where cells may name none
     * @param problems hears of what cannot be read, which is then missing
     * @param notes hears of what was read in a way that the reader should know
     */
    public Raw read(Cells cells, Optional<Path> folder, RowProblems problems, List<String> notes) {
        return new CellReader(cells, problems).read(this, folder, notes);
    }
}
