package dev.interlace.jupyter.engine;

/**
 * A line of a cell.
 *
 * @param source text of the cell
 * @param line number of the line, the first is 1
 */
public record Place(String source, int line) {}
