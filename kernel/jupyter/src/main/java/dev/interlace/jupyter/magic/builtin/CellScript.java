package dev.interlace.jupyter.magic.builtin;

import java.util.ArrayList;
import java.util.List;

/**
 * Cells in one file of source: a line that begins with {@code // %%} stands before each, as other tools write and read
 * it.
 */
final class CellScript {
    private static final String MARK = "// %%";

    private CellScript() {}

    /** The text of a file with {@code cells}. */
    static String write(List<String> cells) {
        StringBuilder text = new StringBuilder();
        cells.forEach(cell ->
                text.append(MARK).append('\n').append(cell.stripTrailing()).append("\n\n"));
        return text.toString();
    }

    /** The cells in {@code text}: one where no line stands between. */
    static List<String> read(String text) {
        List<String> cells = new ArrayList<>();
        for (Numbered cell : numbered(text)) {
            cells.add(cell.source());
        }
        return cells;
    }

    /**
     * A cell of a file.
     *
     * @param source its text
     * @param before how many lines of the file stand before it
     */
    record Numbered(String source, int before) {}

    /** The cells in {@code text}, those with nothing in them left out. */
    static List<Numbered> numbered(String text) {
        List<Numbered> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        int first = 0;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith(MARK)) {
                add(cell, first, cells);
                first = number;
            } else {
                cell.append(line).append('\n');
            }
        }
        add(cell, first, cells);
        return cells;
    }

    private static void add(StringBuilder cell, int first, List<Numbered> cells) {
        if (!cell.toString().isBlank()) {
            cells.add(new Numbered(cell.toString().stripTrailing(), first));
        }
        cell.setLength(0);
    }
}
