package dev.interlace.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a file of separated cells with a header, as RFC 4180 has it: quotes around a cell, two quotes for one
 * within, line breaks within quotes. Blank lines are passed over. Every row knows its line.
 */
public final class DelimitedFile implements Cells {
    private static final int TOLD = 5;

    private final Delimited format;
    private final List<String> columns;
    private final Map<String, PackedColumn> cells;
    private final int[] lines;

    private DelimitedFile(Delimited format, List<String> columns, Map<String, PackedColumn> cells, int[] lines) {
        this.format = format;
        this.columns = columns;
        this.cells = cells;
        this.lines = lines;
    }

    /**
     * Reads a file that is written as {@code format} says.
     *
     * @throws IllegalArgumentException when lines have more or fewer cells than the header, or quotes do not close;
     *     names the first lines
     */
    public static DelimitedFile read(Path file, Delimited format) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, format.charset())) {
            return read(reader, format);
        }
    }

    static DelimitedFile read(Reader reader, Delimited format) throws IOException {
        Records records = new Records(reader, format.separator());
        List<String> header = records.next();
        if (header.isEmpty()) {
            throw new IllegalArgumentException("there is no header: the file has no line");
        }
        List<String> columns = names(header);
        List<PackedColumn> packed =
                columns.stream().map(name -> new PackedColumn()).toList();
        int[] lines = new int[1024];
        int rows = 0;
        List<String> ragged = new ArrayList<>();
        int wrong = 0;
        for (List<String> record = records.next(); !record.isEmpty(); record = records.next()) {
            if (record.size() != columns.size()) {
                wrong++;
                if (ragged.size() < TOLD) {
                    ragged.add("line " + records.began() + " has " + record.size());
                }
                continue;
            }
            for (int c = 0; c < record.size(); c++) {
                packed.get(c).add(record.get(c).strip());
            }
            lines = rows == lines.length ? Arrays.copyOf(lines, 2 * rows) : lines;
            lines[rows++] = records.began();
        }
        if (wrong > 0) {
            throw new IllegalArgumentException("the header has " + columns.size() + " cells, " + wrong
                    + (wrong == 1 ? " line has" : " lines have") + " another number: " + String.join(", ", ragged)
                    + (wrong > TOLD ? "; and " + (wrong - TOLD) + " more" : "")
                    + "; quote cells that hold the separator '" + format.separator() + "'");
        }
        Map<String, PackedColumn> byName = new HashMap<>();
        for (int c = 0; c < packed.size(); c++) {
            packed.get(c).trim();
            byName.put(columns.get(c), packed.get(c));
        }
        return new DelimitedFile(format, columns, byName, Arrays.copyOf(lines, rows));
    }

    /** The names of the header: one line each, none empty, none twice. */
    private static List<String> names(List<String> header) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String cell : header) {
            String plain = cell.replace("\uFEFF", "").strip().replaceAll("\\s+", " ");
            String name = plain.isEmpty() ? "column " + (names.size() + 1) : plain;
            String free = name;
            for (int n = 2; !taken.add(free); n++) {
                free = name + " (" + n + ")";
            }
            names.add(free);
        }
        return List.copyOf(names);
    }

    @Override
    public int rows() {
        return lines.length;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Optional<Object> cell(String column, int row) {
        PackedColumn cell = cells.get(column);
        return cell == null ? Optional.empty() : cell.get(row).map(text -> text);
    }

    @Override
    public String place(int row) {
        return "row " + (row + 1) + " (line " + lines[row] + ")";
    }

    @Override
    public char decimal() {
        return format.decimal();
    }

    /** How the file is written. */
    public Delimited format() {
        return format;
    }

    /** Reads one record after the other. */
    private static final class Records {
        private final Reader reader;
        private final char separator;
        private final char[] buffer = new char[1 << 14];
        private int filled;
        private int at;
        private int line = 1;
        private int began;
        private int next;

        Records(Reader reader, char separator) throws IOException {
            this.reader = reader;
            this.separator = separator;
            advance();
        }

        /** The line in which the last record began, from 1. */
        int began() {
            return began;
        }

        /** The cells of the next record that is no blank line; none at the end. */
        List<String> next() throws IOException {
            List<String> record = List.of();
            while (next >= 0 && record.isEmpty()) {
                began = line;
                List<String> cells = new ArrayList<>();
                cells.add(cell());
                while (next == separator) {
                    advance();
                    cells.add(cell());
                }
                endOfLine();
                boolean blank = cells.size() == 1 && cells.get(0).isBlank();
                record = blank ? List.of() : cells;
            }
            return record;
        }

        private void endOfLine() throws IOException {
            if (next == '\r') {
                advance();
            }
            if (next == '\n') {
                advance();
            }
            line++;
        }

        private String cell() throws IOException {
            StringBuilder text = new StringBuilder();
            while (next == ' ' && separator != ' ') { // blanks before a quote
                text.append(' ');
                advance();
            }
            if (next == '"') {
                text.setLength(0);
                quoted(text);
            }
            while (next >= 0 && next != separator && next != '\n' && next != '\r') {
                text.append((char) next);
                advance();
            }
            return text.toString();
        }

        private void quoted(StringBuilder text) throws IOException {
            int opened = line;
            advance();
            while (next >= 0) {
                if (next == '"') {
                    advance();
                    if (next != '"') {
                        return;
                    }
                }
                line += next == '\n' ? 1 : 0;
                text.append((char) next);
                advance();
            }
            throw new IllegalArgumentException("the quote that opens in line " + opened + " never closes");
        }

        private void advance() throws IOException {
            if (at == filled) {
                filled = Math.max(0, reader.read(buffer, 0, buffer.length)); // a read of each character takes a lock
                at = 0;
            }
            next = at < filled ? buffer[at++] : -1;
        }
    }
}
