package dev.interlace.app.notebook;

/** Text made safe for HTML. */
final class Html {
    private Html() {}

    /** {@code text} with the characters that HTML reads as markup replaced; fit for content and attributes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
