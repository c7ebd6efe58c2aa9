package dev.interlace.jupyter.engine;

/**
 * What messages call a piece of source.
 *
 * @param name the cell or the file
 * @param before how many lines of it stand before the source
 */
public record SourceName(String name, int before) {
    /** The name of the cell with that execution count. */
    public static SourceName cell(int number) {
        return new SourceName("cell " + number, 0);
    }

    /** The number in the cell or file of the line {@code number} of the source. */
    int line(int number) {
        return before + number;
    }
}
