package dev.interlace.workbench.figures.picture;

import java.awt.Color;

/**
 * A marker in places of the axes.
 *
 * @param x first place
 * @param y second place
 * @param size in pixels
 * @param symbol as plotly.js names it
 * @param colour of its inside, or of its line where the symbol is open
 * @param edge of its outline; transparent for none
 * @param edgeWidth of its outline in pixels
 */
record Dot(double x, double y, double size, String symbol, Color colour, Color edge, double edgeWidth) {
    boolean isOpen() {
        return Symbols.isOpen(symbol);
    }
}
