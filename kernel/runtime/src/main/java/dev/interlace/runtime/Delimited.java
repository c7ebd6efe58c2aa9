package dev.interlace.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a file of rows and columns is written.
 *
 * @param charset its encoding
 * @param separator what stands between two cells
 * @param decimal what stands before the decimals of a number, a point or a comma
 */
public record Delimited(Charset charset, char separator, char decimal) {
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
    private static final int LOOKED_AT = 50;
    private static final double MOST = 0.8;

    public Delimited {
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("Delimited.decimal must be '.' or ',', got '" + decimal + "'");
        }
        if (decimal == separator) {
            throw new IllegalArgumentException(
                    "Delimited: the separator '" + separator + "' cannot be the decimal sign as well");
        }
    }

    /** A comma between cells, a point in numbers, in UTF-8. */
    public static Delimited standard() {
        return new Delimited(StandardCharsets.UTF_8, ',', '.');
    }

    /**
     * How {@code file} is written: UTF-16 where it begins with that mark; UTF-8 where all of it can be read so; else
     * windows-1252. The separator is the one of comma, semicolon, tabulator and bar that divides most lines into as
     * many cells as the first; numbers have a decimal comma where the separator is a semicolon and no cell holds a
     * number with a point.
     */
    public static Delimited found(Path file) throws IOException {
        Charset charset = charset(file);
        List<String> lines = lines(file, charset);
        char separator = separator(lines);
        boolean comma =
                separator == ';' && lines.stream().noneMatch(line -> line.matches(".*[;\"]-?\\d+\\.\\d+[;\"].*"));
        return new Delimited(charset, separator, comma ? ',' : '.');
    }

    /** The first lines that are not blank; line breaks within quotes end none. */
    private static List<String> lines(Path file, Charset charset) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, charset)) {
            StringBuilder whole = new StringBuilder();
            for (String line = reader.readLine(); line != null && lines.size() < LOOKED_AT; line = reader.readLine()) {
                whole.append(line);
                boolean closed = whole.chars().filter(c -> c == '"').count() % 2 == 0;
                if (closed && !whole.toString().isBlank()) {
                    lines.add(whole.toString());
                }
                if (closed) {
                    whole.setLength(0);
                }
            }
        }
        return lines;
    }

    private static Charset charset(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] mark = in.readNBytes(2);
            boolean big = mark.length == 2 && mark[0] == (byte) 0xFE && mark[1] == (byte) 0xFF;
            boolean little = mark.length == 2 && mark[0] == (byte) 0xFF && mark[1] == (byte) 0xFE;
            if (big || little) {
                return StandardCharsets.UTF_16;
            }
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            reader.transferTo(Writer.nullWriter()); // a byte that is no UTF-8 stops it
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return WESTERN;
        }
    }

    private static char separator(List<String> lines) {
        char best = ',';
        int most = 0;
        for (char candidate : SEPARATORS) {
            int first = lines.isEmpty() ? 0 : count(lines.get(0), candidate);
            long alike = lines.stream()
                    .filter(line -> count(line, candidate) == first)
                    .count();
            if (first > most && alike >= MOST * lines.size()) {
                best = candidate;
                most = first;
            }
        }
        return best;
    }

    /** How often {@code separator} stands outside quotes. */
    private static int count(String line, char separator) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            count += !quoted && c == separator ? 1 : 0;
        }
        return count;
    }

    /** What is not as in {@link #standard}, in words; nothing where all is. */
    public List<String> told() {
        List<String> told = new ArrayList<>();
        if (!charset.equals(StandardCharsets.UTF_8)) {
            told.add("read as " + charset.name().toLowerCase(Locale.ROOT));
        }
        if (separator != ',') {
            told.add("cells are separated by " + (separator == '\t' ? "tabulators" : "'" + separator + "'"));
        }
        if (decimal == ',') {
            told.add("numbers have a decimal comma");
        }
        return told.isEmpty() ? told : List.of(String.join("; ", told));
    }
}
