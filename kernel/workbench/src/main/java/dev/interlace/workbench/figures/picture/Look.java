package dev.interlace.workbench.figures.picture;

import java.awt.Color;

/**
 * The colours around the data.
 *
 * @param ink of texts and lines
 * @param paper behind all
 * @param grid of the grid's lines
 * @param line of error bars and outlines that name no colour
 */
record Look(Color ink, Color paper, Color grid, Color line) {
    static final Look LIGHT = new Look(new Color(0x24292F), Color.WHITE, new Color(0xE3E6EA), new Color(0x444444));
    static final Look DARK =
            new Look(new Color(0xDDE1E6), new Color(0x16191D), new Color(0x3A3F45), new Color(0xB0B5BB));
}
