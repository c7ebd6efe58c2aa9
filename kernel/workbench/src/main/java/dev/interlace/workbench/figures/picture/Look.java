package dev.interlace.workbench.figures.picture;

import java.awt.Color;

/**
 * The colours around the data.
 *
 * @param ink of texts and lines
 * @param paper behind all
 * @param grid of the grid's lines
 */
record Look(Color ink, Color paper, Color grid) {
    static final Look LIGHT = new Look(new Color(0x24292F), Color.WHITE, new Color(0xE3E6EA));
    static final Look DARK = new Look(new Color(0xDDE1E6), new Color(0x16191D), new Color(0x3A3F45));
}
