package dev.interlace.workbench.figures;

import dev.interlace.workbench.display.TableView;

/** Labels that keep their room: long ones are shortened, or broken into lines. */
public final class FittedLabels {
    /** The most characters of a name beside or below an axis. */
    public static final int TICK = 28;

    private static final int LINE = 80;
    private static final int NAME = 32;
    private static final String GAP = "…";

    private FittedLabels() {}

    /** The text, with a gap in the middle where it has more than {@code most} characters; both ends are kept. */
    public static String shortened(String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        int head = most / 2;
        int tail = most - head - 1;
        return text.substring(0, text.offsetByCodePoints(0, head))
                + GAP
                + text.substring(text.offsetByCodePoints(text.length(), -tail));
    }

    /** A title as HTML that plotly.js shows in lines of at most about 80 characters, broken between words. */
    public static String title(String text) {
        return wrapped(text, LINE);
    }

    /** A name for the legend as HTML, in lines of at most about 32 characters. */
    static String name(String text) {
        return wrapped(text, NAME);
    }

    /** The text as HTML, broken between words so that lines have at most {@code most} characters where they can. */
    static String wrapped(String text, int most) {
        StringBuilder out = new StringBuilder();
        int line = 0;
        for (String word : text.split(" ", -1)) {
            if (line > 0 && line + 1 + word.length() > most) {
                out.append("<br>");
                line = 0;
            } else if (line > 0) {
                out.append(' ');
                line++;
            }
            out.append(TableView.escape(word));
            line += word.length();
        }
        return out.toString();
    }
}
