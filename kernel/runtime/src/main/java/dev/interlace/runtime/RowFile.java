package dev.interlace.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a file, whose kind its first bytes tell: Parquet, Arrow (Feather 2), else text with separators.
 *
 * @param cells its rows
 * @param told how it is written, where that is not CSV as usual
 */
public record RowFile(Cells cells, List<String> told) {
    /** What begins so holds no rows that are read here, and what to do instead. */
    private static final Map<String, String> OTHERS = Map.of(
            "PARE", "it is an encrypted Parquet file; write it without encryption",
            "FEA1", "it is of Feather's first version; write it again, as Arrow",
            "PK\u0003\u0004", "it is a zip archive or an Excel workbook; unpack it, or save the sheet as CSV",
            "\u00d0\u00cf\u0011\u00e0", "it is an old Excel workbook; save the sheet as CSV",
            "\u001f\u008b", "it is compressed by gzip; unpack it first",
            "BZh", "it is compressed by bzip2; unpack it first",
            "(\u00b5/\u00fd", "it is compressed by zstd; unpack it first",
            "SQLite format 3", "it is a SQLite database; give the result of a query of its JDBC driver",
            "\u0089HDF", "it is an HDF5 file; write its table as Parquet or CSV");

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException where the file cannot be read, is of no kind that is read here, or needs a
     *     library that is not there; the message begins with the file's name and says what to do
     */
    public static RowFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file.toAbsolutePath());
        }
        try {
            String start = start(file);
            boolean binary = isBinary(start); // a column of a text may be called PAR1, PARENT or FEA1
            if (binary && start.startsWith("PAR1")) {
                return new RowFile(ParquetFile.read(file), List.of("read as Parquet"));
            }
            if (binary && start.startsWith("ARROW1")) {
                return new RowFile(ArrowFile.read(file), List.of("read as Arrow"));
            }
            OTHERS.forEach((mark, advice) -> {
                if (binary && start.startsWith(mark)) {
                    throw new IllegalArgumentException(advice);
                }
            });
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
        return read(file, Optional.empty());
    }

    /** Reads a text that is written as {@code format} says. */
    public static RowFile read(Path file, Delimited format) {
        return read(file, Optional.of(format));
    }

    private static RowFile read(Path file, Optional<Delimited> given) {
        try {
            Delimited format = given.isPresent() ? given.orElseThrow() : Delimited.found(file);
            return new RowFile(DelimitedFile.read(file, format), format.told());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file.getFileName() + " cannot be read as CSV: " + e.getMessage(), e);
        }
    }

    private static boolean isBinary(String start) {
        return start.startsWith("(\u00b5/\u00fd") // zstd
                || start.startsWith("1AY&SY", 4) // bzip2
                || start.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r');
    }

    private static String start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(16), StandardCharsets.ISO_8859_1);
        }
    }

    /** The error where a library is not there. */
    static IllegalArgumentException missing(String what, String... libraries) {
        return new IllegalArgumentException("it is " + what + ", whose library is not here; add "
                + String.join(" and ", libraries) + " (in a notebook: %maven " + String.join(" ", libraries)
                + ") and try again");
    }
}
