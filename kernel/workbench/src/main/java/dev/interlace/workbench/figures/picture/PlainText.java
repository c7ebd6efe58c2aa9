package dev.interlace.workbench.figures.picture;

/** The text of a label of plotly.js without its markup. */
public final class PlainText {
    private PlainText() {}

    /** Tags removed, line breaks as spaces, entities as what they stand for. */
    public static String of(String label) {
        return entities(label.replaceAll("(?i)<br\\s*/?>", " ").replaceAll("<[^>]*>", ""));
    }

    /** Entities as what they stand for. */
    public static String entities(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
