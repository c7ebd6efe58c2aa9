package dev.interlace.workbench.figures.picture;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.font.FontRenderContext;

/** The fonts of the pictures, and texts that fit. */
final class Fonts {
    private Fonts() {}

    static Font of(float size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 12).deriveFont(size);
    }

    /** The width of a text as a multiple of the size of its font. */
    static double width(String text) {
        float size = 12;
        return of(size).getStringBounds(text, new FontRenderContext(null, true, true))
                        .getWidth()
                / size;
    }

    /** The text, or as much of its beginning as fits, with an ellipsis. */
    static String fit(FontMetrics metrics, String text, int width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int length = text.length();
        while (length > 1 && metrics.stringWidth(text.substring(0, length) + "…") > width) {
            length--;
        }
        return text.substring(0, length) + "…";
    }
}
